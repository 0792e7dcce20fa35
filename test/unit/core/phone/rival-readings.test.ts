import * as fc from 'fast-check';
import { normalizePhoneNumber } from '@iqra-automation/core';
import vectors from '../../../vectors/public-reports.json' with { type: 'json' };
import { depth } from '../../../depth.ts';
import { defaultCountries, nationalShares, proveNumbers } from '../../../proofs/numbers/prove-numbers.ts';
import { allExamples, regions } from './google-oracle.ts';

function read(input: unknown, defaultCountry?: string): string {
  const result = normalizePhoneNumber(input, { defaultCountry });
  return result.ok ? result.e164 : result.code;
}

test.each([
  // Area code 0331, or a mobile of 331 with a zero that it does not have.
  ['+39 (0)331 234 5678', undefined, 'NO_COUNTRY_CODE'],
  ['39 (0)331 234 5678', 'IT', 'NO_COUNTRY_CODE'],
  ['+39 (0)2 1234 5678', undefined, '+390212345678'],
  ['+44 (0)20 7946 0018', undefined, '+442079460018'],
  ['+225 (0)7 07 12 34 56', undefined, '+2250707123456'],
])('a zero in brackets that makes another valid number is never decided by a guess: %s', (text, country, expected) => {
  expect(read(text, country)).toBe(expected);
});

test('a country code a zero short is never decided by a guess, where the same digits are a number of the country', () => {
  // Leer has the area code 0491; 0049 171 is a mobile.
  expect(read('049 171 1234567', 'DE')).toBe('NO_COUNTRY_CODE');
  expect(read('0491 711234567', 'DE')).toBe('+49491711234567');
});

test('a number with a doubtful zero in brackets is refused with what to do', () => {
  expect(normalizePhoneNumber('+39 (0)331 234 5678')).toMatchObject({
    message: 'The number is valid with the zero in brackets and without it: +39•••••••••78 (IT) or +39••••••••78 (IT).',
    suggestion: 'Write it as it is dialled from abroad, without brackets.',
  });
});

describe('digits without a plus', () => {
  test('two valid readings are both named, masked, with what to do about each', () => {
    expect(normalizePhoneNumber('491622897306', { defaultCountry: 'DE' })).toStrictEqual({
      ok: false,
      code: 'NO_COUNTRY_CODE',
      message: 'These digits can be read in two ways, and both are valid numbers: +49••••••••••06 (DE) or +49••••••••06 (DE).',
      suggestion:
        'If they start with a country code, write + in front. If they are a number of DE, write it as it is dialled inside the country, with its leading zero or prefix.',
    });
  });

  test('as its country writes it, a number is national; the other reading is named in a warning', () => {
    expect(normalizePhoneNumber('84912925973', { defaultCountry: 'BR' })).toMatchObject({
      ok: true,
      e164: '+5584912925973',
      warnings: ['Read as a number of BR, as it is written there. With + in front the same digits would be +84•••••••73 (VN).'],
    });
    expect(normalizePhoneNumber('6568881234', { defaultCountry: 'US' })).toMatchObject({ e164: '+16568881234', warnings: [expect.stringContaining('(SG)')] });
    expect(normalizePhoneNumber('0171 1234567', { defaultCountry: 'DE' })).toMatchObject({ e164: '+491711234567', warnings: [] });
  });

  test.each([
    // Trunk prefix missing, and nothing else fits.
    ['171 1234567', 'DE', '+491711234567'],
    ['2079460018', 'GB', '+442079460018'],
    ['612345678', 'FR', '+33612345678'],
    // Trunk prefix missing, and the digits are a number abroad.
    ['4951234567', 'RU', 'NO_COUNTRY_CODE'],
    // Own country code in front.
    ['49 177 1234567', 'DE', 'NO_COUNTRY_CODE'],
    [491771234567, 'DE', 'NO_COUNTRY_CODE'],
    ['491622897306.0', 'DE', 'NO_COUNTRY_CODE'],
    ['4915112345678', 'DE', 'NO_COUNTRY_CODE'],
    ['62817054080', 'ID', 'NO_COUNTRY_CODE'],
    ['442079460018', 'GB', '+442079460018'],
    ['919876543210', 'IN', '+919876543210'],
    ['1 415 555 2671', 'US', '+14155552671'],
    ['1 415 555 2671', 'CA', '+14155552671'],
    ['79161234567', 'RU', '+79161234567'],
    ['77012345678', 'KZ', '+77012345678'],
    ['87012345678', 'KZ', '+77012345678'],
    ['447781123456', 'GG', '+447781123456'],
    ['447781123456', 'GB', '+447781123456'],
    ['390669812345', 'VA', '+390669812345'],
    ['38344123456', 'XK', 'NO_COUNTRY_CODE'],
    ['044 123 456', 'XK', '+38344123456'],
    // Written as in Italy, and Italy's code before a number of Turin.
    ['390 111 2345', 'IT', 'NO_COUNTRY_CODE'],
    ['393 123 4567', 'IT', '+393931234567'],
    // Foreign: never taken for a number of the chosen country, and not dialled abroad on a guess either.
    ['447911123456', 'DE', 'NO_COUNTRY_CODE'],
    ['353850079017', 'DE', 'NO_COUNTRY_CODE'],
    ['442079460018', 'US', 'TOO_LONG'],
    ['14155552671', 'GB', 'TOO_LONG'],
    // The old Mexican mobile form with 1, which is also a number of New Jersey.
    ['1 551 234 5678', 'MX', 'TOO_LONG'],
  ] as const)('%s with %s is %s', (input, defaultCountry, expected) => {
    expect(read(input, defaultCountry)).toBe(expected);
  });

  test.each([
    ['321 1234567', 'CO', '+573211234567'],
    ['9 6123 4567', 'CL', '+56961234567'],
    ['011 15-2345-6789', 'AR', '+5491123456789'],
    ['11 2345-6789', 'AR', '+541123456789'],
    ['(11) 96123-4567', 'BR', '+5511961234567'],
    ['0 15 11 96123-4567', 'BR', '+5511961234567'],
    ['55 1234 5678', 'MX', '+525512345678'],
    ['347 123 4567', 'IT', '+393471234567'],
    ['06 20 123 4567', 'HU', '+36201234567'],
    ['8 (916) 123-45-67', 'RU', '+79161234567'],
    ['0549 882555', 'SM', '+3780549882555'],
  ])('%s is how people write a number in %s', (input, defaultCountry, expected) => {
    expect(read(input, defaultCountry)).toBe(expected);
  });
});

describe('a country code that may stand twice', () => {
  test('both readings valid: neither is taken', () => {
    expect(normalizePhoneNumber('+49 49 171 1234567')).toStrictEqual({
      ok: false,
      code: 'NO_COUNTRY_CODE',
      message: `The country code may stand twice in this number, and both readings are valid numbers: +49${'•'.repeat(10)}67 (DE) or +49${'•'.repeat(8)}67 (DE).`,
      suggestion:
        'If it stands twice, remove one. If not, write the number as it is dialled inside its country, and choose that country as Default Country.',
    });
  });

  test.each([
    ['+491711234567', undefined, '+491711234567'],
    ['+49491711234567', undefined, 'NO_COUNTRY_CODE'],
    ['0049 49 171 1234567', undefined, 'NO_COUNTRY_CODE'],
    ['4949 171 1234567', 'DE', 'NO_COUNTRY_CODE'],
    ['+49 0171 1234567', undefined, '+491711234567'],
    ['+49 (0)171 1234567', undefined, '+491711234567'],
    ['+44 44 20 7946 0018', undefined, '+442079460018'],
    ['+49 49 49 171 1234567', undefined, 'NO_COUNTRY_CODE'],
    ['+1 1 415 555 2671', undefined, '+14155552671'],
    ['+7 777 123 4567', undefined, '+77771234567'],
    ['+62 62 621177190', undefined, 'NO_COUNTRY_CODE'],
    ['+49 4921 12345', undefined, 'NO_COUNTRY_CODE'],
    ['04921 12345', 'DE', '+49492112345'],
  ])('%s with %s is %s', (input, defaultCountry, expected) => {
    expect(read(input, defaultCountry)).toBe(expected);
  });

  test('no example number of any country is taken for one', () => {
    for (const { e164 } of allExamples()) expect(normalizePhoneNumber(e164)).not.toMatchObject({ code: 'NO_COUNTRY_CODE' });
  });
});

test('a number value goes the same way as its digits', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1_000_000, max: 999_999_999_999_999 }), fc.constantFrom(...defaultCountries), (value, defaultCountry) => {
      expect(read(value, defaultCountry)).toBe(read(String(value), defaultCountry));
    }),
    { numRuns: 500 },
  );
});

test.each(vectors.filter(({ id, input }) => id.startsWith('K1-') && 'number' in input).map((row) => [row.id, row.right, row] as const))(
  'report %s: %s',
  (_id, right, { input }) => {
    const { number, defaultCountry } = input as { number: unknown; defaultCountry: string };
    const answer = read(number, defaultCountry);
    expect(right.includes('two readings') && answer === 'NO_COUNTRY_CODE' ? 'as it should be' : answer).toBe(
      right.includes('two readings') && answer === 'NO_COUNTRY_CODE' ? 'as it should be' : (/^\+\d+/.exec(right)?.[0] ?? 'SEVERAL_NUMBERS'),
    );
  },
);

/** `pnpm test` draws numbers of each third region, whatever its country code. */
const everyNth = depth({ whole: 1, quick: 16 });

describe('numbers of all countries, judged by Google\'s numbering data (the whole run: pnpm prove:numbers)', () => {
  const proof = proveNumbers({ perType: 1, seed: 7, of: regions.filter((_region, index) => index % everyNth === 0) });

  test('nobody is called whom the digits do not stand for', () => {
    const tallies = [proof.ownCode, proof.foreign, proof.national].flatMap((kind) => [...kind.values()]);
    expect(tallies.flatMap(({ strangers }) => strangers)).toEqual([]);
    expect(proof.regions).toBe(Math.ceil(245 / everyNth));
    expect(proof.foreign.size).toBe(12);
  });

  test('national numbers pass: at least 97 % over all, no country under 90 %', () => {
    const { overall, worst } = nationalShares(proof);
    expect(overall).toBeGreaterThanOrEqual(0.97);
    expect(worst[0]?.[1]).toBeGreaterThanOrEqual(0.9);
  });

  test('the judge\'s data and ours differ in few ranges', () => {
    expect(proof.withdrawn / proof.numbers).toBeLessThan(0.01);
  });
});

function readWithRepairs(text: string, defaultCountry?: string): string {
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
  expect(readWithRepairs(text, defaultCountry)).toBe(expected);
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
