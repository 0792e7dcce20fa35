import { normalizePhoneNumber } from '@iqra-automation/core';

test.each([['US'], ['us'], [' us ']])('%j is a country', (defaultCountry) => {
  expect(normalizePhoneNumber('4155552671', { defaultCountry })).toMatchObject({ ok: true, e164: '+14155552671' });
});

test.each([[null], [undefined], [''], ['  ']])('%j means none', (defaultCountry) => {
  expect(normalizePhoneNumber('4155552671', { defaultCountry })).toMatchObject({ ok: false, code: 'NO_COUNTRY_CODE' });
});

test.each([['XX'], ['001'], ['USA'], ['Germany'], ['constructor'], ['EU'], ['+1'], [5], [{}]])('%j is refused, even for a number with a plus', (value) => {
  const options = { defaultCountry: value } as { defaultCountry: string };
  expect(normalizePhoneNumber('+14155552671', options)).toMatchObject({ ok: false, code: 'INVALID_DEFAULT_COUNTRY' });
});

test('a word that is no country is quoted without the blanks around it, and nothing is guessed', () => {
  expect(normalizePhoneNumber('+14155552671', { defaultCountry: ' Germany ' })).toMatchObject({
    message: 'The default country "Germany" is not a country.',
    suggestion: expect.stringMatching(/^Use the two letters of ISO 3166/),
  });
});

test('a common mistake is named', () => {
  expect(normalizePhoneNumber('020 7946 0018', { defaultCountry: 'UK' })).toEqual({
    ok: false,
    code: 'INVALID_DEFAULT_COUNTRY',
    message: 'The default country "UK" is not a country.',
    suggestion: 'Did you mean GB? Use the two letters of ISO 3166, for example US, GB or DE, or leave the default country empty.',
  });
});
