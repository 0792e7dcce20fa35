import { normalizePhoneNumber } from '@iqra-automation/core';

test.each([
  ['+14155552671.0'], ['+14155552671.000'], ['+14155552671,0'], ['+14155552671,00'],
])('the zero tail of %s is cut and reported', (text) => {
  expect(normalizePhoneNumber(text)).toMatchObject({ ok: true, e164: '+14155552671', repairs: ['dropped-.0'] });
});

test('the tail is not taken for one more digit of somebody else\'s number', () => {
  expect(normalizePhoneNumber('+493012345678.0')).toMatchObject({ e164: '+493012345678' });
  expect(normalizePhoneNumber('030 12345678.0', { defaultCountry: 'DE' })).not.toMatchObject({ repairs: ['dropped-.0'] });
});

test.each([
  ['4.15555E+09'], ['4,4791E+11'], ['14155552671e0'], ['+1.4e10'], ['-1E5'], ['1E5'],
  ['#N/A'], ['#REF!'], ['#value!'], ['#NAME?'], ['#DIV/0!'], ['#NULL!'], ['#NUM!'], ['#ERROR!'], ['#####'],
  ['4,155,552,671'], ['14,155,552,671.00'], ['4155552671.25'], ['+4155552671.5'],
])('%s is a spreadsheet\'s doing', (text) => {
  expect(normalizePhoneNumber(text, { defaultCountry: 'US' })).toMatchObject({ ok: false, code: 'SPREADSHEET_NUMBER' });
});

test.each([
  ['3101.0', 'TK', '+6903101'],
  ['712345.0', 'AD', '+376712345'],
  ['712.345', 'AD', '+376712345'],
  ['20123.5', 'FK', 'SPREADSHEET_NUMBER'],
])('a short number keeps its digits too: %s in %s', (text, defaultCountry, expected) => {
  const result = normalizePhoneNumber(text, { defaultCountry });
  expect(result.ok ? result.e164 : result.code).toBe(expected);
});
