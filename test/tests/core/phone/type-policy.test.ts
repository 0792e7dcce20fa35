import { initiateCallFields, isOptInPhoneType, normalizePhoneNumber, optInPhoneTypeLabels, optInPhoneTypes, type OptInPhoneType } from '@iqra-automation/core';

function read(text: string, allowTypes: readonly OptInPhoneType[]): string {
  const result = normalizePhoneNumber(text, { allowTypes });
  return result.ok ? result.type : result.code;
}

test.each([
  ['+19005551234', 'PREMIUM_RATE'],
  ['+491801234567', 'SHARED_COST'],
  ['+443001234567', 'UAN'],
  ['+41581234567', 'UAN'],
  ['+46102345678', 'UAN'],
  ['+447640123456', 'PAGER'],
  ['+41860123456789', 'VOICEMAIL'],
] as const)('%s is accepted only when %s is allowed', (number, type) => {
  expect(read(number, [])).toBe('COSTLY_TYPE');
  expect(read(number, optInPhoneTypes.filter((other) => other !== type))).toBe('COSTLY_TYPE');
  expect(read(number, [type])).toBe(type);
});

test('a global number needs its own permission, and that of its type as well', () => {
  expect(read('+870301234567', optInPhoneTypes.filter((type) => type !== 'NON_GEOGRAPHIC'))).toBe('SATELLITE_OR_GLOBAL');
  expect(normalizePhoneNumber('+870301234567', { allowTypes: ['NON_GEOGRAPHIC'] })).toMatchObject({ ok: true, country: null, countryCallingCode: '870' });
  expect(read('+979123456789', ['NON_GEOGRAPHIC'])).toBe('COSTLY_TYPE');
  expect(read('+979123456789', ['NON_GEOGRAPHIC', 'PREMIUM_RATE'])).toBe('PREMIUM_RATE');
});

test.each([
  ['+447000123456', 'PERSONAL_NUMBER'],
  ['+15005551234', 'PERSONAL_NUMBER'],
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
