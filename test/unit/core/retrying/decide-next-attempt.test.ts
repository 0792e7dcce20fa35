import * as fc from 'fast-check';
import type { CallOutcome } from '@iqra-automation/core';
import { decideNextAttempt, parseCustomHours, readDelay, type Delay, type EndedAttempt, type RetryPolicy, type RetrySituation } from '@iqra-automation/core/testing';

const hour = 3_600_000;
const day = 24 * hour;
const at = (text: string): number => Date.parse(text);

function delay(text: string): Delay {
  const read = readDelay(text);
  if (read === null) throw new Error(text);
  return read;
}

const policyOf = (delays: readonly string[], change: Partial<RetryPolicy> = {}): RetryPolicy => ({
  maxAttempts: 3,
  outcomes: ['no_answer', 'declined', 'voicemail', 'failed'],
  delays: delays.map(delay),
  ...change,
});

const endedAtMs = at('2026-12-01T15:00:00Z');
const ended = (change: Partial<EndedAttempt> = {}): EndedAttempt => ({ attempt: 1, outcome: 'no_answer', optOutRequested: false, endedAtMs, ...change });
const situation = (change: Partial<RetrySituation> = {}): RetrySituation => ({ nowMs: endedAtMs + 60_000, zones: ['America/New_York'], hours: null, ...change });

describe('whether there is another attempt', () => {
  test.each(['no_answer', 'declined', 'voicemail', 'failed'] as const)('after %s there is, as the policy says', (outcome) => {
    expect(decideNextAttempt(ended({ outcome }), policyOf(['2 h']), situation())).toMatchObject({ kind: 'call', attempt: 2 });
  });

  test.each([
    ['completed', 'ANSWERED'],
    ['canceled', 'OUTCOME_NOT_CHOSEN'],
    ['expired', 'OUTCOME_NOT_CHOSEN'],
    ['unknown', 'OUTCOME_NOT_CHOSEN'],
  ] as const)('after %s there is none: %s', (outcome, code) => {
    expect(decideNextAttempt(ended({ outcome }), policyOf(['2 h']), situation())).toMatchObject({ kind: 'nothing', code });
  });

  test('the first call counts: with three attempts the second call gets a third, and after the third it gives up', () => {
    expect(decideNextAttempt(ended({ attempt: 2 }), policyOf(['2 h']), situation())).toMatchObject({ kind: 'call', attempt: 3 });
    expect(decideNextAttempt(ended({ attempt: 3 }), policyOf(['2 h']), situation())).toEqual({
      kind: 'give_up',
      code: 'ATTEMPTS_USED_UP',
      reason: 'Attempt 3 of 3 ended as No Answer; there is no further one.',
    });
    expect(decideNextAttempt(ended(), policyOf(['2 h'], { maxAttempts: 1 }), situation())).toMatchObject({ kind: 'give_up' });
  });

  test('used-up attempts that ended otherwise than the policy names are no giving up', () => {
    expect(decideNextAttempt(ended({ attempt: 3, outcome: 'completed' }), policyOf(['2 h']), situation())).toMatchObject({ kind: 'nothing', code: 'ANSWERED' });
  });

  test('whoever asked not to be called again is not, whatever the outcome and the policy', () => {
    const outcomes: readonly CallOutcome[] = ['completed', 'declined', 'no_answer', 'voicemail', 'failed', 'canceled', 'expired', 'unknown'];
    for (const outcome of outcomes) {
      expect(decideNextAttempt(ended({ outcome, optOutRequested: true }), policyOf(['2 h'], { outcomes }), situation())).toMatchObject({ kind: 'nothing', code: 'OPTED_OUT' });
    }
  });

  test('where nobody knows what was said, nobody is called', () => {
    expect(decideNextAttempt(ended({ outcome: 'voicemail', optOutRequested: null }), policyOf(['2 h']), situation())).toMatchObject({ kind: 'nothing', code: 'WORDS_NOT_READABLE' });
    expect(decideNextAttempt(ended({ outcome: 'completed', optOutRequested: null }), policyOf(['2 h']), situation())).toMatchObject({ kind: 'nothing', code: 'WORDS_NOT_READABLE' });
  });

  test('a call that ended more than seven days ago is left alone', () => {
    expect(decideNextAttempt(ended(), policyOf(['2 h']), situation({ nowMs: endedAtMs + 7 * day }))).toMatchObject({ kind: 'call' });
    expect(decideNextAttempt(ended(), policyOf(['2 h']), situation({ nowMs: endedAtMs + 7 * day + 1 }))).toMatchObject({ kind: 'nothing', code: 'TOO_OLD' });
  });
});

describe('from when on', () => {
  const when = (text: string, change: Partial<RetrySituation> = {}, from = endedAtMs): string => {
    const next = decideNextAttempt(ended({ endedAtMs: from }), policyOf([text]), situation({ nowMs: from + 60_000, ...change }));
    if (next.kind !== 'call') throw new Error(next.reason);
    return new Date(next.notBeforeMs).toISOString();
  };

  test('a length of time runs from the call, and is over at once where the step runs later', () => {
    expect(when('2 h')).toBe('2026-12-01T17:00:00.000Z');
    expect(when('2 h', { nowMs: endedAtMs + 5 * hour })).toBe('2026-12-01T20:00:00.000Z');
  });

  test('each attempt has its own delay', () => {
    const policy = policyOf(['2 h', '1 day']);
    expect(decideNextAttempt(ended(), policy, situation())).toMatchObject({ notBeforeMs: endedAtMs + 2 * hour });
    expect(decideNextAttempt(ended({ attempt: 2 }), policy, situation())).toMatchObject({ notBeforeMs: endedAtMs + day });
  });

  // 15:00 UTC is 10:00 in New York and 02:00 of 2 December in Sydney, where "tomorrow" is the 3rd.
  test.each([
    ['tomorrow 16:00', 'America/New_York', '2026-12-02T21:00:00.000Z'],
    ['tomorrow 16:00', 'Australia/Sydney', '2026-12-03T05:00:00.000Z'],
    ['18:00', 'America/New_York', '2026-12-01T23:00:00.000Z'],
    ['09:00', 'America/New_York', '2026-12-02T14:00:00.000Z'],
    ['2 days 4 pm', 'America/New_York', '2026-12-03T21:00:00.000Z'],
    // Without hours the morning is nine o'clock.
    ['next morning', 'America/New_York', '2026-12-02T14:00:00.000Z'],
  ])('%s in %s', (text, zone, expected) => {
    expect(when(text, { zones: [zone] })).toBe(expected);
  });

  test('tomorrow 16:00 is 16:00 also where the clocks change in the night', () => {
    expect(when('tomorrow 16:00', { zones: ['Europe/Paris'] }, at('2027-03-27T12:00:00Z'))).toBe('2027-03-28T14:00:00.000Z');
    expect(when('tomorrow 16:00', { zones: ['Europe/Paris'] }, at('2026-10-24T12:00:00Z'))).toBe('2026-10-25T15:00:00.000Z');
  });

  test('a time of day that is over when the step runs is that of the next day', () => {
    expect(when('tomorrow 16:00', { nowMs: at('2026-12-02T21:00:01Z') })).toBe('2026-12-03T21:00:00.000Z');
  });

  test('who may be in several zones is called when all of them have reached the time', () => {
    expect(when('tomorrow 16:00', { zones: ['America/New_York', 'America/Chicago'] })).toBe('2026-12-02T22:00:00.000Z');
  });

  test('the next morning is when the hours open; a day on which they do not is its early morning, which the hours then move on', () => {
    const custom = parseCustomHours('Mon-Fri 08:30-18:00');
    if (!custom.ok) throw new Error('hours');
    expect(when('next morning', { hours: custom })).toBe('2026-12-02T13:30:00.000Z');
    expect(when('next morning', { hours: custom }, at('2026-12-04T15:00:00Z'))).toBe('2026-12-05T11:00:00.000Z');
  });

  test('hours that are open all night make no morning of midnight', () => {
    const custom = parseCustomHours('daily 00:00-24:00');
    if (!custom.ok) throw new Error('hours');
    expect(when('next morning', { hours: custom })).toBe('2026-12-02T11:00:00.000Z');
  });

  test('a time of day of somebody whose zone nobody knows is refused, a length of time is not', () => {
    expect(() => when('tomorrow 16:00', { zones: [] })).toThrow('Recipient Time Zone is needed');
    expect(when('2 h', { zones: [] })).toBe('2026-12-01T17:00:00.000Z');
  });
});

const delays = fc.constantFrom('1 min', '2 h', '3 days', 'next morning', 'tomorrow 16:00', '18:00', '2 days 07:15');
const zones = fc.subarray(['America/New_York', 'Australia/Lord_Howe', 'Asia/Kathmandu', 'Pacific/Apia', 'Europe/Lisbon'], { minLength: 1 });

test('never before now nor before the call, and never further than the delay and two days', () => {
  fc.assert(
    fc.property(delays, zones, fc.integer({ min: at('2026-01-01'), max: at('2030-12-20') }), fc.integer({ min: 0, max: 7 * day }), (text, where, from, late) => {
      const next = decideNextAttempt(ended({ endedAtMs: from }), policyOf([text]), { nowMs: from + late, zones: where, hours: null });
      if (next.kind !== 'call') throw new Error(next.reason);
      expect(next.notBeforeMs).toBeGreaterThanOrEqual(from + late);
      expect(next.notBeforeMs).toBeLessThanOrEqual(from + late + 5 * day);
    }),
  );
});

test('a time of day is that time by the clock of the only zone, as Intl tells it', () => {
  fc.assert(
    fc.property(fc.constantFrom('tomorrow 16:05', '2 days 4:05 pm', '16:05'), zones, fc.integer({ min: at('2026-01-01'), max: at('2030-12-20') }), (text, [zone = 'UTC'], from) => {
      const next = decideNextAttempt(ended({ endedAtMs: from }), policyOf([text]), { nowMs: from, zones: [zone], hours: null });
      if (next.kind !== 'call') throw new Error(next.reason);
      const shown = new Intl.DateTimeFormat('en-GB', { timeZone: zone, hour: '2-digit', minute: '2-digit' }).format(next.notBeforeMs);
      expect(shown).toBe('16:05');
    }),
  );
});
