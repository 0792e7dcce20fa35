import { followById, nextReadMs, pendingFromText, pendingToText } from '../../../../packages/core/src/polling/pending-calls.ts';
import { noonMs } from './entries.ts';

const minuteMs = 60_000;
const tenMinuteCall = 600_000;
const open = (why: 'in_progress' | 'end_unconfirmed' | 'failed_may_change' | 'needs_confirmation', waitUntilMs: number | null = null) => ({ ended: false, why, waitUntilMs }) as const;
const after = (why: Parameters<typeof open>[0], waitMinutes: number | null, ageMinutes: number): number => {
  const nowMs = noonMs + ageMinutes * minuteMs;
  return (nextReadMs(open(why, waitMinutes === null ? null : noonMs + waitMinutes * minuteMs), noonMs, tenMinuteCall, nowMs) - nowMs) / minuteMs;
};

describe('an open call is read again by id', () => {
  test('every 5 to 10 minutes while it may be running, then ever more seldom, and at the end of the wait', () => {
    expect(after('in_progress', 1440, 6)).toBe(10);
    expect(after('in_progress', 1440, 17)).toBe(5);
    expect(after('in_progress', 1440, 60)).toBe(40);
    expect(after('in_progress', 1440, 600)).toBe(360);
    expect(after('in_progress', 1440, 1430)).toBeCloseTo(10 + 1 / 60, 5);
    expect(after('in_progress', 120, 130)).toBeCloseTo(1 / 60, 5);
  });

  test('at once for a confirmation, at the end of its hold when it failed, near its deadline when its end is in doubt', () => {
    expect(after('needs_confirmation', 15, 16)).toBe(0);
    expect(after('failed_may_change', 2, 1)).toBe(1);
    expect(after('end_unconfirmed', 15, 8)).toBeCloseTo(7 + 1 / 60, 5);
    expect(after('end_unconfirmed', 65, 8)).toBe(10);
    expect(after('end_unconfirmed', 15, 14)).toBe(5);
  });
});

describe('an open call is followed by id', () => {
  test('when it is old, or its end is on hold, while there is room', () => {
    expect(followById(open('in_progress'), 5 * minuteMs, 0)).toBe(false);
    expect(followById(open('in_progress'), 21 * minuteMs, 199)).toBe(true);
    expect(followById(open('in_progress'), 21 * minuteMs, 200)).toBe(false);
    expect(followById(open('failed_may_change'), 1 * minuteMs, 39)).toBe(true);
    expect(followById(open('failed_may_change'), 1 * minuteMs, 40)).toBe(false);
  });

  test('whatever the room, when it is open for more than an hour: it must not hold the mark back', () => {
    expect(followById(open('in_progress'), 61 * minuteMs, 5_000)).toBe(true);
  });
});

describe('a followed call as text', () => {
  const call = { stampMs: noonMs, firstSeenMs: noonMs + 61_000, nextReadMs: noonMs + 601_000, wordsLateSinceMs: noonMs + 120_000, failedBefore: true };

  test.each(['6742e6b8f0a1c2d3e4f50617', 'an|odd|id', ''])('with the id "%s" is read as it was', (id) => {
    expect(pendingFromText(pendingToText(id, call))).toEqual([id, call]);
    const plain = { ...call, failedBefore: false, wordsLateSinceMs: null };
    expect(pendingFromText(pendingToText(id, plain))).toEqual([id, plain]);
  });

  test('keeps whole seconds, and never makes a wait shorter', () => {
    const [, read] = pendingFromText(pendingToText('a', { ...call, stampMs: noonMs + 900, firstSeenMs: noonMs + 61_100, nextReadMs: noonMs + 601_100 }));
    expect(read).toMatchObject({ stampMs: noonMs, firstSeenMs: noonMs + 62_000, nextReadMs: noonMs + 602_000 });
  });

  test('first seen before its own time, by a clock that is behind, counts as seen at its time', () => {
    expect(pendingFromText(pendingToText('a', { ...call, firstSeenMs: noonMs - 90_000 }))[1].firstSeenMs).toBe(noonMs);
  });
});
