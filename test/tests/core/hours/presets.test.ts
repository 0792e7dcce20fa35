import { callingHoursPresets, initiateCallFields, nextAllowedInterval, readCallingRule, type CallingRule } from '@iqra-automation/core';

function rule(callingHours: string, holidayDates?: string): CallingRule {
  const found = readCallingRule({ callingHours, ...(holidayDates === undefined ? {} : { holidayDates }) }, []);
  if (found === null) throw new Error(`No preset ${callingHours}`);
  return found;
}

/** Open at this minute of the local time of UTC, which stands for any zone. */
function isOpen(hours: CallingRule, local: string): boolean {
  const ms = Date.parse(`${local}:00Z`);
  return nextAllowedInterval(['UTC'], hours, ms, 1, 60_000)?.[0] === ms;
}

// 2026-11-24 is a Tuesday, 11-28 a Saturday, 11-29 a Sunday, and none of the three a holiday in any of these countries.
const hoursOfDays: readonly (readonly [preset: string, workday: string, saturday: string, sunday: string])[] = [
  ['us_federal', '08:00-21:00', '08:00-21:00', '08:00-21:00'],
  ['us_strict', '10:00-18:00', '10:00-18:00', ''],
  ['us_florida', '08:00-20:00', '08:00-20:00', '08:00-20:00'],
  ['us_oklahoma', '08:00-20:00', '08:00-20:00', '08:00-20:00'],
  ['us_washington', '08:00-20:00', '08:00-20:00', '08:00-20:00'],
  ['canada', '09:00-21:30', '10:00-18:00', '10:00-18:00'],
  ['australia', '09:00-20:00', '09:00-17:00', ''],
  ['france', '10:00-13:00 14:00-20:00', '', ''],
  ['spain', '09:00-21:00', '', ''],
  ['italy', '09:00-20:00', '10:00-19:00', ''],
  ['india', '10:00-21:00', '10:00-21:00', '10:00-21:00'],
  ['uae', '09:00-18:00', '09:00-18:00', '09:00-18:00'],
];

function openWindows(hours: CallingRule, date: string): string {
  const edges: string[] = [];
  let before = false;
  for (let minute = 0; minute <= 1_440; minute += 1) {
    const time = `${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`;
    const open = minute < 1_440 && isOpen(hours, `${date}T${time}`);
    if (open !== before) edges.push(time);
    before = open;
  }
  return edges.map((edge, index) => (index % 2 === 0 ? edge : `-${edge}${index + 1 < edges.length ? ' ' : ''}`)).join('');
}

test.each(hoursOfDays)('%s opens %s, on Saturdays %s, on Sundays %s', (preset, workday, saturday, sunday) => {
  const hours = rule(preset);
  expect(openWindows(hours, '2026-11-24')).toBe(workday);
  expect(openWindows(hours, '2026-11-28')).toBe(saturday);
  expect(openWindows(hours, '2026-11-29')).toBe(sunday);
});

test.each([
  ['us_strict', '2026-11-26', 'Thanksgiving'],
  ['us_strict', '2026-07-03', 'Independence Day, observed'],
  ['us_strict', '2027-12-31', "New Year's Day 2028, observed the year before"],
  ['australia', '2027-01-26', 'Australia Day'],
  ['australia', '2026-12-28', 'Boxing Day, observed'],
  ['france', '2026-05-14', 'Ascension'],
  ['france', '2026-07-14', 'the national holiday'],
  ['spain', '2026-10-12', 'the national holiday'],
  ['italy', '2026-06-02', 'the day of the republic'],
  ['italy', '2027-10-04', 'Saint Francis, a holiday since 2026'],
])('%s is closed on %s: %s', (preset, date) => {
  expect(openWindows(rule(preset), date)).toBe('');
});

test.each([
  ['us_federal', '2026-12-25'],
  ['canada', '2026-12-25'],
  ['uae', '2026-12-02'],
])('%s knows no holidays, as its source names none (%s)', (preset, date) => {
  expect(openWindows(rule(preset), date)).not.toBe('');
});

test('in Italy the day before a holiday is narrower, unless it is a Sunday', () => {
  expect(openWindows(rule('italy'), '2026-06-01')).toBe('10:00-19:00');
  expect(openWindows(rule('italy'), '2027-03-27')).toBe('10:00-19:00');
  // Sunday 2027-10-03 is the eve of Saint Francis.
  expect(openWindows(rule('italy'), '2027-10-03')).toBe('');
  expect(openWindows(rule('italy'), '2026-05-29')).toBe('09:00-20:00');
});

test.each(['us_strict', 'australia', 'france', 'spain', 'italy'])('%s is open to the end of 2030 and closed after it', (preset) => {
  expect(openWindows(rule(preset), '2030-12-30')).not.toBe('');
  expect(openWindows(rule(preset), '2031-01-02')).toBe('');
  expect(openWindows(rule(preset), '2035-06-12')).toBe('');
});

test('dates of the user are closed too', () => {
  const hours = rule('us_federal', '2026-12-24, 2026-12-31');
  expect(openWindows(hours, '2026-12-24')).toBe('');
  expect(openWindows(hours, '2026-12-30')).toBe('08:00-21:00');
  expect(openWindows(rule('italy', '2026-06-03'), '2026-06-02')).toBe('');
});

test('the form offers the presets, off and custom, and nothing else', () => {
  expect(initiateCallFields.callingHours.choices.map((choice) => choice.value)).toEqual(['off', ...Object.keys(callingHoursPresets), 'custom']);
});

test('every preset names its source, the day it was looked at, and how sure it is', () => {
  for (const preset of Object.values(callingHoursPresets)) {
    expect(preset.source.length).toBeGreaterThan(15);
    expect(preset.checkedOn).toMatch(/^\d{4}-\d{2}-\d{2}$/);
    expect(['A', 'A/B', 'B', 'B/?', '?']).toContain(preset.grade);
  }
});
