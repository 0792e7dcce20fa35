import { isLongerThanShortCode } from './digit-count.ts';
import type { PhoneRepair, RefusedPhoneNumber } from './phone-result.ts';
import { nameNumber, readValidNumber, type PhoneCountry, type Reading } from './reading.ts';
import { refuse } from './refusals.ts';

const plusZeros = /^\+\s*0\s*0/;
const doubleZero = /^[([\s]*0\s*0[\s()[\].\-/]*(?=\d)/;

/**
 * Reads `00` at the start as a plus sign. Where the default country dials abroad with another prefix that starts with `00`, both
 * readings can be valid numbers of different people: then neither is taken.
 */
export function readLeadingZeros(
  text: string,
  country: PhoneCountry | null,
  repairs: PhoneRepair[],
): string | RefusedPhoneNumber {
  if (plusZeros.test(text)) {
    repairs.push('+00-to-plus');
    return text.replace(plusZeros, '+');
  }
  if (!doubleZero.test(text) || !isLongerThanShortCode(text)) return text;

  const withPlus = text.replace(doubleZero, '+');
  const byCountry = readValidNumber(text, country);
  if (byCountry !== null) {
    const byZeros = readValidNumber(withPlus, null);
    if (byZeros === null) return text;
    if (byZeros.e164 !== byCountry.e164) return refuseTwoReadings(byCountry, byZeros);
  }
  repairs.push('00-to-plus');
  return withPlus;
}

function refuseTwoReadings(byCountry: Reading, byZeros: Reading): RefusedPhoneNumber {
  return refuse(
    'NO_COUNTRY_CODE',
    'The zeros at the start can be read in two ways, and both are valid numbers.',
    `Write ${nameNumber(byCountry)} or ${nameNumber(byZeros)} with the leading +, whichever is meant.`,
  );
}
