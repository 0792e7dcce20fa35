import * as fc from 'fast-check';
import { Random } from '../../../simulate/sending/random.ts';
import { Intervals, type Faults } from '../../../simulate/polling/fault-schedule.ts';
import { campaigns, type ModelledCall } from '../../../simulate/polling/modelled-call.ts';
import { ModelledServer } from '../../../simulate/polling/modelled-server.ts';
import { ScoreSheet } from '../../../simulate/polling/score.ts';
import { n8nTrigger } from '../../../simulate/polling/triggers.ts';
import { depth } from '../../../depth.ts';

const startMs = Date.parse('2026-01-05T00:00:00Z');
const minuteMs = 60_000;
const campaign = campaigns[0];
if (campaign === undefined) throw new Error('no campaign');

/** One call in seconds after the start, with few different times, so that equal ones are common. */
const call = fc.record({
  createdS: fc.constantFrom(0, 60, 60, 61, 600, 1800),
  placedAfterS: fc.constantFrom(1, 1, 2, 300, 1200),
  skewS: fc.constantFrom(-300, -60, 0, 0, 60, 300),
  lateS: fc.constantFrom(0, 0, 1, 60),
  talkS: fc.constantFrom(0, 5, 5, 120, 590),
  fate: fc.constantFrom('ends', 'ends', 'ends', 'failed', 'flips', 'silent'),
});

type Drawn = typeof call extends fc.Arbitrary<infer T> ? T : never;

function modelled(drawn: readonly Drawn[]): readonly ModelledCall[] {
  return drawn.toSorted((a, b) => a.createdS - b.createdS).map(modelledCall);
}

function modelledCall(drawn: Drawn, index: number): ModelledCall {
  const createdMs = startMs + drawn.createdS * 1000;
  const atMs = createdMs + drawn.placedAfterS * 1000;
  const visibleMs = atMs + drawn.lateS * 1000 + 100;
  const stampMs = atMs + drawn.skewS * 1000;
  const start = { index, queueId: `call-${index}`, campaignId: campaigns[0]?.id ?? '', createdMs };
  const never = { placedMs: null, endedMs: null, endReason: null, cleanedMs: null };
  if (drawn.fate === 'failed') {
    return { ...start, ...never, settlements: [{ progress: 'failed', visibleMs, stampMs }], finalMs: atMs, outcome: 'failed' };
  }
  const flips = drawn.fate === 'flips';
  const placedMs = flips ? Math.max(visibleMs + 1000, atMs + 110_000) : visibleMs;
  const placed = { progress: 'placed' as const, visibleMs: placedMs, stampMs: flips ? placedMs - drawn.skewS * 1000 : stampMs };
  const settlements = flips ? [{ progress: 'failed' as const, visibleMs, stampMs }, placed] : [placed];
  const cleanedMs = placedMs + 300_000;
  if (drawn.fate === 'silent') {
    return { ...start, settlements, placedMs, endedMs: null, endReason: null, cleanedMs, finalMs: placedMs + 600_000, outcome: 'unknown' };
  }
  const endedMs = placedMs + drawn.talkS * 1000;
  return { ...start, settlements, placedMs, endedMs, endReason: 'agent_hung_up', cleanedMs, finalMs: endedMs, outcome: 'completed' };
}

function faults(change: Partial<Faults> = {}): Faults {
  const never = new Intervals([]);
  const none = { swallowedListShare: 0, rejectedCursorShare: 0, failedConversationShare: 0, lostTickShare: 0, restartShare: 0 };
  return { outages: never, databaseFailures: never, hostDown: never, ...none, ...change };
}

/** Polls at uneven times; some polls are lost after they were made. */
async function play(calls: readonly ModelledCall[], gapsS: readonly number[], budget: { readonly maxPages: number; readonly maxEvents: number }, failing: Partial<Faults>) {
  const server = new ModelledServer(calls, startMs - minuteMs, faults(failing), new Random(calls.length, gapsS.length));
  const clock = { now: () => server.nowMs, sleep: () => Promise.resolve(), random: () => 0 };
  const trigger = n8nTrigger(minuteMs, { ...budget, maxReads: 3 });
  const sheet = new ScoreSheet();
  (await trigger.poll(server, clock)).commit(sheet, server.nowMs);
  const settled = Array.from({ length: 160 }, () => 60);
  for (const [index, gapS] of [...gapsS, ...settled].entries()) {
    server.nowMs += gapS * 1000;
    const done = await trigger.poll(server, clock).catch(() => null);
    if (index >= gapsS.length || index % 3 !== 2) done?.commit(sheet, server.nowMs);
  }
  return sheet.score(calls, startMs - minuteMs, 10 * minuteMs);
}

const exact = { missed: 0, repeated: 0, early: 0, wrong: 0 };

describe('whatever the times of the calls and the polls, nothing is lost, repeated or early', () => {
  const polls = fc.array(fc.constantFrom(1, 5, 60, 60, 300, 900, 3600), { maxLength: 12 });

  test('late, equal and out-of-order times', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(call, { minLength: 1, maxLength: 40 }), polls, async (drawn, gapsS) => {
        expect(await play(modelled(drawn), gapsS, { maxPages: 20, maxEvents: 500 }, {})).toMatchObject(exact);
      }),
      { numRuns: depth({ whole: 150, quick: 20 }), seed: 4 },
    );
  });

  test('with a page or an event at a time', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(call, { minLength: 40, maxLength: 160 }), fc.constantFrom(1, 2, 60), async (drawn, maxEvents) => {
        expect(await play(modelled(drawn), [300], { maxPages: 1, maxEvents }, {})).toMatchObject(exact);
      }),
      { numRuns: depth({ whole: 30, quick: 5 }), seed: 5 },
    );
  });

  test('with lists that hide failures, refused cursors and conversations that cannot be read', async () => {
    const failing = { swallowedListShare: 0.2, rejectedCursorShare: 0.3, failedConversationShare: 0.2 };
    await fc.assert(
      fc.asyncProperty(fc.array(call, { minLength: 1, maxLength: 160 }), polls, async (drawn, gapsS) => {
        expect(await play(modelled(drawn), gapsS, { maxPages: 3, maxEvents: 40 }, failing)).toMatchObject(exact);
      }),
      { numRuns: depth({ whole: 60, quick: 10 }), seed: 6 },
    );
  });
});
