import { initiateCallFields, normalizePhoneNumber } from '@iqra-automation/core';
import { isOptInPhoneType, optInPhoneTypeLabels, optInPhoneTypes, type OptInPhoneType } from '@iqra-automation/core/testing';

function read(text: string, allowTypes: readonly OptInPhoneType[]): string {
  const result = normalizePhoneNumber(text, { allowTypes });
  return result.ok ? result.type : result.code;
}

const costly = [
  ['+19005551234', 'PREMIUM_RATE', 'a premium-rate number of +1'],
  ['+491801234567', 'SHARED_COST', 'a shared-cost number of +49'],
  ['+447000123456', 'PERSONAL_NUMBER', 'a personal number of +44'],
  ['+15005551234', 'PERSONAL_NUMBER', 'a personal number of +1'],
  ['+443001234567', 'UAN', 'a universal-access (company) number of +44'],
  ['+41581234567', 'UAN', 'a universal-access (company) number of +41'],
  ['+46102345678', 'UAN', 'a universal-access (company) number of +46'],
  ['+447640123456', 'PAGER', 'a pager number of +44'],
  ['+41860123456789', 'VOICEMAIL', 'a voicemail number of +41'],
] as const;

test.each(costly)('%s is accepted only when %s is allowed', (number, type) => {
  expect(read(number, [])).toBe('COSTLY_TYPE');
  expect(read(number, optInPhoneTypes.filter((other) => other !== type))).toBe('COSTLY_TYPE');
  expect(read(number, [type])).toBe(type);
});

test.each(costly)('the refusal of %s (%s) says what it is and which choice of the form would allow it', (number, type, what) => {
  expect(normalizePhoneNumber(number)).toMatchObject({
    message: `This is ${what}; calls to such numbers are blocked.`,
    suggestion: expect.stringContaining(`choose "${optInPhoneTypeLabels[type]}" in Allow Special Numbers`),
  });
});

test.each([
  ['+1 212 976 2671', undefined], ['+1 212 555 1212', undefined], ['(416) 976-1234', 'CA'], ['1 415 555 1212', 'US'],
])('%s is paid by custom, so it is refused like premium rate', (text, defaultCountry) => {
  expect(normalizePhoneNumber(text, { defaultCountry })).toMatchObject({ ok: false, code: 'COSTLY_TYPE', message: 'This is a premium-rate number of +1; calls to such numbers are blocked.' });
  expect(normalizePhoneNumber(text, { defaultCountry, allowTypes: ['PREMIUM_RATE'] })).toMatchObject({ ok: true });
});

test.each([['+1 212 976 267'], ['+1 800 976 2671'], ['+1 976 555 2671'], ['+1 212 555 1213'], ['+44 20 7976 2671']])('%s is not paid by custom', (text) => {
  expect(read(text, [])).not.toBe('COSTLY_TYPE');
});

test('the refusal of a company number says that it is an ordinary line in some countries', () => {
  expect(normalizePhoneNumber('+41581234567')).toMatchObject({ suggestion: expect.stringContaining('ordinary company lines') });
});

test('the refusal of a global number names its code and the choice that would allow it', () => {
  expect(normalizePhoneNumber('+870301234567')).toMatchObject({
    message: expect.stringMatching(/^\+870 numbers .* are very expensive and are blocked\.$/),
    suggestion: expect.stringContaining('choose "Satellite and Global" in Allow Special Numbers'),
  });
});

test('a global number needs its own permission, and that of its type as well', () => {
  expect(read('+870301234567', optInPhoneTypes.filter((type) => type !== 'NON_GEOGRAPHIC'))).toBe('SATELLITE_OR_GLOBAL');
  expect(normalizePhoneNumber('+870301234567', { allowTypes: ['NON_GEOGRAPHIC'] })).toMatchObject({ ok: true, country: null, countryCallingCode: '870' });
  expect(read('+979123456789', ['NON_GEOGRAPHIC'])).toBe('COSTLY_TYPE');
  expect(read('+979123456789', ['NON_GEOGRAPHIC', 'PREMIUM_RATE'])).toBe('PREMIUM_RATE');
});

test.each([
  ['+18005551234', 'TOLL_FREE'],
  ['+445612345678', 'VOIP'],
])('%s (%s) passes without permission', (number, type) => {
  expect(read(number, [])).toBe(type);
});

test('each type that can be opted in has the label that messages use, and no other word is one', () => {
  expect(Object.keys(optInPhoneTypeLabels).toSorted()).toEqual(optInPhoneTypes.toSorted());
  expect(['MOBILE', 'toString', '', null, 3].filter(isOptInPhoneType)).toEqual([]);
});

test('the form offers exactly these types under these labels', () => {
  const { allowNumberTypes } = initiateCallFields;
  expect(Object.fromEntries(allowNumberTypes.choices.map(({ value, label }) => [value, label]))).toEqual(optInPhoneTypeLabels);
  expect(allowNumberTypes.label).toBe('Allow Special Numbers');
});
