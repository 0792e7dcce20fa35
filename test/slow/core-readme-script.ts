import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { startSandbox } from '../../packages/sandbox/src/sandbox.ts';

const scriptPath = resolve(__dirname, '../../tools/demonstration/place-a-call.mjs');

export function textOfScript(): string {
  return readFileSync(scriptPath, 'utf8');
}

export interface ScriptBench {
  /** Runs the script as a person does, with this key or the sandbox's own. */
  readonly run: (key?: string) => Promise<{ readonly out: string; readonly err: string }>;
  readonly apiKey: string;
  readonly close: () => Promise<void>;
}

/** A sandbox whose calls end soon, for the script to call. */
export async function startScriptBench(): Promise<ScriptBench> {
  const sandbox = await startSandbox({ timeScale: 600 });
  return {
    run: (key = sandbox.apiKey) =>
      new Promise((done) => {
        const args = [scriptPath, sandbox.origin, key, String(sandbox.businessId)];
        execFile(process.execPath, args, (_error, out, err) => done({ out, err }));
      }),
    apiKey: sandbox.apiKey,
    close: () => sandbox.close(),
  };
}
