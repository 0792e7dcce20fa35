import type { RefusedPhoneNumber } from './phone-result.ts';
import { isPhoneCountry, type PhoneCountry } from './reading.ts';
import { quote, refuse } from './refusals.ts';

/** Codes that people write for a country that has another one. */
const commonMistakes: ReadonlyMap<string, string> = new Map([
  ['UK', 'GB'],
  ['EN', 'GB'],
  ['EL', 'GR'],
]);

/** `null` when none is chosen; a refusal when the value is no country. Letter case and outer spaces do not matter. */
export function readDefaultCountry(value: unknown): PhoneCountry | null | RefusedPhoneNumber {
  if (value === undefined || value === null) return null;
  if (typeof value !== 'string') {
    return refuse('INVALID_DEFAULT_COUNTRY', 'The default country is not a text.', howToWriteIt);
  }
  const code = value.trim().toUpperCase();
  if (code === '') return null;
  if (isPhoneCountry(code)) return code;
  const meant = commonMistakes.get(code);
  return refuse(
    'INVALID_DEFAULT_COUNTRY',
    `The default country ${quote(value.trim())} is not a country.`,
    meant === undefined ? howToWriteIt : `Did you mean ${meant}? ${howToWriteIt}`,
  );
}

const howToWriteIt = 'Use the two letters of ISO 3166, for example US, GB or DE, or leave the default country empty.';
