import * as fc from 'fast-check';
import { isIqraError } from '@iqra-automation/core';
import type { DialFault, ReadFault } from '../../../simulate/sending/link.ts';
import { ScriptedWorld, startOfWorldMs } from './scripted-world.ts';
import { depth } from '../../../depth.ts';

const delayMs = fc.oneof(fc.constant(0), fc.integer({ min: 0, max: 290_000 }), fc.constantFrom(119_000, 121_000, 124_900, 126_000, 131_000));
const noticedAfterMs = fc.constantFrom(10, 1_000, 30_000);

const dialFault: fc.Arbitrary<DialFault> = fc.oneof(
  fc.constant<DialFault>({ kind: 'none' }),
  fc.constantFrom<DialFault>({ kind: 'connection_refused' }, { kind: 'refused' }, { kind: 'queued_without_id' }, { kind: 'inserted_but_error' }),
  fc.record({ kind: fc.constant('throttled' as const), retryAfterMs: fc.integer({ min: 0, max: 130_000 }) }),
  fc.record({ kind: fc.constant('request_lost' as const), noticedAfterMs }),
  fc.record({ kind: fc.constant('answer_lost' as const), noticedAfterMs }),
  fc.record({ kind: fc.constant('bad_gateway' as const), insertAfterMs: fc.option(delayMs) }),
  fc.record({ kind: fc.constant('slow' as const), insertAfterMs: delayMs }),
);
const readFault: fc.Arbitrary<ReadFault> = fc.constantFrom('none', 'none', 'none', 'fails', 'empty_page');

const story = fc.record({
  dialFaults: fc.array(dialFault, { maxLength: 8 }),
  readFaults: fc.array(readFault, { maxLength: 40 }),
  clockErrorMs: fc.constantFrom(0, 0, 600_000, -600_000),
  dispatch: fc.record({
    pickUpMs: fc.integer({ min: 0, max: 100_000 }),
    fate: fc.constantFrom('dials' as const, 'dials' as const, 'fails' as const, 'revives' as const, 'cancels' as const),
  }),
  /** When each run of the step begins, counted from the end of the run before. */
  pausesMs: fc.array(fc.integer({ min: 0, max: 400_000 }), { minLength: 1, maxLength: 4 }),
  waitToSettle: fc.boolean(),
  startsInMs: fc.constantFrom(null, null, null, 3_600_000),
});

/** Runs the step again and again, as hosts and people do: at once after a definite failure, after the named time otherwise. */
async function play(world: ScriptedWorld, { pausesMs, waitToSettle, startsInMs }: { pausesMs: number[]; waitToSettle: boolean; startsInMs: number | null }) {
  const call = startsInMs === null ? {} : { startMs: startOfWorldMs + startsInMs, latestStartLimitMs: startOfWorldMs + 4 * startsInMs };
  const endings: string[] = [];
  for (const pauseMs of pausesMs) {
    await world.until(world.time.sleep(pauseMs));
    // A hold is a run's own: the next run is another.
    const deps = world.deps({ keyStore: world.keys.storeFor(world.worker) });
    endings.push(await world.place(call, { waitToSettle }, deps).then(() => 'placed', describeFailure));
  }
  return endings;
}

function describeFailure(error: unknown): string {
  if (!isIqraError(error)) throw error;
  return error.placement;
}

describe('whatever the network, the server and the host do', () => {
  it('one event rings at most once, and every run says how it ended', async () => {
    await fc.assert(
      fc.asyncProperty(story, async (told) => {
        const world = new ScriptedWorld(told);
        const endings = await play(world, told);
        await world.finish();
        expect(world.server.rings).toBeLessThanOrEqual(1);
        expect(endings).toHaveLength(told.pausesMs.length);
        for (const ending of endings) expect(['placed', 'not_placed', 'unknown']).toContain(ending);
      }),
      { numRuns: depth({ whole: 1_500, quick: 200 }) },
    );
  }, 60_000);
});
