import { ShortNumberInfo, type RegionCode } from 'google-libphonenumber';
import { normalizePhoneNumber, optInPhoneTypes } from '@iqra-automation/core';
import { callingCodeOfRegion, regions } from './google-oracle.ts';

const shortNumbers = ShortNumberInfo.getInstance();

/** Those with four digits start with 1, 2 or 9, those with five with 10 or 90; the count below shows that none is missed. */
function emergencyNumbers(): readonly { readonly region: RegionCode; readonly number: string }[] {
  const numbers = [...candidates()];
  return regions.flatMap((region) =>
    numbers.filter((number) => shortNumbers.isEmergencyNumber(number, region)).map((number) => ({ region, number })),
  );
}

function* candidates(): Generator<string> {
  const starts = { '': [2, 3], '1': [3], '2': [3], '9': [3], '10': [3], '90': [3] } as const;
  for (const [start, lengths] of Object.entries(starts)) {
    for (const digits of lengths) {
      for (let value = 0; value < 10 ** digits; value += 1) yield start + String(value).padStart(digits, '0');
    }
  }
}

const emergency = emergencyNumbers();

test('the emergency numbers of all regions were found', () => {
  // An enumeration of all numbers of two to five digits finds as many.
  expect(emergency).toHaveLength(817);
});

test('no emergency number of any region is accepted, however it is written, whatever is allowed', () => {
  const accepted = emergency.flatMap(({ region, number }) => {
    const spellings = [
      [number, undefined],
      [number, region],
      [`+${number}`, undefined],
      [`+${callingCodeOfRegion(region)}${number}`, undefined],
      [`00${callingCodeOfRegion(region)}${number}`, region],
      [`tel:${number}`, region],
      [Number(number), region],
    ] as const;
    return spellings.filter(([text, defaultCountry]) => normalizePhoneNumber(text, { defaultCountry, allowTypes: optInPhoneTypes }).ok);
  });
  expect(accepted).toEqual([]);
});

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
