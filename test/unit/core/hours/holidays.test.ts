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
  return result.ok ? [...result.dates] : result.message;
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

test.each([[''], [' , '], [[]], [[null, '']]])('%j are no dates', (raw) => {
  expect(read(raw)).toEqual([]);
});

test.each([
  ['2026-12-241', '"2026-12-241"'],
  ['on2026-12-24', '"on2026-12-24"'],
  ['2026-02-31', '"2026-02-31"'],
  ['2026-13-01', '"2026-13-01"'],
  ['2027-02-29', '"2027-02-29"'],
  [['2026-12-24', 20_261_231], 'a value that is not text'],
  [[['2026-12-24']], 'a value that is not text'],
  ['x'.repeat(50), `"${'x'.repeat(40)}"`],
])('%j is refused with what is wrong and how to write it', (raw, shown) => {
  expect(read(raw)).toBe(`Extra Holidays: ${shown} is not a valid date. Write dates as year-month-day, such as 2026-12-24, separated by commas.`);
});
