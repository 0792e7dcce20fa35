import type { InputProblem } from '@iqra-automation/core';
import { readTiming, type TimingInput } from '@iqra-automation/core/testing';

const nowMs = Date.parse('2026-11-24T12:00:00Z');
const defaults: TimingInput = { callingHours: 'off', outsideHours: 'schedule', startGuardSeconds: 120, endGuardSeconds: 120 };

function read(input: Partial<TimingInput>) {
  const problems: InputProblem[] = [];
  const timing = readTiming({ ...defaults, ...input }, nowMs, problems);
  return { timing, fields: problems.map((problem) => `${problem.field} ${problem.code}`) };
}

test('nothing entered asks for a call now, at any hour', () => {
  expect(read({})).toEqual({
    timing: { requestedStartMs: null, contactTimeZone: null, rule: null, outsideHours: 'schedule', startGuardMs: 120_000, endGuardMs: 120_000 },
    fields: [],
  });
});

test('a blank time means now, and the guards are kept apart', () => {
  expect(read({ scheduledTime: '  ', contactTimeZone: ' ', startGuardSeconds: 60, endGuardSeconds: 300 })).toMatchObject({
    timing: { requestedStartMs: null, contactTimeZone: null, startGuardMs: 60_000, endGuardMs: 300_000 },
    fields: [],
  });
});

test('wrong holidays are reported with hours off too: the user expects them to count', () => {
  expect(read({ holidayDates: ['Christmas'] }).fields).toEqual(['holidayDates HOLIDAY_DATE']);
});

test('a local time is read in the zone of the recipient', () => {
  const { timing } = read({ scheduledTime: '2026-11-25T09:15', contactTimeZone: 'Australia/Sydney', callingHours: 'australia', outsideHours: 'refuse', startGuardSeconds: 0 });
  expect(timing).toMatchObject({
    requestedStartMs: Date.parse('2026-11-24T22:15:00Z'),
    contactTimeZone: 'Australia/Sydney',
    rule: { id: 'australia' },
    outsideHours: 'refuse',
    startGuardMs: 0,
  });
});

test('all problems come at once', () => {
  expect(read({ scheduledTime: 'soon', callingHours: 'custom', customHours: 'Mon 18-9', holidayDates: 'Christmas' }).fields).toEqual([
    'scheduledTime NOT_A_TIME',
    'holidayDates HOLIDAY_DATE',
    'customHours HOURS_START_AFTER_END',
  ]);
});

test.each([
  [{ scheduledTime: '2026-11-25T09:15:00' }, 'scheduledTime TIME_WITHOUT_OFFSET'],
  [{ scheduledTime: '2026-11-23T09:15:00Z' }, 'scheduledTime SCHEDULE_IN_PAST'],
  [{ scheduledTime: '2028-11-23T09:15:00Z' }, 'scheduledTime SCHEDULE_TOO_FAR'],
  [{ scheduledTime: '2026-11-25T09:15:00', contactTimeZone: 'Nowhere/Town' }, 'contactTimeZone TIME_ZONE_UNKNOWN'],
  [{ callingHours: 'custom' }, 'customHours HOURS_EMPTY'],
  [{ callingHours: 'germany' }, 'callingHours NOT_OFFERED'],
])('%j is one problem', (input, problem) => {
  expect(read(input).fields).toEqual([problem]);
});
