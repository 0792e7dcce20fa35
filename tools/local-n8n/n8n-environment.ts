import { inheritedClock } from './inherited-clock.ts';

/** Modules of n8n that would call outside servers or start child processes; none takes part in running workflows. */
const modulesThatReachOut = [
  'mcp-registry', 'mcp', 'instance-ai', 'agents', 'chat-hub', 'workflow-builder', 'insights', 'external-secrets',
  'source-control', 'ldap', 'sso-saml', 'sso-oidc', 'log-streaming',
];

export interface N8nPlace {
  /** Folder for everything this n8n keeps: database, settings, community packages. */
  readonly userFolder: string;
  readonly port: number;
  readonly brokerPort: number;
}

/**
 * The environment of an n8n that listens on the loopback address only, sends nothing to outside servers and keeps all executions.
 * Code nodes run in it only with `N8N_RUNNERS_MODE: 'internal'`: their runner is a process of its own.
 */
export function quietN8nEnvironment(place: N8nPlace, extraEnv: NodeJS.ProcessEnv = {}): NodeJS.ProcessEnv {
  return {
    PATH: process.env['PATH'],
    HOME: place.userFolder,
    N8N_USER_FOLDER: place.userFolder,
    N8N_ENCRYPTION_KEY: 'key-of-a-throw-away-installation',
    N8N_LISTEN_ADDRESS: '127.0.0.1',
    N8N_HOST: '127.0.0.1',
    N8N_PORT: String(place.port),
    N8N_PROTOCOL: 'http',
    N8N_SECURE_COOKIE: 'false',
    N8N_RUNNERS_BROKER_PORT: String(place.brokerPort),
    N8N_RUNNERS_BROKER_LISTEN_ADDRESS: '127.0.0.1',
    N8N_RUNNERS_MODE: 'external',
    N8N_RUNNERS_AUTH_TOKEN: 'unused',
    N8N_DISABLED_MODULES: modulesThatReachOut.join(','),
    N8N_DIAGNOSTICS_ENABLED: 'false',
    N8N_VERSION_NOTIFICATIONS_ENABLED: 'false',
    N8N_TEMPLATES_ENABLED: 'false',
    N8N_PERSONALIZATION_ENABLED: 'false',
    N8N_HIRING_BANNER_ENABLED: 'false',
    N8N_VERIFIED_PACKAGES_ENABLED: 'false',
    N8N_UNVERIFIED_PACKAGES_ENABLED: 'true',
    N8N_ENFORCE_SETTINGS_FILE_PERMISSIONS: 'true',
    EXECUTIONS_DATA_SAVE_ON_SUCCESS: 'all',
    N8N_LOG_LEVEL: 'info',
    TZ: 'UTC',
    GENERIC_TIMEZONE: 'UTC',
    ...inheritedClock(),
    ...extraEnv,
  };
}
