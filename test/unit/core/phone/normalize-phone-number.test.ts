import { normalizePhoneNumber, type PhoneResult, type RefusedPhoneNumber } from '@iqra-automation/core';
import vectors from '../../../vectors/phone-numbers.json';

interface Vector {
  readonly input: unknown;
  readonly defaultCountry: string | null;
  readonly expect: { readonly e164?: string; readonly error?: string };
  readonly why: string;
}

const allVectors: readonly Vector[] = [...vectors.cases, ...vectors.valueCases];

function answer(result: PhoneResult): string {
  return result.ok ? result.e164 : result.code;
}

describe('each vector', () => {
  test('the file has at least the 200 cases that were agreed', () => {
    expect(allVectors.length).toBeGreaterThanOrEqual(200);
  });

  test.each(allVectors.map((vector) => [JSON.stringify(vector.input), vector.defaultCountry, vector.why, vector] as const))(
    '%s with %s: %s',
    (_input, _country, _why, vector) => {
      const result = normalizePhoneNumber(vector.input, { defaultCountry: vector.defaultCountry });
      expect(answer(result)).toBe(vector.expect.e164 ?? vector.expect.error);
    },
  );
});

describe('sentences', () => {
  function refusals(): readonly RefusedPhoneNumber[] {
    const refused = allVectors.filter(({ expect: expected }) => expected.error !== undefined);
    const found = refused.map(({ input, defaultCountry }) => normalizePhoneNumber(input, { defaultCountry })).filter((result) => !result.ok);
    expect(found).toHaveLength(refused.length);
    return found;
  }

  test('each message and suggestion is one whole sentence', () => {
    for (const result of refusals()) {
      expect(result.message).toMatch(/^["+A-Z].*[.]$/s);
      expect(result.suggestion ?? 'None.').toMatch(/^[A-Z].*[.]$/s);
    }
  });

  test('no message holds a whole phone number, so that logs do not', () => {
    for (const result of refusals()) expect(result.message.match(/\d/g)?.length ?? 0).toBeLessThan(13);
    const wholeNumber = /\+?\d[\d ]{9,}/;
    const elsewhere = refusals().filter((result) => result.code !== 'SPREADSHEET_NUMBER');
    expect(elsewhere.filter((result) => wholeNumber.test(result.message))).toEqual([]);
  });

  test.each([
    ['+52 1 55 1234 5678', undefined, 'TOO_LONG', 'Mexican mobiles no longer take the 1 after +52: try +525512345678.'],
    ['(44) 20 7946 0018', undefined, 'NO_COUNTRY_CODE', 'If you meant +442079460018 (GB), write it with the leading +.'],
    ['870773111632', undefined, 'NO_COUNTRY_CODE', 'If you meant +870773111632, write it with the leading +.'],
    ['14155552671', undefined, 'NO_COUNTRY_CODE', 'If you meant +14155552671 (US), write it with the leading +.'],
    ['442079460018', 'US', 'TOO_LONG', 'As an international number this would be +442079460018 (GB).'],
    ['6591234567', 'FR', 'TOO_LONG', 'As an international number this would be +6591234567 (SG).'],
    ['001 45 86 12 34 56', 'SG', 'NO_COUNTRY_CODE', 'Write +4586123456 (DK) or +14586123456 (US) with the leading +, whichever is meant.'],
    ['+1 4I5 555 2671', undefined, 'LETTERS', 'Check for the letters O, I or l typed in place of 0 or 1.'],
    ['1800FLOWERS', 'US', 'LETTERS', 'Leave only the number in this field, without words or labels.'],
    ['+443001234567', undefined, 'COSTLY_TYPE', 'In some countries these are ordinary company lines (British 03, Swiss 058, Swedish 010). If you do want to call such numbers, choose "Company Numbers (UAN)" in Allow Special Numbers.'],
  ] as const)('%s with %s says what to do', (input, defaultCountry, code, suggestion) => {
    expect(normalizePhoneNumber(input, { defaultCountry })).toMatchObject({ ok: false, code, suggestion });
  });

  test.each([
    ['sip:14155552671', 'NOT_A_PHONE_URI', 'Map the field that holds the telephone number.'],
    ['+1 415 555 267²', 'NOT_A_NUMBER', 'Remove footnote marks, fractions and circled digits, or write them as plain digits.'],
    ['+14155552671, +14155552672', 'SEVERAL_NUMBERS', 'Give one number for each call.'],
    ['#REF!', 'SPREADSHEET_NUMBER', 'Correct the formula of that cell, or make its column wide enough.'],
    ['4,155,552,671', 'SPREADSHEET_NUMBER', 'Format the column as text in the spreadsheet, then enter the number again.'],
    ['4155552671.25', 'SPREADSHEET_NUMBER', 'Format the column as text in the spreadsheet, then enter the number again.'],
    ['4.1555526710E9', 'SPREADSHEET_NUMBER', 'Format the column as text in the spreadsheet, then enter the number again.'],
  ] as const)('%s: the sentence is whole, and the next step is named', (input, code, suggestion) => {
    const result = normalizePhoneNumber(input);
    expect(result).toMatchObject({ ok: false, code, suggestion });
    expect(!result.ok && result.message).toMatch(/^["A-Z].*[.]$/);
  });

  test.each([
    ['4.1555526710E9', '"4.1555526710E9" is scientific notation'],
    ['4.15555267100E9', '"4.15555267100E…" is scientific notation'],
  ])('the message about %s quotes at most 14 characters', (input, start) => {
    const result = normalizePhoneNumber(input);
    expect(!result.ok && result.message).toContain(start);
  });

  test.each([
    ['+1 4', undefined, 'TOO_SHORT', 'Too few digits for a phone number.'],
    ['011 491', 'US', 'TOO_SHORT', 'Too few digits for country code +1.'],
    ['4155552671415555267', 'US', 'TOO_LONG', 'Too many digits for country code +1.'],
  ] as const)('%s with %s: the count of digits is that of the country it was read with', (input, defaultCountry, code, message) => {
    expect(normalizePhoneNumber(input, { defaultCountry })).toMatchObject({ ok: false, code, message });
  });

  test('an address without a number is called empty', () => {
    expect(normalizePhoneNumber('tel:')).toStrictEqual({ ok: false, code: 'EMPTY', message: 'The phone number is empty.' });
  });

  test('the example number of the published documentation is one digit short', () => {
    expect(normalizePhoneNumber('+1234567890')).toStrictEqual({
      ok: false,
      code: 'TOO_SHORT',
      message: 'Too few digits for country code +1.',
    });
  });
});

describe('the result', () => {
  test.each([['+442079460018'], ['020 7946 0018']])('of %s has the number, its country and type, and nothing else: nothing was repaired', (input) => {
    expect(normalizePhoneNumber(input, { defaultCountry: 'GB' })).toStrictEqual({
      ok: true,
      e164: '+442079460018',
      country: 'GB',
      countryCallingCode: '44',
      type: 'FIXED_LINE',
      repairs: [],
      warnings: [],
    });
  });

  test('names every repair, in the order in which they were made', () => {
    const result = normalizePhoneNumber('\u200e "tel:++0014155552671;ext=5". ');
    expect(result).toMatchObject({
      ok: true,
      e164: '+14155552671',
      repairs: ['cleaned-characters', 'outer-quotes', 'trailing-punctuation', 'uri-scheme', 'plus-merged', '+00-to-plus'],
      extension: '5',
    });
  });

  test('warns of a dropped extension, of a toll-free number, and of a number abroad read by a dialling prefix', () => {
    expect(normalizePhoneNumber('+18005551234 ext 9')).toMatchObject({
      ok: true,
      extension: '9',
      warnings: [
        'The extension was dropped: the platform cannot dial extensions.',
        'This is a toll-free number: its time zone and the country it rings in are unknown.',
      ],
    });
    expect(normalizePhoneNumber('0011 44 20 7946 0018', { defaultCountry: 'AU' })).toMatchObject({
      e164: '+442079460018',
      warnings: ['Read as an international number of +44, by the dialling prefix of AU.'],
    });
  });
});

test('with a plus, the default country has no say: not in the result, the warnings or the sentences', () => {
  for (const input of ['+442079460018', '+44207946', '+4420794600181234567', '+801123456', '+1', '+33000000000']) {
    expect(normalizePhoneNumber(input, { defaultCountry: 'US' })).toEqual(normalizePhoneNumber(input));
  }
});

describe('traps of national numbering plans', () => {
  test.each([
    ['06 1234 5678', 'IT', '+390612345678'],
    ['+39 6 12345678', undefined, 'NOT_IN_USE'],
    ['3912345678', 'IT', '+393912345678'],
    ['011 15-2345-6789', 'AR', '+5491123456789'],
    ['+54 11 15 2345 6789', undefined, '+5491123456789'],
    ['+54 9 15 2345 6789', undefined, 'NOT_IN_USE'],
    ['+54 9 11 15 2345 6789', undefined, 'TOO_LONG'],
    ['+225 07 12 34 56', undefined, 'TOO_SHORT'],
    ['0501 234 56 7', 'TR', 'NOT_IN_USE'],
    ['+90 501 234 56 7', undefined, 'WRONG_LENGTH'],
    ['050 123 4567', 'UA', '+380501234567'],
    ['050 123 4567', 'AE', '+971501234567'],
    ['912 345 678', 'PT', '+351912345678'],
    ['912 345 678', 'PE', '+51912345678'],
    ['6568881234', 'US', '+16568881234'],
    ['06221/123456', 'DE', '+496221123456'],
  ] as const)('%s with %s is %s', (input, defaultCountry, expected) => {
    expect(answer(normalizePhoneNumber(input, { defaultCountry }))).toBe(expected);
  });

  test('a German number of 15 digits is read; one of 16 is valid there, but longer than E.164 allows, and no other reading is offered', () => {
    expect(answer(normalizePhoneNumber('+49 30 12345678567'))).toBe('+493012345678567');
    expect(normalizePhoneNumber('+49 30 123456785679')).toStrictEqual({ ok: false, code: 'TOO_LONG', message: 'Too many digits for a phone number: with the country code at most 15 can be dialled from everywhere.' });
  });
});

describe('input that is no text', () => {
  test.each([[Symbol('x')], [{}], [[]]])('%p is refused as such', (value) => {
    expect(normalizePhoneNumber(value)).toMatchObject({ ok: false, code: 'NOT_TEXT' });
  });

  test.each([[Number.NaN], [Infinity], [-4155552671], [4155552671.5], [1e21], [2 ** 53]])('the number value %p is refused', (value) => {
    expect(normalizePhoneNumber(value, { defaultCountry: 'US' })).toMatchObject({ ok: false, code: 'SPREADSHEET_NUMBER' });
  });

  test('a text that is far too long is refused without being read', () => {
    expect(normalizePhoneNumber(`+14155552671${' '.repeat(5)}${'1,'.repeat(600)}`)).toMatchObject({ ok: false, code: 'NOT_A_NUMBER' });
    expect(normalizePhoneNumber(`+14155552671${' '.repeat(5_000)}`)).toMatchObject({ ok: true, e164: '+14155552671' });
  });
});

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
