import * as fc from 'fast-check';
import { drawTraffic } from '../simulate/polling/draw-traffic.ts';
import { runHost } from '../simulate/polling/host-loop.ts';
import { brokenPromises, figuresTable } from '../simulate/polling/report.ts';
import { playTrigger } from '../simulate/polling/run.ts';
import { n8nTrigger } from '../simulate/polling/triggers.ts';

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

test('whatever the traffic and the faults of whole days, nothing is lost, repeated or early', async () => {
  await fc.assert(
    fc.asyncProperty(fc.integer({ min: 1, max: 1e6 }), fc.constantFrom(60_000, 300_000, 900_000), async (seed, pollMs) => {
      const traffic = drawTraffic({ calls: 800, seed, callsPerHour: 200, skewMs: 300_000 });
      const loop = { pollMs, seed, tailMs: 27 * 3_600_000, activateAfterMs: 3_600_000, lookBackMs: 3_000_000 };
      expect((await runHost(n8nTrigger(pollMs), traffic, loop)).score).toMatchObject({ missed: 0, repeated: 0, early: 0, wrong: 0, old: 0 });
    }),
    { numRuns: 8, seed: 7 },
  );
});
