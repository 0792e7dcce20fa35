import { scriptOfReadme, startScriptBench, type ScriptBench } from './readme-script.ts';

describe("the script of core's README", () => {
  let bench: ScriptBench;

  beforeAll(async () => {
    bench = await startScriptBench();
  });
  afterAll(() => bench.close());

  test('is 40 lines of code', () => {
    const lines = scriptOfReadme().split('\n').filter((line) => line.trim() !== '');
    expect(lines.length).toBeLessThanOrEqual(43);
  });

  /** That a second run finds the call is a slow test. */
  test('places a call in the sandbox and prints how it ended', async () => {
    const { out, err } = await bench.run();
    expect(err).toBe('');
    expect(out).toMatch(/^placed: [0-9a-f]{24}\nended: [a-z_]+\n/);
  });
});
