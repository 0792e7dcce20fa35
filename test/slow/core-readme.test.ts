import { startScriptBench, type ScriptBench } from '../unit/core/readme-script.ts';

describe("the script of core's README, run again and with a key that is wrong", () => {
  let bench: ScriptBench;

  beforeAll(async () => {
    bench = await startScriptBench();
  });
  afterAll(() => bench.close());

  test('a second run finds the call of the first', async () => {
    const id = /placed: (\w+)/.exec((await bench.run()).out)?.[1];
    expect((await bench.run()).out).toContain(`already called: ${id}\nended: `);
  });

  test('says what is known when it fails', async () => {
    const { err } = await bench.run(bench.apiKey.slice(0, 20));
    expect(err).toMatch(/key.*\(the call is: not_placed\)/s);
  });
});
