import { readFrequencyCap } from '@iqra-automation/core/testing';

const hourMs = 3_600_000;

test.each([
  [{ maxCalls: 3, periodHours: 24 }, { maxCalls: 3, periodMs: 24 * hourMs }],
  [{ maxCalls: '2', periodHours: ' 1 ' }, { maxCalls: 2, periodMs: hourMs }],
  [{ maxCalls: 1, periodDays: 7 }, { maxCalls: 1, periodMs: 168 * hourMs }],
  [{ maxCalls: 100, periodDays: 366 }, { maxCalls: 100, periodMs: 366 * 24 * hourMs }],
  [{ maxCalls: 5 }, { maxCalls: 5, periodMs: 24 * hourMs }],
  [{ maxCalls: 5, periodHours: '', periodDays: 2 }, { maxCalls: 5, periodMs: 48 * hourMs }],
])('%j is a cap', (raw, cap) => {
  expect(readFrequencyCap(raw)).toEqual({ ok: true, cap });
});

test.each([[undefined], [null], [''], [{}], [{ maxCalls: '', periodHours: 24 }], [{ periodHours: 24 }]])('%j means no cap', (raw) => {
  expect(readFrequencyCap(raw)).toEqual({ ok: true, cap: null });
});

test.each([
  [{ maxCalls: 0, periodHours: 24 }, 'maxCallsPerPeriod', 'Maximum Calls per Number must be a whole number from 1 to 100.'],
  [{ maxCalls: 101 }, 'maxCallsPerPeriod', 'Maximum Calls per Number must be a whole number from 1 to 100.'],
  [{ maxCalls: 1.5 }, 'maxCallsPerPeriod', 'Maximum Calls per Number must be a whole number from 1 to 100.'],
  [{ maxCalls: 'three' }, 'maxCallsPerPeriod', 'Maximum Calls per Number must be a whole number from 1 to 100.'],
  [{ maxCalls: true }, 'maxCallsPerPeriod', 'Maximum Calls per Number must be a whole number from 1 to 100.'],
  [{ maxCalls: 3, periodHours: 0 }, 'capPeriodHours', 'The period must be a whole number of hours from 1 to 8784.'],
  [{ maxCalls: 3, periodDays: 367 }, 'capPeriodHours', 'The period must be a whole number of days from 1 to 366.'],
  [{ maxCalls: 3, periodHours: Number.NaN }, 'capPeriodHours', 'The period must be a whole number of hours from 1 to 8784.'],
  [{ maxCalls: 3, periodHours: 24, periodDays: 1 }, 'capPeriodHours', 'The period is given in hours and in days; give only one of them.'],
  [3, 'maxCallsPerPeriod', 'Maximum Calls per Number needs a number of calls and a period.'],
  [[3, 24], 'maxCallsPerPeriod', 'Maximum Calls per Number needs a number of calls and a period.'],
])('%j is refused, never taken for no cap', (raw, field, message) => {
  expect(readFrequencyCap(raw)).toMatchObject({ ok: false, problems: [{ field, message }] });
});
