import { textOfScript, startScriptBench, type ScriptBench } from './core-readme-script.ts';

describe("the script of core's README", () => {
  let bench: ScriptBench;

  beforeAll(async () => {
    bench = await startScriptBench();
  });
  afterAll(() => bench.close());

  test('is 40 lines of code', () => {
    const lines = textOfScript().split('\n').filter((line) => line.trim() !== '');
    expect(lines.length).toBeLessThanOrEqual(43);
  });

  test('places a call in the sandbox and prints how it ended', async () => {
    const { out, err } = await bench.run();
    expect(err).toBe('');
    expect(out).toMatch(/^placed: [0-9a-f]{24}\nended: [a-z_]+\n/);
  });

  test('a second run finds the call of the first', async () => {
    const id = /(?:placed|already called): (\w+)/.exec((await bench.run()).out)?.[1];
    expect((await bench.run()).out).toContain(`already called: ${id}\nended: `);
  });

  test('says what is known when it fails', async () => {
    const { err } = await bench.run(bench.apiKey.slice(0, 20));
    expect(err).toMatch(/key.*\(the call is: not_placed\)/s);
  });
});
