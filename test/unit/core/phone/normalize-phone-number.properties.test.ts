import * as fc from 'fast-check';
import { normalizePhoneNumber } from '@iqra-automation/core';
import { optInPhoneTypes, phoneRefusalCodes } from '@iqra-automation/core/testing';
import { allExamples, googleE164, rangesUnknownToGoogle, regions } from './google-oracle.ts';
import { depth } from '../../../depth.ts';

const allowTypes = optInPhoneTypes;
const examples = allExamples();
const example = fc.constantFrom(...examples);
const digit = fc.constantFrom(...'0123456789');
const country = fc.option(fc.constantFrom(...regions), { nil: undefined });

/** A real number with a few digits changed, dropped or added behind its country code. */
const almostNumber = fc
  .tuple(example, fc.array(fc.tuple(fc.nat(14), fc.constantFrom('change', 'drop', 'add'), digit), { maxLength: 3 }))
  .map(([{ e164, callingCode }, edits]) => {
    const start = 1 + String(callingCode).length;
    const digits = [...e164];
    for (const [position, edit, value] of edits) {
      const at = start + (position % Math.max(digits.length - start, 1));
      digits.splice(at, edit === 'add' ? 0 : 1, ...(edit === 'drop' ? [] : [value]));
    }
    return { text: digits.join(''), callingCode };
  });

const separator = fc.constantFrom('', '', '', ' ', '-', '.', '/', '(', ')', '\u00a0', '\u2013', '\u200b', ',', ';', '\n', 'x', '+', '0');

/** The same with marks strewn in, as people and programs write. */
const written = fc
  .tuple(almostNumber, fc.array(separator, { minLength: 24, maxLength: 24 }), fc.constantFrom('', 'tel:', "'", '="', '00', '+', ' '), fc.constantFrom('', '.0', '"', ' ext 5', ',', '/2', '²'))
  .map(([{ text }, separators, front, behind]) => front + [...text].map((character, at) => character + (separators[at] ?? '')).join('') + behind);

const anything = fc.oneof(written, written, fc.string({ unit: 'grapheme', maxLength: 30 }), fc.stringMatching(/^[-+0-9 ().,;/#*x]{0,24}$/), fc.anything());

function knownToGoogle(e164: string): boolean {
  return !rangesUnknownToGoogle.some((range) => e164.startsWith(range));
}

test('an accepted number is strict E.164, and reading it again gives itself without any repair, or names it as one of two readings', () => {
  fc.assert(
    fc.property(anything, country, (input, defaultCountry) => {
      const first = normalizePhoneNumber(input, { defaultCountry, allowTypes });
      if (!first.ok) return;
      expect(first.e164).toMatch(/^\+[1-9]\d{4,14}$/);
      const again = normalizePhoneNumber(first.e164, { allowTypes });
      const asItself = { ok: true, e164: first.e164, country: first.country, type: first.type, repairs: [] };
      // As it is dialled at home, such a number has one reading; from abroad its country code could stand twice.
      const asOneOfTwo = { ok: false, code: 'NO_COUNTRY_CODE', message: expect.stringContaining('may stand twice') as string };
      const codeTwice = first.e164.startsWith(`+${first.countryCallingCode}${first.countryCallingCode}`);
      expect(again).toMatchObject(!again.ok && codeTwice ? asOneOfTwo : asItself);
    }),
    { numRuns: depth({ whole: 3_000, quick: 400 }) },
  );
});

test('an accepted number is one that Google calls valid, in just this spelling', () => {
  let accepted = 0;
  fc.assert(
    fc.property(fc.oneof(almostNumber.map(({ text }) => text), written), country, (input, defaultCountry) => {
      const result = normalizePhoneNumber(input, { defaultCountry, allowTypes });
      if (!result.ok || !knownToGoogle(result.e164)) return;
      accepted += 1;
      expect(googleE164(result.e164)).toBe(result.e164);
    }),
    { numRuns: depth({ whole: 3_000, quick: 400 }) },
  );
  expect(accepted).toBeGreaterThan(depth({ whole: 300, quick: 30 }));
});

test('a number given with + keeps its country code, whatever the default country is', () => {
  let accepted = 0;
  fc.assert(
    fc.property(almostNumber, country, ({ text, callingCode }, defaultCountry) => {
      const result = normalizePhoneNumber(text, { defaultCountry, allowTypes });
      if (!result.ok) return;
      accepted += 1;
      expect(result.countryCallingCode).toBe(String(callingCode));
      expect(result.e164.startsWith(`+${callingCode}`)).toBe(true);
    }),
    { numRuns: depth({ whole: 2_000, quick: 300 }) },
  );
  expect(accepted).toBeGreaterThan(depth({ whole: 300, quick: 30 }));
});

/** One dot and no other visible mark: a quantity from a spreadsheet, which is refused or repaired by rules of its own. */
const fraction = /^\+[\d\u200e]+\.[\d\u200e]+$/;

test('blanks, dashes and dots between the digits never change whom a number reaches', () => {
  const marks = fc.array(fc.constantFrom('', '', ' ', '-', '.', '\u00a0', '\u2013', '\u200e'), { minLength: 20, maxLength: 20 });
  fc.assert(
    fc.property(example, marks, ({ e164 }, between) => {
      const plain = normalizePhoneNumber(e164, { allowTypes });
      const text = [...e164].map((character, at) => character + (between[at] ?? '')).join('');
      fc.pre(!fraction.test(text));
      const decorated = normalizePhoneNumber(text, { allowTypes });
      expect(decorated.ok ? decorated.e164 : decorated.code).toBe(plain.ok ? plain.e164 : plain.code);
    }),
    { numRuns: depth({ whole: 2_000, quick: 300 }) },
  );
});

test('without a plus or 00, nothing is accepted unless a default country was chosen', () => {
  fc.assert(
    fc.property(fc.stringMatching(/^[-0-9 ().x,;/]{1,20}$/), (text) => {
      const result = normalizePhoneNumber(text, { allowTypes });
      expect(result.ok && !result.repairs.includes('00-to-plus')).toBe(false);
    }),
    { numRuns: depth({ whole: 2_000, quick: 300 }) },
  );
});

test('never throws, and every refusal has a known code and a sentence', () => {
  fc.assert(
    fc.property(anything, fc.oneof(country, fc.anything()), (input, defaultCountry) => {
      const result = normalizePhoneNumber(input, { defaultCountry: defaultCountry as string });
      if (result.ok) return;
      expect(phoneRefusalCodes).toContain(result.code);
      expect(result.message.endsWith('.')).toBe(true);
    }),
    { numRuns: depth({ whole: 3_000, quick: 400 }) },
  );
});
