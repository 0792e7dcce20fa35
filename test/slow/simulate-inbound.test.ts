import { brokenPromises } from '../simulate/polling/report.ts';
import { playTrigger } from '../simulate/polling/run.ts';

const hourMs = 3_600_000;
const settings = { calls: 2500, seed: 12, pollSeconds: [300], chosen: ['n8n-inbound'], callsPerHour: 298, skewMs: 300_000 };

describe('the shipped tracker for inbound calls', () => {
  test.each([60, 900])('keeps its promises over 2,500 calls at polls of %i s', async (seconds) => {
    const row = await playTrigger('n8n-inbound', seconds * 1000, settings);
    expect(brokenPromises([row])).toEqual([]);
    expect(row.figures.score).toMatchObject({ missed: 0, repeated: 0, early: 0, wrong: 0, old: 0 });
    expect(row.figures.score.expected).toBeGreaterThan(2_200);
    expect(row.figures.stateBytes.max).toBeLessThan(25_000);
  }, 60_000);

  test('does not keep them with clocks an hour apart', async () => {
    const row = await playTrigger('n8n-inbound', 300_000, { ...settings, skewMs: hourMs });
    expect(brokenPromises([row])).not.toEqual([]);
  }, 60_000);
});
