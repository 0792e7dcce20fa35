import { readAddress } from './addresses.ts';
import { cleanCharacters } from './characters.ts';
import { readDefaultCountry } from './default-country.ts';
import { refuseInvalid, refuseUnreadable, refuseWithoutCountry } from './invalid-number.ts';
import { readLeadingZeros } from './leading-zeros.ts';
import { readOneNumber } from './one-number.ts';
import type { AcceptedPhoneNumber, PhoneRepair, PhoneResult } from './phone-result.ts';
import type { OptInPhoneType, PhoneType } from './phone-type.ts';
import { mergePlusSigns } from './plus-signs.ts';
import { callingCodeOf, readNumber, type PhoneCountry, type Reading } from './reading.ts';
import { refuseShortCode } from './short-codes.ts';
import { undoSpreadsheet } from './spreadsheet-artefacts.ts';
import { refuseByType } from './type-policy.ts';
import { textOfValue } from './value-kind.ts';

/** ITU-T E.164 allows 15 digits; some national plans are longer. */
const longestE164 = '+'.length + 15;

export interface PhoneOptions {
  /** ISO 3166 alpha-2, for numbers without `+` or `00`. Without it these are refused: a guess would ring a stranger abroad. */
  readonly defaultCountry?: string | null | undefined;
  /** Types that are otherwise refused. */
  readonly allowTypes?: readonly OptInPhoneType[] | undefined;
}

/**
 * Reads one recipient's number as a person or a spreadsheet delivers it. Returns strict E.164 with everything that was repaired, or
 * the first rule that refuses. Never throws. The server dials a number's text as it is sent, and reads a national number as another
 * country's; so only a valid number with a certain country is ever accepted.
 */
export function normalizePhoneNumber(raw: unknown, options: PhoneOptions = {}): PhoneResult {
  const country = readDefaultCountry(options.defaultCountry);
  if (country !== null && typeof country !== 'string') return country;
  const repairs: PhoneRepair[] = [];

  let text = textOfValue(raw, repairs);
  if (typeof text === 'string') text = cleanCharacters(text, repairs);
  if (typeof text === 'string') text = undoSpreadsheet(text, repairs);
  if (typeof text === 'string') text = readAddress(text, repairs);
  if (typeof text !== 'string') return text;
  return readCleanText(mergePlusSigns(text, repairs), country, options.allowTypes ?? [], repairs);
}

function readCleanText(
  text: string,
  country: PhoneCountry | null,
  allowed: readonly OptInPhoneType[],
  repairs: PhoneRepair[],
): PhoneResult {
  const one = readOneNumber(text, country);
  if ('ok' in one) return one;
  const shortCode = refuseShortCode(one.text, country);
  if (shortCode) return shortCode;
  const number = readLeadingZeros(one.text, country, repairs);
  if (typeof number !== 'string') return number;
  if (!number.startsWith('+') && country === null) return refuseWithoutCountry(number);

  const readWith = number.startsWith('+') ? null : country;
  const reading = readNumber(number, readWith);
  if (typeof reading === 'string') return refuseUnreadable(reading, number, readWith);
  const { type } = reading;
  if (type === undefined) return refuseInvalid(reading, number);
  if (reading.e164.length > longestE164) return refuseUnreadable('TOO_LONG', number, readWith);
  const refusedType = refuseByType(reading, type, allowed);
  if (refusedType) return refusedType;
  return accept({ ...reading, type, extension: one.extension ?? reading.extension }, prefixCountryOf(reading, readWith), repairs);
}

/** The default country, when its international prefix (such as 011) led to a number abroad. */
function prefixCountryOf(reading: Reading, readWith: PhoneCountry | null): PhoneCountry | null {
  return readWith !== null && callingCodeOf(readWith) !== reading.countryCallingCode ? readWith : null;
}

function accept(
  reading: Reading & { readonly type: PhoneType },
  prefixCountry: PhoneCountry | null,
  repairs: readonly PhoneRepair[],
): PhoneResult {
  const warnings: string[] = [];
  if (reading.extension !== undefined) warnings.push('The extension was dropped: the platform cannot dial extensions.');
  if (reading.type === 'TOLL_FREE') {
    warnings.push('This is a toll-free number: its time zone and the country it rings in are unknown.');
  }
  if (prefixCountry !== null) {
    warnings.push(`Read as an international number of +${reading.countryCallingCode}, by the dialling prefix of ${prefixCountry}.`);
  }
  const accepted: AcceptedPhoneNumber = {
    ok: true,
    e164: reading.e164,
    country: reading.country,
    countryCallingCode: reading.countryCallingCode,
    type: reading.type,
    repairs,
    warnings,
  };
  return reading.extension === undefined ? accepted : { ...accepted, extension: reading.extension };
}
