import { normalizePhoneNumber, type InputProblem } from '@iqra-automation/core';
import { readTiming, type PhoneLine, type TimingInput } from '@iqra-automation/core/testing';

const nowMs = Date.parse('2026-11-24T12:00:00Z');
const defaults: TimingInput = { callingHours: 'off', outsideHours: 'schedule', startGuardSeconds: 120, endGuardSeconds: 120 };

function line(text: string): PhoneLine {
  const number = normalizePhoneNumber(text, {});
  if (!number.ok) throw new Error(number.message);
  return number;
}

function read(input: Partial<TimingInput>, recipient: PhoneLine | null = null) {
  const problems: InputProblem[] = [];
  const timing = readTiming({ ...defaults, ...input }, { nowMs, recipient }, problems);
  return { timing, fields: problems.map((problem) => `${problem.field} ${problem.code}`) };
}

test('nothing entered asks for a call now, at any hour', () => {
  expect(read({})).toEqual({
    timing: { requestedStartMs: null, contactTimeZone: null, rule: null, outsideHours: 'schedule', startGuardMs: 120_000, endGuardMs: 120_000, warnings: [] },
    fields: [],
  });
});

test('a blank time means now, and the guards are kept apart', () => {
  expect(read({ scheduledTime: '  ', contactTimeZone: ' ', startGuardSeconds: 60, endGuardSeconds: 300 })).toMatchObject({
    timing: { requestedStartMs: null, contactTimeZone: null, startGuardMs: 60_000, endGuardMs: 300_000 },
    fields: [],
  });
});

test('wrong holidays are reported with hours off too, and that they cannot count there', () => {
  expect(read({ holidayDates: ['Christmas'] }).fields).toEqual(['holidayDates HOLIDAY_DATE', 'holidayDates CALLING_HOURS_OFF']);
});

test.each([
  [{ outsideHours: 'refuse' }, 'outsideHours CALLING_HOURS_OFF'],
  [{ holidayDates: '2026-12-24' }, 'holidayDates CALLING_HOURS_OFF'],
])('%j without calling hours would have no effect, so it is refused', (input, problem) => {
  expect(read(input).fields).toEqual([problem]);
  expect(read({ ...input, callingHours: 'us_federal' }).fields).toEqual([]);
});

test('a time without offset is local to the number where that is certain, with a warning, and refused where it is not', () => {
  const sydney = read({ scheduledTime: '2026-11-25 09:15' }, line('+61 2 8374 2000'));
  expect(sydney.fields).toEqual([]);
  expect(sydney.timing.requestedStartMs).toBe(Date.parse('2026-11-24T22:15:00Z'));
  expect(sydney.timing.warnings).toEqual(['Scheduled Time is read in the time zone of the number: 09:15 on 25 November in Sydney (22:15 UTC).']);
  expect(read({ scheduledTime: '2026-11-25 09:15' }, line('+61 411 000 001')).fields).toEqual(['scheduledTime TIME_WITHOUT_OFFSET']);
  expect(read({ scheduledTime: '2026-11-25 09:15' }, line('+44 7400 123456')).timing.requestedStartMs).toBe(Date.parse('2026-11-25T09:15:00Z'));
  expect(read({ scheduledTime: '2026-11-25 09:15', contactTimeZone: 'Asia/Dubai' }, line('+61 2 8374 2000')).timing).toMatchObject({
    requestedStartMs: Date.parse('2026-11-25T05:15:00Z'),
    warnings: [],
  });
});

test.each([
  ['an ordinary day', '2026-11-25', '2026-11-24T22:00:00Z'],
  ['a closed day: its beginning', '2026-11-29', '2026-11-28T13:00:00Z'],
  ['a Saturday, which opens as long', '2026-11-28', '2026-11-27T22:00:00Z'],
])('a date alone means when its hours open: %s', (_what, scheduledTime, expected) => {
  const { timing, fields } = read({ scheduledTime, callingHours: 'australia', contactTimeZone: 'Australia/Sydney' });
  expect(fields).toEqual([]);
  expect(timing.requestedStartMs).toBe(Date.parse(expected));
});

test('today alone, after the hours, means the next time they open', () => {
  // It is 23:00 in Sydney.
  expect(read({ scheduledTime: '24.11.2026', callingHours: 'australia', contactTimeZone: 'Australia/Sydney' }).timing.requestedStartMs).toBe(nowMs);
});

test('a date alone is refused with hours off, and when it is over', () => {
  expect(read({ scheduledTime: '2026-11-25' }).fields).toEqual(['scheduledTime NOT_A_TIME']);
  expect(read({ scheduledTime: '2026-11-23', callingHours: 'australia', contactTimeZone: 'Australia/Sydney' }).fields).toEqual(['scheduledTime SCHEDULE_IN_PAST']);
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
    'holidayDates HOLIDAY_DATE',
    'customHours HOURS_START_AFTER_END',
    'scheduledTime NOT_A_TIME',
  ]);
});

test.each([
  [{ scheduledTime: '2026-11-25T09:15:00' }, 'scheduledTime TIME_WITHOUT_OFFSET'],
  [{ scheduledTime: '2026-11-23T09:15:00Z' }, 'scheduledTime SCHEDULE_IN_PAST'],
  [{ scheduledTime: '2028-11-23T09:15:00Z' }, 'scheduledTime SCHEDULE_TOO_FAR'],
  [{ scheduledTime: '2026-11-25T09:15:00', contactTimeZone: 'Nowhere/Town' }, 'contactTimeZone TIME_ZONE_UNKNOWN'],
  [{ callingHours: 'custom' }, 'customHours HOURS_EMPTY'],
  [{ callingHours: 'atlantis' }, 'callingHours NOT_OFFERED'],
])('%j is one problem', (input, problem) => {
  expect(read(input).fields).toEqual([problem]);
});
