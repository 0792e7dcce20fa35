import { run } from '../../../simulate/polling/run.ts';

describe('the command', () => {
  const printed: string[] = [];
  beforeEach(() => {
    printed.length = 0;
    for (const way of ['log', 'error'] as const) {
      jest.spyOn(console, way).mockImplementation((...texts: unknown[]) => {
        printed.push(texts.join(' '));
      });
    }
  });
  afterEach(() => jest.restoreAllMocks());

  test('refuses what it does not know', async () => {
    expect(await run(['--calls', 'many'])).toBe(2);
    expect(await run(['--triggers', 'none'])).toBe(2);
    expect(printed).toEqual([expect.stringContaining('Usage: simulate polling'), expect.stringContaining('Usage: simulate polling')]);
  });

  test('prints what was simulated and a row for each trigger and interval', async () => {
    expect(await run(['--calls', '200', '--polls', '300,900', '--triggers', 'n8n'])).toBe(0);
    expect(printed[0]).toBe('Simulating 200 calls per row, seed 1, clocks up to 300 s apart.');
    expect(printed[1]?.split('\n')).toHaveLength(3);
  });
});
