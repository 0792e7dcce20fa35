import { normalizePhoneNumber } from '@iqra-automation/core';
import { optInPhoneTypes } from '@iqra-automation/core/testing';
import { allExamples, examplesUnknownToUs, googleE164 } from './google-oracle.ts';

const examples = allExamples();

test('the corpus is the whole of Google\'s examples', () => {
  expect(examples).toHaveLength(1_008);
});

test('every example of every region and type is read as itself, but for the known differences', () => {
  const different = examples
    .filter(({ e164 }) => {
      const result = normalizePhoneNumber(e164, { allowTypes: optInPhoneTypes });
      return !result.ok || result.e164 !== e164;
    })
    .map(({ e164 }) => e164);
  expect(different.toSorted()).toEqual(examplesUnknownToUs);
});

test('with no type opted in, 708 are accepted, 288 are costly and 9 are global', () => {
  const counts = new Map<string, number>();
  for (const { e164 } of examples) {
    const result = normalizePhoneNumber(e164);
    const word = result.ok ? 'accepted' : result.code;
    counts.set(word, (counts.get(word) ?? 0) + 1);
  }
  expect(Object.fromEntries(counts)).toEqual({ accepted: 708, COSTLY_TYPE: 288, SATELLITE_OR_GLOBAL: 9, NOT_IN_USE: 1, TOO_SHORT: 2 });
});

test('the national format with the right default country gives the same number', () => {
  const different = examples
    .filter(({ region }) => region !== '001')
    .filter(({ e164, national, region }) => {
      const result = normalizePhoneNumber(national, { defaultCountry: region, allowTypes: optInPhoneTypes });
      return !result.ok || result.e164 !== e164;
    })
    .map(({ e164 }) => e164);
  expect(different.toSorted()).toEqual(examplesUnknownToUs);
});

test('a bare national number without a default country is never accepted, although the server would ring someone', () => {
  let ringsSomebodyElse = 0;
  for (const { e164, callingCode } of examples) {
    const bare = e164.slice(1 + String(callingCode).length);
    if (bare.startsWith('00')) continue;
    expect(normalizePhoneNumber(bare, { allowTypes: optInPhoneTypes })).toMatchObject({ ok: false });
    if (googleE164(`+${bare}`) !== null) ringsSomebodyElse += 1;
  }
  expect(ringsSomebodyElse).toBeGreaterThan(10);
});
