import { ShortNumberInfo, type RegionCode } from 'google-libphonenumber';
import { normalizePhoneNumber } from '@iqra-automation/core';
import { optInPhoneTypes } from '@iqra-automation/core/testing';
import { depth } from '../../../depth.ts';
import { callingCodeOfRegion, regions } from './google-oracle.ts';

const shortNumbers = ShortNumberInfo.getInstance();

/** The only regions with emergency numbers of four or five digits. */
const withLongNumbers: readonly RegionCode[] = ['CF', 'GA', 'IN', 'NA', 'OM', 'PK', 'SE', 'TH', 'ZA'];
/** To look for long numbers everywhere takes longest; the slow tests do. */
const searchedForLong = depth({ whole: regions.length, quick: 0 }) > 0 ? regions : withLongNumbers;

/** Those with four digits start with 1, 2 or 9, those with five with 10 or 90; the count below shows that none is missed. */
function emergencyNumbers(): readonly { readonly region: RegionCode; readonly number: string }[] {
  const short = [...numbersFrom({ '': [2, 3] })];
  const long = [...numbersFrom({ '1': [3], '2': [3], '9': [3], '10': [3], '90': [3] })];
  return regions.flatMap((region) => {
    const candidates = searchedForLong.includes(region) ? [...short, ...long] : short;
    return candidates.filter((number) => shortNumbers.isEmergencyNumber(number, region)).map((number) => ({ region, number }));
  });
}

/** All numbers with these first digits and so many more. */
function* numbersFrom(starts: Readonly<Record<string, readonly number[]>>): Generator<string> {
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
