import type { InputProblem } from '@iqra-automation/core';
import { readDelay, readDelays } from '@iqra-automation/core/testing';

const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;

test.each([
  ['30 min', 30 * minute],
  ['30 minutes', 30 * minute],
  ['1min', minute],
  ['2 h', 2 * hour],
  ['2h', 2 * hour],
  [' 2  Hours. ', 2 * hour],
  ['in 2 hours', 2 * hour],
  ['2 hrs later', 2 * hour],
  ['1.5 h', 90 * minute],
  ['1 h 30 min', 90 * minute],
  ['1h30min', 90 * minute],
  ['1 hour and 30 minutes', 90 * minute],
  ['after 1 day', day],
  ['3 days', 3 * day],
  ['1 week', 7 * day],
  ['２ h', 2 * hour],
])('"%s" is a length of time', (text, ms) => {
  expect(readDelay(text)).toEqual({ kind: 'after', ms });
});

test.each([
  ['next morning', 1, null],
  ['the next day', 1, null],
  ['Tomorrow', 1, null],
  ['tomorrow morning', 1, null],
  ['tomorrow 16:00', 1, 16 * hour],
  ['tomorrow at 4 pm', 1, 16 * hour],
  ['next day 09:30', 1, 9.5 * hour],
  ['2 days 16:00', 2, 16 * hour],
  ['in 2 days at 4pm', 2, 16 * hour],
  ['2 days 4 pm', 2, 16 * hour],
  ['18:00', 0, 18 * hour],
  ['09:00', 0, 9 * hour],
  ['at 2:30', 0, 2.5 * hour],
  ['tomorrow 5:45', 1, 5.75 * hour],
  ['at 6 p.m.', 0, 18 * hour],
])('"%s" is a time on the recipient’s calendar', (text, daysAhead, timeMs) => {
  expect(readDelay(text)).toEqual({ kind: 'day', daysAhead, timeMs });
});

// What has no unit, two meanings, or none.
test.each(['', '2', '2 m', '30m', '2 months', '1h30', '2:30 h', '2:30', '02:30', '0:45', '2:30:00', '18:00:00', 'tomorrow 16', 'soon', 'next week', 'Monday', 'next evening', 'tomorrow 25:00', '2 h 2 h', '-2 h', '1e3 h', '2026-12-01', 'tomorrow 13 pm', '[object Object]'])(
  '"%s" is refused',
  (text) => {
    expect(readDelay(text)).toBeNull();
  },
);

function read(raw: string | readonly unknown[], maxAttempts: number) {
  const problems: InputProblem[] = [];
  return { delays: readDelays(raw, maxAttempts, problems), codes: problems.map(({ field, code }) => `${field} ${code}`), problems };
}

test('one delay is for all attempts, several are one before each attempt after the first', () => {
  expect(read('2 h', 5)).toMatchObject({ delays: [{ ms: 2 * hour }], codes: [] });
  for (const several of ['2 h, next morning', '2 h; next morning', '2 h\nnext morning', ['2 h', 'next morning'], ['2 h, next morning']]) {
    expect(read(several, 3)).toMatchObject({ delays: [{ ms: 2 * hour }, { kind: 'day' }], codes: [] });
  }
});

test('too few and too many are refused, and the sentence says how many there must be', () => {
  expect(read('2 h, 3 h', 5).codes).toEqual(['delay DELAYS_DO_NOT_FIT']);
  expect(read('1 h, 2 h, 3 h', 3).problems[0]).toMatchObject({
    message: 'Delay: 3 delays are given, but Maximum Attempts is 3.',
    nextStep: 'Give one delay for all attempts, or 2: one before each attempt after the first.',
  });
});

test.each([
  ['0 min', 'delay DELAY_OUT_OF_RANGE'],
  ['31 days', 'delay DELAY_OUT_OF_RANGE'],
  ['31 days 16:00', 'delay DELAY_OUT_OF_RANGE'],
  ['2 h, , 3 h', 'delay NOT_A_DELAY'],
  // A decimal comma is a separator here; half of it has no unit.
  ['1,5 h', 'delay NOT_A_DELAY'],
  ['2 h,', 'delay NOT_A_DELAY'],
])('"%s" is reported as %s', (text, code) => {
  expect(read(text, 4).codes).toContain(code);
});
