import { BatchWorld } from '../../../simulate/sending/batch-world.ts';
import { faultMixes, noFaults } from '../../../simulate/sending/fault-mixes.ts';
import type { FaultMix } from '../../../simulate/sending/fault-mixes.ts';
import { runWorlds } from '../../../simulate/sending/virtual-time.ts';

async function play(concurrency: number, mix: FaultMix, requestsPerMinute = 60): Promise<BatchWorld> {
  const world = new BatchWorld({ leads: 500, concurrency, requestsPerMinute, lookUps: 'portions', lease: false, startsMs: [0] }, mix, 1, 1);
  await runWorlds([world.time]);
  return world;
}

describe('500 leads at 60 requests a minute', () => {
  it.each([
    [5, 1.25],
    [9, 1.12],
    [10, 1.12],
  ])('%i at a time take at most 10.5 minutes and %f requests each', async (concurrency, mostRequests) => {
    const world = await play(concurrency, noFaults);
    expect([world.traffic.dials, world.unknown, world.notPlaced]).toEqual([500, 0, 0]);
    expect((world.traffic.dials + world.traffic.lookUps) / 500).toBeLessThanOrEqual(mostRequests);
    expect(world.endedAfterMs).toBeLessThanOrEqual(10.5 * 60_000);
  });

  it('never send more than 60 in any minute, whatever goes wrong', async () => {
    for (const mix of [noFaults, ...faultMixes]) {
      const { departuresMs } = await play(9, mix);
      const sorted = departuresMs.toSorted((a, b) => a - b);
      expect({ mix: mix.name, tooEarly: sorted.slice(60).filter((atMs, index) => atMs - (sorted[index] ?? 0) < 60_000).length }).toEqual({ mix: mix.name, tooEarly: 0 });
    }
  });
});
