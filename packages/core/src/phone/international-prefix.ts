import { isLongerThanShortCode } from './digits.ts';
import type { PhoneRepair } from './phone-result.ts';
import { callingCodeOf, readValidNumber, type PhoneCountry, type ValidReading } from './reading.ts';
import { internationalReadings } from './rival-readings.ts';

const doubledPlus = /^\+(?:\s*\+)+/;
const bracketedCountryCode = /^[([]\s*(\+|00)\s*(\d{1,3})\s*[)\]]/;

/** Merges plus signs at the start (`++44`), and frees a country code from brackets (`(+44)`, `(0044)`). */
export function mergePlusSigns(text: string, repairs: PhoneRepair[]): string {
  let result = text;
  if (doubledPlus.test(result)) {
    result = result.replace(doubledPlus, '+');
    repairs.push('plus-merged');
  }
  if (bracketedCountryCode.test(result)) {
    result = result.replace(bracketedCountryCode, '$1$2 ');
    repairs.push('country-code-brackets');
  }
  return result;
}

const plusZeros = /^\+\s*0\s*0/;
const doubleZero = /^[([\s]*0\s*0[\s()[\].\-/]*(?=\d)/;
/** The ways out of Australia, and of North America or East Asia, which travel with numbers into other countries' lists. */
const zerosAndElevens = /^\D*0\D*0\D*1\D*1\D*(?=\d)/;
const zerosAndOne = /^\D*0\D*0\D*1\D*(?=\d)/;
const zeroAndElevens = /^\D*0\D*1\D*1\D*(?=\d)/;

/** Two valid numbers of different people that one text can be, by different dialling prefixes. */
type PrefixRivals = readonly [ValidReading, ValidReading];

/**
 * Reads `00` at the start as a plus sign. Other prefixes that lead abroad begin with the same digits (`0011`, `001`, `011`): where
 * two of them make valid numbers of different people, both come back, and neither may be taken.
 */
export function readLeadingZeros(text: string, country: PhoneCountry | null, repairs: PhoneRepair[]): string | PrefixRivals {
  if (plusZeros.test(text)) {
    // What puts a plus before every cell puts it before `0011` too. With a plus, the country does not count.
    const read = readLeadingZeros(text.replace(plusZeros, '00'), null, []);
    if (typeof read === 'string') repairs.push('+00-to-plus');
    return typeof read === 'string' ? text.replace(plusZeros, '+') : read;
  }
  if (!isLongerThanShortCode(text)) return text;
  const startsWithZeros = doubleZero.test(text);
  if (!startsWithZeros && !zeroAndElevens.test(text)) return text;
  const byCountry = readValidNumber(text, country);
  if (!startsWithZeros) return rivalOf(byCountry, readForeignPrefix(text, country)) ?? text;

  const withPlus = text.replace(doubleZero, '+');
  const byZeros = internationalReadings(withPlus)[0] ?? null;
  const byElevens = readWithout(zerosAndElevens, text) ?? (country === null ? readWithout(zerosAndOne, text) : null);
  const rivals = rivalOf(byCountry, byZeros) ?? rivalOf(byZeros ?? byCountry, byElevens);
  if (rivals !== null) return rivals;
  if (byCountry !== null && byZeros === null) return text;
  repairs.push('00-to-plus');
  return withPlus;

  /** `011` counts only against a number abroad: inside many countries it is an area code. */
  function readForeignPrefix(digits: string, home: PhoneCountry | null): ValidReading | null {
    const leadsAbroad = byCountry !== null && home !== null && byCountry.countryCallingCode !== callingCodeOf(home);
    return leadsAbroad ? readWithout(zeroAndElevens, digits) : null;
  }
}

function readWithout(prefix: RegExp, text: string): ValidReading | null {
  return prefix.test(text) ? readValidNumber(text.replace(prefix, '+'), null) : null;
}

function rivalOf(first: ValidReading | null, second: ValidReading | null): PrefixRivals | null {
  return first === null || second === null || first.e164 === second.e164 ? null : [first, second];
}
