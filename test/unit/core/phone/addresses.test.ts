import { normalizePhoneNumber } from '@iqra-automation/core';

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
