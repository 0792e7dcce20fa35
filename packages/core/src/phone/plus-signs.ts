import type { PhoneRepair } from './phone-result.ts';

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
