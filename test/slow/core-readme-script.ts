import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { startSandbox } from '../../packages/sandbox/src/sandbox.ts';

const root = resolve(__dirname, '../..');

export function scriptOfReadme(): string {
  const script = /```js\n([\s\S]*?)```/.exec(readFileSync(join(root, 'packages/core/README.md'), 'utf8'))?.[1];
  if (script === undefined) throw new Error('The README has no script.');
  return script;
}

export interface ScriptBench {
  /** Runs the script as a person does, with this key or the sandbox's own. */
  readonly run: (key?: string) => Promise<{ readonly out: string; readonly err: string }>;
  readonly apiKey: string;
  readonly close: () => Promise<void>;
}

/** The script as a file, and a sandbox that it calls. */
export async function startScriptBench(): Promise<ScriptBench> {
  const sandbox = await startSandbox({ timeScale: 600 });
  // Inside the tests, so that the packages are found.
  const folder = mkdtempSync(join(root, 'test/build-script-'));
  // The person of the example is not called at night, and this test is run at any hour. The sandbox's calls end soon.
  const script = scriptOfReadme().replace('recipientNumber:', "callingHours: 'off', recipientNumber:").replace('sleep(5_000)', 'sleep(500)');
  writeFileSync(join(folder, 'place-a-call.mjs'), script);
  return {
    run: (key = sandbox.apiKey) =>
      new Promise((done) => {
        const args = [join(folder, 'place-a-call.mjs'), sandbox.origin, key, String(sandbox.businessId)];
        execFile(process.execPath, args, (_error, out, err) => done({ out, err }));
      }),
    apiKey: sandbox.apiKey,
    close: async () => {
      rmSync(folder, { recursive: true });
      await sandbox.close();
    },
  };
}
