import { decideSettling, planSend, settledFromMs, type Unsettled } from '../../../../packages/core/src/sending/fence.ts';
import { plannedCall, startOfWorldMs as nowMs } from './scripted-world.ts';

const minutes = (count: number): number => count * 60_000;

describe('planSend', () => {
  it.each([
    ['now', {}, { startMs: nowMs, latestStartMs: nowMs + 120_000, scheduled: false }],
    ['now, patient', { keepTryingMs: minutes(10) }, { startMs: nowMs, latestStartMs: nowMs + minutes(10), scheduled: false }],
    ['now, window ends first', { latestStartLimitMs: nowMs + 30_000 }, { startMs: nowMs, latestStartMs: nowMs + 30_000, scheduled: false }],
    ['a start that has passed', { startMs: nowMs - minutes(1) }, { startMs: nowMs, latestStartMs: nowMs + 120_000, scheduled: false }],
    [
      'later, until the window closes',
      { startMs: nowMs + minutes(60), latestStartLimitMs: nowMs + minutes(300) },
      { startMs: nowMs + minutes(60), latestStartMs: nowMs + minutes(300), scheduled: true },
    ],
    ['later, no window', { startMs: nowMs + minutes(60) }, { startMs: nowMs + minutes(60), latestStartMs: nowMs + minutes(120), scheduled: true }],
    [
      'later, no window, very patient',
      { startMs: nowMs + minutes(60), keepTryingMs: minutes(90) },
      { startMs: nowMs + minutes(60), latestStartMs: nowMs + minutes(150), scheduled: true },
    ],
    ['the window has closed', { latestStartLimitMs: nowMs }, null],
    ['the window closes before the start', { startMs: nowMs + minutes(60), latestStartLimitMs: nowMs + minutes(50) }, null],
  ])('%s', (_name, change, expected) => {
    expect(planSend({ ...plannedCall, ...change }, { byAnswersMs: nowMs, earliestMs: nowMs, latestMs: nowMs })).toEqual(expected);
  });
});

it('between two doubtful clocks a call waits for its hours by the earlier and expires by the later one', () => {
  const now = { byAnswersMs: nowMs - minutes(2), earliestMs: nowMs - minutes(2), latestMs: nowMs };
  expect(planSend(plannedCall, now)).toEqual({ startMs: nowMs - minutes(2), latestStartMs: nowMs + 120_000, scheduled: false });
  expect(planSend({ ...plannedCall, startMs: nowMs - minutes(1) }, now)).toMatchObject({ startMs: nowMs - minutes(1), scheduled: true });
  expect(planSend({ ...plannedCall, latestStartLimitMs: nowMs - minutes(1) }, now)).toBeNull();
});

const immediate = { startMs: nowMs, latestStartMs: nowMs + 120_000, scheduled: false };
const scheduled = { startMs: nowMs + minutes(60), latestStartMs: nowMs + minutes(300), scheduled: true };
const unsettled: Unsettled = {
  window: immediate,
  fenced: true,
  lastSeenMs: nowMs + 30_000,
  resends: 0,
  mayWait: true,
  deadlineMs: null,
};

describe('settledFromMs', () => {
  it('is the fence and a margin, or the life of a request where the fence is far', () => {
    expect(settledFromMs(immediate, nowMs + 30_000)).toBe(nowMs + 125_000);
    expect(settledFromMs(scheduled, nowMs + 30_000)).toBe(nowMs + 30_000 + minutes(5));
  });
});

describe('decideSettling', () => {
  it.each<[string, Partial<Unsettled>, number, boolean]>([
    ['past the fence', {}, nowMs + 125_000, true],
    ['a second time', { resends: 1 }, nowMs + 125_000, true],
    ['scheduled, after five minutes of absence', { window: scheduled }, nowMs + 30_000 + minutes(5), true],
    ['within a far deadline', { deadlineMs: nowMs + minutes(10) }, nowMs + 125_000, true],
    ['after two re-sends, and sends no more', { resends: 2 }, nowMs + 125_000, false],
    ['after one re-send of a scheduled call, and sends no more', { window: scheduled, resends: 1 }, nowMs + 30_000 + minutes(5), false],
    ['for a scheduled call that starts soon and is not sent again', { window: { ...scheduled, startMs: nowMs + minutes(7) }, resends: 1 }, nowMs + 30_000 + minutes(5), false],
  ])('waits: %s', (_name, change, untilMs, mayResend) => {
    expect(decideSettling({ ...unsettled, ...change })).toEqual({ do: 'wait', untilMs, mayResend });
  });

  it.each<[string, Partial<Unsettled>, string]>([
    ['a server without a fence', { fenced: false }, 'server_has_no_fence'],
    ['a host that may not wait', { mayWait: false }, 'host_may_not_wait'],
    ['a host that must answer before', { deadlineMs: nowMs + 125_000 }, 'host_may_not_wait'],
    ['keep trying above 120 s', { window: { ...immediate, latestStartMs: nowMs + 120_001 } }, 'patience_too_long'],
    ['a scheduled call that starts soon', { window: { ...scheduled, startMs: nowMs + minutes(7) } }, 'too_near_start'],
  ])('reports: %s', (_name, change, because) => {
    expect(decideSettling({ ...unsettled, ...change })).toEqual({ do: 'report', because });
  });
});
