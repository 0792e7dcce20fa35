import { normalizePhoneNumber } from '@iqra-automation/core';
import { regions } from './google-oracle.ts';

test('helplines, directory enquiries and the best known emergency numbers are not accepted with any default country', () => {
  for (const number of ['911', '112', '999', '000', '110', '119', '988', '116111', '116 117', '116123', '118500', '118 712']) {
    const countries = regions.filter((defaultCountry) => normalizePhoneNumber(number, { defaultCountry }).ok);
    expect([number, countries]).toEqual([number, []]);
  }
});

test.each([
  ['62889', 'AC', '+24762889'],
  ['7012', 'NU', '+6837012'],
] as const)('the short but valid subscriber number %s of %s is accepted there only', (number, defaultCountry, e164) => {
  expect(normalizePhoneNumber(number, { defaultCountry })).toMatchObject({ ok: true, e164 });
  expect(normalizePhoneNumber(number, { defaultCountry: 'US' })).toMatchObject({ ok: false, code: 'SHORT_CODE' });
  expect(normalizePhoneNumber(number)).toMatchObject({ ok: false, code: 'SHORT_CODE' });
});

test.each([
  ['911,,1234567', 'US'],
  ['911 ext 5', 'US'],
  ['911;1234567', 'US'],
  ['911#', 'US'],
] as const)('digits behind a pause or an extension mark do not make %s long', (number, defaultCountry) => {
  expect(normalizePhoneNumber(number, { defaultCountry })).toMatchObject({ ok: false, code: 'SHORT_CODE' });
});

test.each([
  ['9 - 1 - 1', 'US', '9 - 1 - 1'],
  ['(999)', 'GB', '(999)'],
  ['911 , 1234567', 'US', '911'],
  ['112#', 'DE', '112'],
  ['116 117', 'DE', '116 117'],
] as const)('the refusal of %s quotes what would have been dialled, as it was written', (number, defaultCountry, quoted) => {
  expect(normalizePhoneNumber(number, { defaultCountry })).toEqual({
    ok: false,
    code: 'SHORT_CODE',
    message: `"${quoted}" is a short or emergency code; these are never dialled.`,
  });
});

test('without a country, six digits like a helpline may be any number that lacks its code', () => {
  expect(normalizePhoneNumber('116 117')).toMatchObject({ ok: false, code: 'NO_COUNTRY_CODE' });
});

test('nines count as digits', () => {
  expect(normalizePhoneNumber('99999 99999', { defaultCountry: 'IN' })).toMatchObject({ ok: true, e164: '+919999999999' });
});
