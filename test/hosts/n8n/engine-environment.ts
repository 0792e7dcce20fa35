import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inheritedClock } from '../../../tools/local-n8n/inherited-clock.ts';

/** Names the folder of another n8n than the pinned newest one: `pnpm test:oldest-n8n` sets it. */
const otherEngine = 'IQRA_TEST_N8N_FOLDER';

/** The file from which n8n's packages are looked up. */
export function n8nPackagesFrom(): string {
  const folder = process.env[otherEngine];
  return folder === undefined ? import.meta.filename : join(folder, 'package.json');
}

/** The environment of the engine's process: quiet, offline, all files in a folder of its own. */
export function engineEnvironment(userFolder: string): NodeJS.ProcessEnv {
  return {
    PATH: process.env['PATH'] ?? '',
    NODE_ENV: 'production',
    NODE_NO_WARNINGS: '1',
    // n8n is close to 2,000 modules; the next engine finds them compiled.
    NODE_COMPILE_CACHE: join(tmpdir(), 'iqra-n8n-compiled'),
    NODE_PATH: folderOfN8nPackages(),
    TZ: 'UTC',
    GENERIC_TIMEZONE: 'UTC',
    ...inheritedClock(),
    ...(process.env[otherEngine] === undefined ? {} : { [otherEngine]: process.env[otherEngine] }),
    N8N_USER_FOLDER: userFolder,
    N8N_ENCRYPTION_KEY: 'only-for-the-sandbox',
    N8N_ENFORCE_SETTINGS_FILE_PERMISSIONS: 'true',
    N8N_DIAGNOSTICS_ENABLED: 'false',
  };
}

/** n8n starts with NODE_PATH set to its own packages, so that an installed node finds n8n's copy of n8n-workflow. */
function folderOfN8nPackages(): string {
  const n8nCore = createRequire(n8nPackagesFrom()).resolve('n8n-core');
  return join(createRequire(n8nCore).resolve('n8n-workflow/package.json'), '../..');
}
