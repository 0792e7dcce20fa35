import { normalizePhoneNumber } from '@iqra-automation/core';

test.each([
  [undefined, 'no value'],
  [null, 'no value'],
  [['+14155552671'], 'a list'],
  [true, 'true or false'],
  [{ phone: '+14155552671' }, 'an object'],
  [new Date(0), 'an object'],
  [4_155_552_671n, 'another kind of value'],
  [() => '+14155552671', 'another kind of value'],
])('a field with %p in it is said to hold %s, so that the wrong mapping is seen', (value, kind) => {
  expect(normalizePhoneNumber(value)).toEqual({
    ok: false,
    code: 'NOT_TEXT',
    message: `Expected the phone number as text, but got ${kind}.`,
    suggestion: 'Map a field that holds one phone number.',
  });
});

test('a whole number value is read as its digits, and the result says so', () => {
  expect(normalizePhoneNumber(4_155_552_671, { defaultCountry: 'US' })).toMatchObject({ ok: true, e164: '+14155552671', repairs: ['number-to-text'] });
});

test('a zero in the cell is no rounded number, but no phone number either', () => {
  expect(normalizePhoneNumber(0, { defaultCountry: 'US' })).toMatchObject({ ok: false, code: 'SHORT_CODE' });
});

test('a number value without its real digits comes with the way to get them back', () => {
  expect(normalizePhoneNumber(4_155_552_671.5, { defaultCountry: 'US' })).toMatchObject({
    code: 'SPREADSHEET_NUMBER',
    suggestion: 'Format the column as text in the spreadsheet, then enter the number again.',
  });
});

test('a text of 500 characters is still read; of a longer one only the length is told, not the text', () => {
  const filled = (length: number): string => `+1${' '.repeat(length - 12)}4155552671`;
  expect(normalizePhoneNumber(filled(500))).toMatchObject({ ok: true, e164: '+14155552671' });
  expect(normalizePhoneNumber(filled(501))).toEqual({ ok: false, code: 'NOT_A_NUMBER', message: 'This is not a phone number: the text has 501 characters.' });
});

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

test.each([
  ['30/11/2026', 'DE', 'NOT_A_NUMBER'],
  ['30.11.2026', 'DE', 'NOT_A_NUMBER'],
  ['2026-11-30', 'DE', 'NOT_A_NUMBER'],
  ['52.520008', 'DE', 'SPREADSHEET_NUMBER'],
  ['-73.985656', 'DE', 'SPREADSHEET_NUMBER'],
])('%s, a date or a place on the map of another column, is no number of %s', (text, defaultCountry, code) => {
  expect(normalizePhoneNumber(text, { defaultCountry })).toMatchObject({ ok: false, code });
});

function read(text: string, defaultCountry?: string): string {
  const result = normalizePhoneNumber(text, { defaultCountry });
  return result.ok ? result.e164 : result.code;
}

test.each([
  ['tel:+1-415-555-2671', '+14155552671'],
  ['TEL:+14155552671', '+14155552671'],
  ['tel: +14155552671', '+14155552671'],
  ['callto:+14155552671', '+14155552671'],
  ['tel:555-2671;phone-context=+1415', '+14155552671'],
  ['tel:+14155552671;phone-context=+44', '+14155552671'],
  ['tel:+14155552671;phone-context=example.com', '+14155552671'],
  ['tel:+14155552671;isub=12;ext=7', '+14155552671'],
  ['tel:', 'EMPTY'],
  ['tel:;ext=5', 'EMPTY'],
  ['tel:+14155552671;+14155552672', 'SEVERAL_NUMBERS'],
  ['tel:911;phone-context=+1', 'TOO_SHORT'],
  ['tel:030-1234567;phone-context=+49-30', 'NOT_A_PHONE_URI'],
])('%s is %s', (text, expected) => {
  expect(read(text)).toBe(expected);
});

test('blanks around the parts of an address do not hide its extension', () => {
  expect(normalizePhoneNumber('tel: +14155552671 ; isub=12 ; ext=7')).toMatchObject({ ok: true, e164: '+14155552671', extension: '7' });
});

test('a second number behind a semicolon of an address is not lost', () => {
  expect(read('tel:92123456;92123457', 'OM')).toBe('SEVERAL_NUMBERS');
});

test('the extension of an address is reported, of a plain text too', () => {
  expect(normalizePhoneNumber('tel:+14155552671;isub=12;ext=7')).toMatchObject({ ok: true, extension: '7' });
  expect(normalizePhoneNumber('+14155552671;ext=7')).toMatchObject({ ok: true, extension: '7', repairs: [] });
});

test.each([
  ['sip:14155552671'], ['SIPS:1'], ['skype:+14155552671'], ['mailto:x'], ['https://x.example/14155552671'], ['http:1'], ['xmpp:1'], ['h323:1'],
  ['im:1'], ['facetime:+14155552671'], ['+14155552671@example.com'], ['someone@example.com'],
])('%s is no telephone number', (text) => {
  expect(read(text)).toBe('NOT_A_PHONE_URI');
});
