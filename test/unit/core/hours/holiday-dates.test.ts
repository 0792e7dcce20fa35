import { parseHolidayDates } from '@iqra-automation/core/testing';

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
