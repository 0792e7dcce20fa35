import { normalizePhoneNumber } from '@iqra-automation/core';

function read(text: string, defaultCountry?: string): string {
  const result = normalizePhoneNumber(text, { defaultCountry });
  return result.ok ? `${result.e164} ${result.repairs.join(' ')}`.trim() : result.code;
}

test('two valid readings are both named, and neither is taken', () => {
  expect(normalizePhoneNumber('001 45 86 12 34 56', { defaultCountry: 'SG' })).toEqual({
    ok: false,
    code: 'NO_COUNTRY_CODE',
    message: 'The zeros at the start can be read in two ways, and both are valid numbers.',
    suggestion: 'Write +4586123456 (DK) or +14586123456 (US) with the leading +, whichever is meant.',
  });
});

test.each([
  ['0044 20 7946 0018', undefined, '+442079460018 00-to-plus'],
  ['0 0 44 20 7946 0018', undefined, '+442079460018 00-to-plus'],
  ['(00) 44 20 7946 0018', undefined, '+442079460018 00-to-plus'],
  ['00(44)2079460018', undefined, '+442079460018 00-to-plus'],
  ['(0044) 20 7946 0018', undefined, '+442079460018 country-code-brackets 00-to-plus'],
  ['+ 00 44 20 7946 0018', undefined, '+442079460018 +00-to-plus'],
  ['(+44)2079460018', undefined, '+442079460018 country-code-brackets'],
  ['+ + 44 20 7946 0018', undefined, '+442079460018 plus-merged'],
  ['0044 20 7946 0018', 'DE', '+442079460018 00-to-plus'],
  ['0044 20 7946 0018', 'US', '+442079460018 00-to-plus'],
  ['011 44 20 7946 0018', 'US', '+442079460018'],
  ['010 44 20 7946 0018', 'JP', '+442079460018'],
  ['0011 44 20 7946 0018', 'AU', '+442079460018'],
  ['001 45 86 12 34 56', 'SG', 'NO_COUNTRY_CODE'],
  ['001 45 86 12 34 56', undefined, 'NO_COUNTRY_CODE'],
  ['001 45 86 12 34 56', 'DE', '+14586123456 00-to-plus'],
  ['0011 678 5912345', undefined, 'NO_COUNTRY_CODE'],
  ['0011 678 5912345', 'AU', 'NO_COUNTRY_CODE'],
  ['0011 678 5912345', 'NZ', 'NO_COUNTRY_CODE'],
  ['0011 678 5912345', 'GB', 'NO_COUNTRY_CODE'],
  ['00 1 678 591 2345', 'GB', '+16785912345 00-to-plus'],
  ['0112484217123', 'SC', 'NO_COUNTRY_CODE'],
  ['01 1 650 253 0000', 'SC', '+16502530000'],
  ['0112484217123', 'US', '+2484217123'],
  ['0065 6581 234567', 'SG', 'NO_COUNTRY_CODE'],
  ['0065 8123 4567', 'SG', '+6581234567 00-to-plus'],
  ['000-000-0000', 'US', 'UNKNOWN_COUNTRY_CODE'],
  ['000', 'AU', 'SHORT_CODE'],
  ['0044', undefined, 'SHORT_CODE'],
])('%s with %s is %s', (text, defaultCountry, expected) => {
  expect(read(text, defaultCountry)).toBe(expected);
});

test.each([
  ['+0011 32 12 34 56 78', undefined, 'NO_COUNTRY_CODE'],
  ['+0011 678 5912345', 'AU', 'NO_COUNTRY_CODE'],
  ['+00 1 415 555 2671', 'AU', '+14155552671'],
  ['+0044 20 7946 0018', 'US', '+442079460018'],
])('a plus before every cell does not hide that the zeros have two readings: %s with %s', (text, defaultCountry, expected) => {
  const result = normalizePhoneNumber(text, { defaultCountry });
  expect(result.ok ? result.e164 : result.code).toBe(expected);
});
