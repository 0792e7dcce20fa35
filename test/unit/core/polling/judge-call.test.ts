import { describeProgress } from '../../../../packages/core/src/polling/found-call.ts';
import { standings, type CallOutcome, type EndReason } from '@iqra-automation/core';
import { judgeInboundCall, outcomeOfEnd } from '@iqra-automation/core/testing';
import { entry, inboundEntry, iso, noonMs } from './entries.ts';

const minuteMs = 60_000;
const at = (ms: number, maxCallTimeSeconds: number | null = 600) => ({ readAtMs: noonMs + ms, maxCallTimeSeconds });

describe('an outbound call', () => {
  test.each<[EndReason, CallOutcome]>([
    ['recipient_hung_up', 'completed'],
    ['agent_hung_up', 'completed'],
    ['silence_limit', 'completed'],
    ['duration_limit', 'completed'],
    ['agent_fault', 'failed'],
    ['setup_failed', 'failed'],
    ['expired_before_start', 'failed'],
    ['declined_or_busy', 'declined'],
    ['no_answer', 'no_answer'],
    ['voicemail', 'voicemail'],
    ['unrecognised', 'unknown'],
  ])('has ended with %s as %s, at once', (endReason, outcome) => {
    expect(standings.judgeCall(entry({ endReason }), at(1_000))).toEqual({ ended: true, outcome, endReason, basis: 'session' });
    expect(outcomeOfEnd(endReason)).toBe(outcome);
  });

  test.each(['created', 'waiting', 'starting', 'active', 'paused', 'ending', 'unrecognised', null] as const)('is open in session state %s', (sessionState) => {
    const judgement = standings.judgeCall(entry({ sessionState, endReason: 'not_set' }), at(23 * 60 * minuteMs));
    expect(judgement).toEqual({ ended: false, why: 'in_progress', waitUntilMs: noonMs + 24 * 60 * minuteMs });
  });

  test.each(['canceled', 'expired'] as const)('that was %s has ended at once, also without a time', (progress) => {
    const never = entry({ progress, sessionState: null, endReason: null, conversationId: null });
    expect(standings.judgeCall(never, at(0))).toMatchObject({ ended: true, outcome: progress, basis: 'queue' });
    expect(standings.judgeCall({ ...never, leftQueueAt: null }, at(0))).toMatchObject({ ended: true, outcome: progress });
  });

  test.each(['queued', 'processing', 'unrecognised'] as const)('that is %s is not placed', (progress) => {
    const waiting = entry({ progress, leftQueueAt: null, sessionState: null, endReason: null });
    expect(standings.judgeCall(waiting, at(72 * 60 * minuteMs))).toEqual({ ended: false, why: 'not_placed', waitUntilMs: null });
  });
});

describe('a failed call may still be placed', () => {
  const failed = entry({ progress: 'failed', sessionState: null, endReason: null, conversationId: null });

  test('held for 120 s since it was first seen, and never longer than the skew of the clocks adds', () => {
    const seenAtOnce = { firstSeenMs: noonMs + 1_000 };
    expect(standings.judgeCall(failed, { ...at(120_999), ...seenAtOnce })).toMatchObject({ ended: false, why: 'failed_may_change', waitUntilMs: noonMs + 121_000 });
    expect(standings.judgeCall(failed, { ...at(121_000), ...seenAtOnce })).toMatchObject({ ended: true, outcome: 'failed' });
    expect(standings.judgeCall(failed, { ...at(7 * minuteMs), firstSeenMs: noonMs + 6 * minuteMs })).toMatchObject({ ended: true });
  });

  test('without a first sight its time may be 5 minutes too early', () => {
    expect(standings.judgeCall(failed, at(7 * minuteMs - 1))).toMatchObject({ ended: false, waitUntilMs: noonMs + 7 * minuteMs });
    expect(standings.judgeCall(failed, at(7 * minuteMs))).toMatchObject({ ended: true });
  });

  test('but not where the server never tells when it failed', () => {
    expect(standings.judgeCall({ ...failed, leftQueueAt: null, queuedAt: iso(noonMs) }, at(1_000))).toMatchObject({ ended: true, outcome: 'failed' });
  });

  test('its own time in the future is waited for as well', () => {
    expect(standings.judgeCall(failed, { ...at(0), firstSeenMs: noonMs - 4 * minuteMs })).toMatchObject({ ended: false, waitUntilMs: noonMs + 120_000 });
  });
});

describe('an end without a reason', () => {
  const provisional = entry({ endReason: 'not_set' });
  const dueMs = (600 + 5 * 60) * 1000;
  const known = { firstSeenMs: noonMs };

  test('does not count before the longest call time and 5 minutes are over', () => {
    expect(standings.judgeCall(provisional, { ...at(dueMs), ...known })).toEqual({ ended: false, why: 'end_unconfirmed', waitUntilMs: noonMs + dueMs });
    expect(standings.judgeCall(provisional, { ...at(dueMs + 1), ...known })).toEqual({ ended: true, outcome: 'unknown', endReason: 'not_set', basis: 'deadline' });
  });

  test('waits for one exact read when asked to', () => {
    expect(standings.judgeCall(provisional, { ...at(dueMs + 1), ...known, confirmUnknown: true })).toMatchObject({ ended: false, why: 'needs_confirmation' });
  });

  test('also in state error, and with the reason missing', () => {
    const odd = entry({ sessionState: 'error', endReason: null });
    expect(standings.judgeCall(odd, { ...at(dueMs), ...known })).toMatchObject({ ended: false });
    expect(standings.judgeCall(odd, { ...at(dueMs + 1), ...known })).toMatchObject({ ended: true, outcome: 'unknown' });
  });

  test('an unreadable limit counts as an hour; no limit holds a call for more than a day', () => {
    expect(standings.judgeCall(provisional, { ...at(64 * minuteMs, null), ...known })).toMatchObject({ ended: false });
    expect(standings.judgeCall(provisional, { ...at(66 * minuteMs, null), ...known })).toMatchObject({ ended: true });
    expect(standings.judgeCall(provisional, { ...at(24 * 60 * minuteMs + 1, 900_000), ...known })).toMatchObject({ ended: true, outcome: 'unknown' });
  });

  test('a call that never ends is unknown after the time the user set', () => {
    const silent = entry({ sessionState: 'active', endReason: 'not_set' });
    expect(standings.judgeCall(silent, { ...at(2 * 60 * minuteMs + 1), giveUpAfterMs: 2 * 60 * minuteMs })).toMatchObject({ ended: true, outcome: 'unknown', basis: 'gave_up' });
  });
});

describe('an inbound call', () => {
  test.each(['failed', 'canceled', 'processing', 'placed'] as const)('is judged by its session, whatever its status says (%s)', (progress) => {
    expect(judgeInboundCall(inboundEntry({ progress }), { readAtMs: noonMs + 1_000 })).toMatchObject({ ended: true, outcome: 'completed' });
    expect(judgeInboundCall(inboundEntry({ progress, sessionState: 'active', endReason: 'not_set' }), { readAtMs: noonMs + 1_000 })).toMatchObject({ ended: false });
  });

  test('an end without a reason counts after the longest inbound call', () => {
    const provisional = inboundEntry({ endReason: 'not_set' });
    const judge = (ms: number) => judgeInboundCall(provisional, { readAtMs: noonMs + ms, firstSeenMs: noonMs });
    expect(judge(35 * minuteMs)).toMatchObject({ ended: false, why: 'end_unconfirmed' });
    expect(judge(35 * minuteMs + 1)).toMatchObject({ ended: true, outcome: 'unknown' });
  });
});

test.each([
  [{ progress: 'queued' }, 'queued'],
  [{ progress: 'processing' }, 'dialing'],
  [{ sessionState: 'waiting', endReason: 'not_set' }, 'ringing'],
  [{ sessionState: null, endReason: null }, 'ringing'],
  [{ sessionState: 'starting', endReason: 'not_set' }, 'in_progress'],
  [{ sessionState: 'active', endReason: 'not_set' }, 'in_progress'],
  [{ sessionState: 'paused', endReason: 'not_set' }, 'in_progress'],
  [{ sessionState: 'created', endReason: 'not_set' }, 'ringing'],
  [{ sessionState: 'unrecognised', endReason: 'not_set' }, 'in_progress'],
  [{ sessionState: 'ending', endReason: 'not_set' }, 'ending'],
  [{ endReason: 'not_set' }, 'unconfirmed'],
  [{ progress: 'failed' }, 'unconfirmed'],
  [{}, 'ended'],
] as const)('%j stands at %s', (change, standing) => {
  const call = entry({ leftQueueAt: iso(noonMs), ...change });
  expect(describeProgress(call, standings.judgeCall(call, at(1_000)))).toBe(standing);
});

test('a call whose end waits for one more read stands at unconfirmed', () => {
  const call = entry({ endReason: 'not_set' });
  const judgement = standings.judgeCall(call, { ...at(3_600_000), confirmUnknown: true });
  expect([judgement.ended ? 'ended' : judgement.why, describeProgress(call, judgement)]).toEqual(['needs_confirmation', 'unconfirmed']);
});

test.each([
  ['not_set', 'unknown'],
  ['unrecognised', 'unknown'],
  ['setup_failed', 'failed'],
  ['expired_before_start', 'failed'],
  ['silence_limit', 'completed'],
  ['duration_limit', 'completed'],
] as const)('the end %s is the outcome %s', (reason, outcome) => {
  expect(outcomeOfEnd(reason)).toBe(outcome);
});
