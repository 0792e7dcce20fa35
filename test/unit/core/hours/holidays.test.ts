import { DateTime } from 'luxon';
import { initiateCallFields, parseInput } from '@iqra-automation/core';
import { parseHolidayDates } from '@iqra-automation/core/testing';
import { openWindows, rule } from './open-windows';

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
  ['us_strict', '2028-11-10', 'Veterans Day, observed on the Friday before (5 USC 6103(b))'],
  ['us_strict', '2029-11-12', 'Veterans Day, observed on the Monday after'],
  ['mexico', '2030-10-01', 'a new President takes office (Ley Federal del Trabajo, article 74 VII)'],
  ['netherlands', '2027-05-05', 'Liberation Day (Algemene termijnenwet, article 3)'],
  ['netherlands', '2027-03-26', 'Good Friday, treated as a holiday (Algemene termijnenwet, article 3)'],
  ['norway', '2027-05-17', 'Constitution Day'],
  ['norway', '2027-03-25', 'Maundy Thursday'],
  ['singapore', '2027-03-10', 'Hari Raya Puasa'],
  ['singapore', '2027-05-17', 'the Monday after Hari Raya Haji'],
  ['singapore', '2027-05-20', 'Vesak Day'],
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

function read(raw: string | readonly unknown[]): readonly string[] | string {
  const result = parseHolidayDates(raw);
  return result.ok ? [...result.dates] : result.what;
}

test.each([
  ['2026-12-24, 2026-12-31'],
  ['2026-12-24;2026-12-31;'],
  [' 2026-12-24\n2026-12-31 '],
  ['2026-12-24T00:00:00Z 2026-12-31T09:15'],
  [['2026-12-24', '2026-12-31']],
  [['2026-12-24T00:00:00+04:00', ' 2026-12-31 ']],
  [['2026-12-24', null, '', undefined, '2026-12-31', '2026-12-24']],
])('%j are two dates', (raw) => {
  expect(read(raw)).toEqual(['2026-12-24', '2026-12-31']);
});

/** 5 USC 6103: the eleven days, each also observed on the Friday before a Saturday and, by Executive Order 11582, the Monday after a Sunday. */
function federalHolidays(year: number): readonly string[] {
  const iso = (month: number, day: number): string => new Date(Date.UTC(year, month - 1, day)).toISOString().slice(0, 10);
  const weekday = (month: number, day: number): number => new Date(Date.UTC(year, month - 1, day)).getUTCDay();
  const nth = (month: number, day: number, count: number): string => iso(month, 1 + ((7 + day - weekday(month, 1)) % 7) + 7 * (count - 1));
  const fixed = [[1, 1], [6, 19], [7, 4], [11, 11], [12, 25]].flatMap(([month = 1, day = 1]) => {
    const moved = { 0: 1, 6: -1 }[weekday(month, day)];
    return [iso(month, day), ...(moved === undefined ? [] : [iso(month, day + moved)])];
  });
  const lastMonday = nth(5, 1, 5).startsWith(`${year}-05`) ? nth(5, 1, 5) : nth(5, 1, 4);
  return [...fixed, nth(1, 1, 3), nth(2, 1, 3), lastMonday, nth(9, 1, 1), nth(10, 1, 2), nth(11, 4, 4)];
}

test.each([2026, 2027, 2028, 2029, 2030])('law: %i has every federal holiday of the United States, reckoned from the statute', (year) => {
  const hours = rule('us_strict');
  const open = federalHolidays(year).filter((date) => date.startsWith(`${year}`) && openWindows(hours, date) !== '');
  expect(federalHolidays(year).length).toBeGreaterThanOrEqual(11);
  expect(open).toEqual([]);
});

test.each([
  ['2026-12-23T23:00:00.000Z', ['2026-12-23', '2026-12-24'], 'midnight in Berlin, as a host writes it'],
  ['2026-12-23T13:00:00Z', ['2026-12-23', '2026-12-24'], 'midnight in Sydney'],
  ['2026-12-31T10:00:00+00:00', ['2026-12-31', '2027-01-01'], 'midnight in Kiritimati'],
  ['2026-12-24T05:00:00Z', ['2026-12-24'], 'midnight in New York'],
  ['2026-12-24T23:00:00+01:00', ['2026-12-24'], 'an evening with its own offset'],
])('%s closes %j: %s', (text, dates) => {
  expect(read(text)).toEqual(dates);
});

test.each([[''], [[]]])('%j are no dates', (raw) => {
  expect(read(raw)).toEqual([]);
});

test.each([
  ['2026-12-241', '"2026-12-241"'],
  ['on2026-12-24', '"on2026-12-24"'],
  ['2026-02-31', '"2026-02-31"'],
  ['2026-13-01', '"2026-13-01"'],
  ['2027-02-29', '"2027-02-29"'],
  [['2026-12-24', 20_261_231], '"20261231"'],
  [[['2026-12-24']], 'a value that is not text'],
  ['x'.repeat(50), `"${'x'.repeat(40)}"`],
])('%j is refused with what is wrong', (raw, shown) => {
  expect(read(raw)).toBe(`${shown} is not a valid date`);
});

test.each([[' , '], [[null, '']]])('%j, of which a mapping has found nothing, is refused', (raw) => {
  expect(read(raw)).toBe('it holds no date');
});

const berlin = { zone: 'Europe/Berlin' };
test.each<[string, unknown, readonly string[]]>([
  // A date of Luxon carries its zone, and with it its day (n8n: $now, $today, DateTime).
  ['midnight in Berlin', DateTime.fromISO('2026-12-24', berlin), ['2026-12-24']],
  ['an evening in Berlin', DateTime.fromISO('2026-12-24T23:30', berlin), ['2026-12-24']],
  ['an evening in Los Angeles, when it is the next day in UTC', DateTime.fromISO('2026-12-24T20:00', { zone: 'America/Los_Angeles' }), ['2026-12-24']],
  ['midnight in Kiritimati, the day before in UTC', DateTime.fromISO('2026-12-24', { zone: 'Pacific/Kiritimati' }), ['2026-12-24']],
  ['an evening in UTC', DateTime.fromISO('2026-12-24T20:00', { zone: 'utc' }), ['2026-12-24']],
  // A date of JavaScript is a moment: where it is the next day somewhere, both days count.
  ['midnight in UTC', new Date('2026-12-24'), ['2026-12-24']],
  ['the moment at which a day begins in Berlin', new Date('2026-12-24T00:00:00+01:00'), ['2026-12-23', '2026-12-24']],
  ['the moment at which a day begins in New York', new Date('2026-12-24T00:00:00-05:00'), ['2026-12-24']],
  ['dates beside texts', [new Date('2026-12-24'), DateTime.fromISO('2026-12-31', berlin), '2027-01-06'], ['2026-12-24', '2026-12-31', '2027-01-06']],
])('a value of JavaScript is the day that it carries: %s', (_what, raw, dates) => {
  const { holidayDates } = parseInput({ holidayDates: initiateCallFields.holidayDates }, { holidayDates: raw });
  expect(read(holidayDates ?? '')).toEqual(dates);
});

test.each([
  [new Date('Christmas'), 'a date that was mapped is invalid: it was made of a text that is no date'],
  [DateTime.fromISO('Christmas'), 'a date that was mapped is invalid: it was made of a text that is no date'],
  [[{ date: '2026-12-24' }], 'a whole record was mapped instead of the date in it'],
])('what is no day is refused with what it is', (raw, words) => {
  const { holidayDates } = parseInput({ holidayDates: initiateCallFields.holidayDates }, { holidayDates: raw });
  expect(read(holidayDates ?? '')).toBe(words);
});
