import { getCountries, getCountryCallingCode, isSupportedCountry, ParseError, parsePhoneNumberWithError, validatePhoneNumberLength, type CountryCode, type PhoneNumber } from 'libphonenumber-js/max';
import { digitsOf } from './characters.ts';
import type { PhoneType } from './phone-result.ts';

/** What the numbering plans say about a text. `type` is there exactly when the number is valid. */
export interface Reading {
  readonly e164: string;
  readonly countryCallingCode: string;
  readonly country: string | null;
  readonly type: PhoneType | undefined;
  readonly extension: string | undefined;
  /** One of the global codes, which belong to no country. */
  readonly global: boolean;
  /** The digits as the number's country writes them at home, with its trunk prefix where it has one. */
  readonly nationalDigits: () => string;
}

/** A reading of a number that is valid. */
export type ValidReading = Reading & { readonly type: PhoneType };

export type ParseProblem = 'NOT_A_NUMBER' | 'UNKNOWN_COUNTRY_CODE' | 'TOO_SHORT' | 'TOO_LONG';

/** A country whose numbering plan is known, as ISO 3166 alpha-2. */
export type PhoneCountry = CountryCode;

/**
 * Reads a text as one number. A plus sign overrides the country. The `max` metadata is needed: the smaller sets call thousands of
 * unused numbers valid.
 */
export function readNumber(text: string, country: PhoneCountry | null): Reading | ParseProblem {
  const parsed = parse(text, text.startsWith('+') ? null : country);
  if (typeof parsed === 'string') return parsed;
  return {
    e164: parsed.number,
    countryCallingCode: parsed.countryCallingCode,
    country: parsed.country ?? null,
    type: parsed.getType(),
    extension: parsed.ext,
    global: parsed.isNonGeographic(),
    nationalDigits: () => digitsOf(parsed.formatNational()),
  };
}

/** The reading when it is valid, else `null`. */
export function readValidNumber(text: string, country: PhoneCountry | null): ValidReading | null {
  const reading = readNumber(text, country);
  return typeof reading === 'string' || !isValid(reading) ? null : reading;
}

/** True for a number of a range that is in use. */
export function isValid(reading: Reading): reading is ValidReading {
  return reading.type !== undefined;
}

function parse(text: string, country: PhoneCountry | null): PhoneNumber | ParseProblem {
  try {
    return parsePhoneNumberWithError(text, country === null ? { extract: false } : { extract: false, defaultCountry: country });
  } catch (error) {
    if (!(error instanceof ParseError)) throw error;
    return problemOf(error.message);
  }
}

function problemOf(parserWord: string): ParseProblem {
  switch (parserWord) {
    case 'INVALID_COUNTRY':
      return 'UNKNOWN_COUNTRY_CODE';
    case 'TOO_SHORT':
    case 'TOO_LONG':
      return parserWord;
    default:
      return 'NOT_A_NUMBER';
  }
}

/**
 * Countries that share their calling code and have no leading digits of their own: the parser names them only after it has matched
 * the number with the ranges in use, so asking again would only cost time.
 */
const provenByParsing: ReadonlySet<CountryCode> = new Set(['US', 'CA', 'GB', 'GG', 'JE', 'IT', 'AU', 'CC', 'CX', 'EH', 'RE', 'YT', 'BL', 'GP', 'MF']);

/** The valid number that a text with a plus is, as strict E.164, else `null`. The same answer as `readValidNumber`, sooner. */
export function readValidE164(text: string): string | null {
  const parsed = parse(text, null);
  if (typeof parsed === 'string') return null;
  const valid = (parsed.country !== undefined && provenByParsing.has(parsed.country)) || parsed.getType() !== undefined;
  return valid ? parsed.number : null;
}

/** Why a number that could be parsed is not valid. */
export function whyInvalid(reading: Reading): 'TOO_SHORT' | 'TOO_LONG' | 'WRONG_LENGTH' | 'NOT_IN_USE' {
  const length = validatePhoneNumberLength(reading.e164);
  if (length === 'TOO_SHORT' || length === 'TOO_LONG') return length;
  return length === 'INVALID_LENGTH' ? 'WRONG_LENGTH' : 'NOT_IN_USE';
}

/** True for a country whose numbering plan is known. */
export function isPhoneCountry(text: string): text is PhoneCountry {
  return isSupportedCountry(text);
}

/** Digits without the plus, for example `44` for GB. */
export function callingCodeOf(country: PhoneCountry): string {
  return getCountryCallingCode(country);
}

let callingCodes: ReadonlySet<string> | null = null;

/** The codes of the metadata's countries, and the global ones. No code is the start of another. Read when the first number is. */
function knownCallingCodes(): ReadonlySet<string> {
  callingCodes ??= new Set([
    ...getCountries().map((country): string => getCountryCallingCode(country)),
    '800', '808', '870', '878', '881', '882', '883', '888', '979',
  ]);
  return callingCodes;
}

/** The calling code at the start of international digits (without plus); `null` when no country uses such a code. */
export function callingCodeAtStart(digits: string): string | null {
  for (const length of [1, 2, 3]) {
    const code = digits.slice(0, length);
    if (knownCallingCodes().has(code)) return code;
  }
  return null;
}

/** The number with its country, for a suggestion. */
export function nameNumber(reading: Reading): string {
  return reading.country === null ? reading.e164 : `${reading.e164} (${reading.country})`;
}
