import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { type Sandbox, type SandboxOptions, startSandbox } from '../../../packages/sandbox/src/sandbox.ts';
import { startZapierApp, type Values, type ZapierApp, type ZapierAppOptions } from './zapier-app.ts';

/** The bundle that Zapier runs. */
export const builtBundlePath = resolve(import.meta.dirname, '../../../packages/zapier-app/dist/index.js');

export interface ZapierWithSandbox {
  readonly app: ZapierApp;
  readonly sandbox: Sandbox;
  /** The connection's fields for the sandbox. */
  readonly authData: Values;
  close(): Promise<void>;
}

export interface ZapierWithSandboxOptions {
  readonly sandbox?: SandboxOptions;
  readonly app?: Partial<ZapierAppOptions>;
  readonly authData?: Values;
}

/** What the connection's form holds for a sandbox. */
export function connectionTo(sandbox: Sandbox): Values {
  return { api_key: sandbox.apiKey, business_id: String(sandbox.businessId), base_url: sandbox.origin, request_format: 'auto' };
}

/** The built app, connected to a fresh sandbox. */
export async function startZapierWithSandbox(options: ZapierWithSandboxOptions = {}): Promise<ZapierWithSandbox> {
  const bundlePath = options.app?.bundlePath ?? builtBundlePath;
  if (!existsSync(bundlePath)) throw new Error('The Zapier app is not built yet: run `pnpm build` first.');
  const sandbox = await startSandbox(options.sandbox);
  const authData = { ...connectionTo(sandbox), ...options.authData };
  const app = await startZapierApp({ ...options.app, bundlePath, authData });
  return {
    app,
    sandbox,
    authData,
    close: async () => {
      await app.close();
      await sandbox.close();
    },
  };
}
