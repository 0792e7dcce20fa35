import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { startSandbox, type Sandbox } from '../../../packages/sandbox/src/sandbox.ts';

const root = resolve(__dirname, '../../..');

describe("the script of core's README", () => {
  let sandbox: Sandbox;
  let folder: string;

  beforeAll(async () => {
    sandbox = await startSandbox({ timeScale: 60 });
    // Inside the tests, so that the packages are found.
    folder = mkdtempSync(join(root, 'test/build-script-'));
    const script = scriptOf(readFileSync(join(root, 'packages/core/README.md'), 'utf8'));
    // The person of the example is not called at night, and this test is run at any hour.
    writeFileSync(join(folder, 'place-a-call.mjs'), script.replace('recipientNumber:', "callingHours: 'off', recipientNumber:"));
  });
  afterAll(async () => {
    rmSync(folder, { recursive: true });
    await sandbox.close();
  });

  const run = (...args: readonly string[]): Promise<{ readonly out: string; readonly err: string }> =>
    new Promise((done) => {
      execFile(process.execPath, [join(folder, 'place-a-call.mjs'), ...args], (_error, out, err) => done({ out, err }));
    });

  test('is 40 lines of code', () => {
    const lines = scriptOf(readFileSync(join(root, 'packages/core/README.md'), 'utf8')).split('\n').filter((line) => line.trim() !== '');
    expect(lines.length).toBeLessThanOrEqual(43);
  });

  test('places a call in the sandbox and prints how it ended; a second run finds the call', async () => {
    const first = await run(sandbox.origin, sandbox.apiKey, String(sandbox.businessId));
    expect(first.err).toBe('');
    expect(first.out).toMatch(/^placed: [0-9a-f]{24}\nended: [a-z_]+\n/);
    const id = /placed: (\w+)/.exec(first.out)?.[1];
    const second = await run(sandbox.origin, sandbox.apiKey, String(sandbox.businessId));
    expect(second.out).toContain(`already called: ${id}\nended: `);
  });

  test('says what is known when it fails', async () => {
    const { err } = await run(sandbox.origin, sandbox.apiKey.slice(0, 20), String(sandbox.businessId));
    expect(err).toMatch(/key.*\(the call is: not_placed\)/s);
  });
});

function scriptOf(readme: string): string {
  const script = /```js\n([\s\S]*?)```/.exec(readme)?.[1];
  if (script === undefined) throw new Error('The README has no script.');
  return script;
}
