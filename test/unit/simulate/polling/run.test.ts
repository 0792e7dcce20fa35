import { brokenPromises, figuresTable } from '../../../simulate/polling/report.ts';
import { playTrigger, run } from '../../../simulate/polling/run.ts';

const settings = { calls: 5000, seed: 11, pollSeconds: [300], chosen: ['n8n'], callsPerHour: 298, skewMs: 300_000 };

test('the shipped trackers keep their promises over 5,000 calls, and the figures are printed', async () => {
  const rows = [await playTrigger('n8n', 300_000, settings), await playTrigger('zapier-mark', 300_000, settings), await playTrigger('zapier-wide', 900_000, settings), await playTrigger('zapier-inbound', 900_000, settings)];
  expect(brokenPromises(rows)).toEqual([]);
  const [n8n] = rows;
  expect(n8n?.figures.score).toMatchObject({ missed: 0, repeated: 0, early: 0, wrong: 0, old: 0 });
  expect(n8n?.figures.score.expected).toBeGreaterThan(4_500);
  expect(n8n?.figures.stateBytes.max).toBeLessThan(22_000);
  expect(figuresTable(rows)).toMatch(/^trigger +poll s +expected/);
}, 60_000);

test('wrong dates, and a host whose clock is set right, lose and repeat nothing', async () => {
  const rows = [await playTrigger('n8n-clocks', 60_000, { ...settings, seed: 3 }), await playTrigger('zapier-clocks', 300_000, { ...settings, calls: 2000, seed: 3 })];
  for (const { figures } of rows) expect(figures.score).toMatchObject({ missed: 0, repeated: 0, early: 0, wrong: 0 });
}, 60_000);

test('the simulation finds what a smaller overlap would lose: clocks an hour apart break the promises', async () => {
  const row = await playTrigger('n8n', 300_000, { ...settings, skewMs: 3_600_000 });
  expect(brokenPromises([row])).not.toEqual([]);
}, 60_000);

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
