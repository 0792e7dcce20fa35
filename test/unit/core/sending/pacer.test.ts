import * as fc from 'fast-check';
import { createPacer } from '../../../../packages/core/src/sending/pacer.ts';
import { Random } from '../../../simulate/sending/random.ts';
import { runUntil, VirtualTime } from '../../../simulate/sending/virtual-time.ts';
import { Worker } from '../../../simulate/sending/worker.ts';

function paced(requestsPerMinute: number) {
  const time = new VirtualTime(1_000_000);
  const { clock } = new Worker(time, 0, new Random(1, 1));
  const pacer = createPacer({ requestsPerMinute, clock });
  const departures: { caller: number; atMs: number }[] = [];
  const request = async (caller: number): Promise<void> => {
    await pacer.take();
    departures.push({ caller, atMs: time.nowMs });
  };
  return { time, pacer, departures, request };
}

describe('createPacer', () => {
  it('never lets more than N leave in any 60 seconds, in the order of asking', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 1, max: 8 }),
        fc.array(fc.integer({ min: 0, max: 90_000 }), { minLength: 1, maxLength: 40 }),
        async (perMinute, gapsMs) => {
          const { time, departures, request } = paced(perMinute);
          const all: Promise<void>[] = [];
          for (const [caller, gapMs] of gapsMs.entries()) {
            await runUntil(time, time.sleep(gapMs));
            all.push(request(caller));
          }
          await runUntil(time, Promise.all(all));
          expect(departures.map(({ caller }) => caller)).toEqual(gapsMs.map((_gap, caller) => caller));
          const gaps = departures.slice(perMinute).map((later, index) => later.atMs - (departures[index]?.atMs ?? 0));
          expect(gaps.filter((gap) => gap < 60_000)).toEqual([]);
        },
      ),
      { numRuns: 60 },
    );
  });

  it('lets N leave at once, and the next as soon as the window has room', async () => {
    const { time, departures, request } = paced(2);
    await runUntil(time, Promise.all([0, 1, 2, 3, 4].map(request)));
    expect(departures.map(({ atMs }) => atMs - 1_000_000)).toEqual([0, 0, 60_000, 60_000, 120_000]);
  });

  it('keeps room for several that leave at once, lets nobody by while they wait, and never lets more than N leave in 60 seconds', async () => {
    const wish = fc.record({ gapMs: fc.integer({ min: 0, max: 40_000 }), count: fc.integer({ min: 1, max: 12 }), given: fc.integer({ min: 0, max: 12 }), slowMs: fc.integer({ min: 0, max: 20_000 }) });
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 1, max: 10 }), fc.array(wish, { minLength: 1, maxLength: 25 }), async (perMinute, wishes) => {
        const { time, pacer, departures } = paced(perMinute);
        const leave = async (caller: number): Promise<void> => {
          const { count, given, slowMs } = wishes[caller] ?? never();
          const turns = await pacer.reserve(count);
          turns.giveBack(given);
          while (turns.use()) {
            departures.push({ caller, atMs: time.nowMs });
            await time.sleep(slowMs);
          }
        };
        const all: Promise<void>[] = [];
        for (const [caller, { gapMs }] of wishes.entries()) {
          await runUntil(time, time.sleep(gapMs));
          all.push(leave(caller));
        }
        await runUntil(time, Promise.all(all));
        const expected = wishes.map(({ count, given }) => Math.max(Math.min(count, perMinute) - given, 0));
        expect(wishes.map((_wish, caller) => departures.filter((one) => one.caller === caller).length)).toEqual(expected);
        const sorted = departures.map(({ atMs }) => atMs).sort((a, b) => a - b);
        expect(sorted.slice(perMinute).filter((atMs, index) => atMs - (sorted[index] ?? 0) < 60_000)).toEqual([]);
      }),
      { numRuns: 100 },
    );
  });

  it('waits until all of them have room, and lets those behind wait', async () => {
    const { time, pacer, departures, request } = paced(4);
    await runUntil(time, Promise.all([request(0), request(1)]));
    const three = pacer.reserve(3);
    const behind = request(2);
    await runUntil(time, three);
    expect(time.nowMs).toBe(1_060_000);
    await runUntil(time, behind);
    expect(departures.at(-1)).toEqual({ caller: 2, atMs: 1_060_000 });
    const blocked = request(3);
    (await three).giveBack(1);
    await runUntil(time, blocked);
    expect(time.nowMs).toBe(1_060_000);
  });

  it('has no limit at 0, but pauses', async () => {
    const { time, pacer, departures, request } = paced(0);
    await runUntil(time, Promise.all(Array.from({ length: 100 }, (_, caller) => request(caller))));
    expect(time.nowMs).toBe(1_000_000);
    pacer.pauseUntil(1_030_000);
    pacer.pauseUntil(1_010_000);
    await runUntil(time, request(100));
    expect(departures.at(-1)).toEqual({ caller: 100, atMs: 1_030_000 });
  });

  it('holds back those who wait already when the server asks for patience', async () => {
    const { time, pacer, departures, request } = paced(1);
    const both = Promise.all([request(0), request(1)]);
    await runUntil(time, time.sleep(1_000));
    pacer.pauseUntil(1_100_000);
    await runUntil(time, both);
    expect(departures[1]?.atMs).toBe(1_100_000);
  });

  it('goes on when the host’s clock is set back', async () => {
    const time = new VirtualTime(10_000_000);
    let offsetMs = 0;
    const pacer = createPacer({ requestsPerMinute: 1, clock: { now: () => time.nowMs + offsetMs, sleep: (ms) => time.sleep(ms), random: () => 0 } });
    await runUntil(time, pacer.take());
    offsetMs = -3_600_000;
    await runUntil(time, pacer.take());
    expect(time.nowMs).toBe(10_060_000);
  });
});

function never(): never {
  throw new Error('There is no such wish.');
}
