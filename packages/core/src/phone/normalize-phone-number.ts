import { isDate, readAddress, textOfValue, undoSpreadsheet } from './cell-value.ts';
import { cleanCharacters } from './characters.ts';
import { readOneNumber, refuseShortCode } from './one-number.ts';
import { isOptInPhoneType, mapTheNumber, optInPhoneTypeLabels, quote, refuse, type OptInPhoneType, type PhoneRepair, type PhoneResult, type RefusedPhoneNumber } from './phone-result.ts';
import { refuseInvalid, refusePrefixRivals, refuseRivals, refuseTooLong, refuseUnreadable, refuseWithoutCountry, warnOf } from './phone-sentences.ts';
import { isPhoneCountry, isValid, type PhoneCountry, type ValidReading } from './reading.ts';
import { bracketedZero, chooseReading, internationalNumbers, mergePlusSigns, readLeadingZeros, type OneReading } from './rival-readings.ts';

/** ITU-T E.164 allows 15 digits; some national plans are longer. */
const longestE164 = '+'.length + 15;
const strictE164 = /^\+[1-9]\d{6,14}$/;

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
  const phone = readPhone(raw, country, repairs);
  if (phone.kind !== 'one') return phone.refusal;

  const { reading, text, readWith } = phone;
  if (typeof reading === 'string') return refuseUnreadable(reading, text, readWith);
  if (!isValid(reading)) return refuseInvalid(reading, text);
  if (typeof raw === 'string' && isDate(raw)) return refuse('NOT_A_NUMBER', 'This is a date, not a phone number.', mapTheNumber);
  if (reading.e164.length > longestE164) return refuseTooLong();
  const refusedType = refuseByType(reading, options.allowTypes ?? []);
  if (refusedType) return refusedType;
  const extension = phone.extension ?? reading.extension;
  const warnings = warnOf({ ...reading, extension }, { readWith, alsoValid: phone.alsoValid });
  const { e164, countryCallingCode, type } = reading;
  const accepted = { ok: true, e164, country: reading.country, countryCallingCode, type, repairs, warnings } as const;
  return extension === undefined ? accepted : { ...accepted, extension };
}

/**
 * Every valid number that a value can stand for, whatever its type: both readings where two are possible. For lists of people who
 * must not be called, where a number too many is safe and a number too few is not. Or the reason why there is none.
 */
export function possiblePhoneNumbers(raw: unknown, country: PhoneCountry | null): readonly string[] | RefusedPhoneNumber {
  // Lists are long, and most of their entries are in this form.
  const strict = typeof raw === 'string' && strictE164.test(raw) ? internationalNumbers(raw) : [];
  if (strict.length > 0) return strict;
  const phone = readPhone(raw, country, []);
  if (phone.kind === 'refused') return phone.refusal;
  if (phone.kind === 'rivals') return phone.readings.map(({ e164 }) => e164);
  const { reading, text, readWith, alsoValid } = phone;
  if (typeof reading === 'string') return refuseUnreadable(reading, text, readWith);
  if (!isValid(reading)) return refuseInvalid(reading, text);
  return [reading, alsoValid].filter((one): one is ValidReading => one !== null).map(({ e164 }) => e164);
}

/** Codes that people write for a country that has another one. */
const commonMistakes: ReadonlyMap<string, string> = new Map([['UK', 'GB'], ['EN', 'GB'], ['EL', 'GR']]);

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

/** What a value is as a phone number, before any rule about validity and kind. */
type PhoneReading =
  | (OneReading & {
      readonly kind: 'one';
      /** As it was read: cleaned, with a plus for `00`. */
      readonly text: string;
      /** The country it was read with; `null` for an international number. */
      readonly readWith: PhoneCountry | null;
      readonly extension: string | undefined;
    })
  /** Two valid numbers, and nothing says which is meant. */
  | { readonly kind: 'rivals'; readonly readings: readonly [ValidReading, ValidReading]; readonly refusal: RefusedPhoneNumber }
  | { readonly kind: 'refused'; readonly refusal: RefusedPhoneNumber };

/** Cleans one value and decides which number it stands for. What was changed is added to `repairs`. Never throws. */
function readPhone(raw: unknown, country: PhoneCountry | null, repairs: PhoneRepair[]): PhoneReading {
  let text = textOfValue(raw, repairs);
  if (typeof text === 'string') text = cleanCharacters(text, repairs);
  if (typeof text === 'string') text = undoSpreadsheet(text, repairs);
  if (typeof text === 'string') text = readAddress(text, repairs);
  if (typeof text !== 'string') return { kind: 'refused', refusal: text };
  return readCleanText(mergePlusSigns(text, repairs), country, repairs);
}

function readCleanText(text: string, country: PhoneCountry | null, repairs: PhoneRepair[]): PhoneReading {
  const single = readOneNumber(text, country);
  if ('ok' in single) return { kind: 'refused', refusal: single };
  const shortCode = refuseShortCode(single.text, country);
  if (shortCode) return { kind: 'refused', refusal: shortCode };
  const number = readLeadingZeros(single.text, country, repairs);
  if (typeof number !== 'string') return { kind: 'rivals', readings: number, refusal: refusePrefixRivals(number) };
  if (!number.startsWith('+') && country === null) return { kind: 'refused', refusal: refuseWithoutCountry(number) };

  const readWith = number.startsWith('+') ? null : country;
  const choice = chooseReading(number, readWith);
  return choice.kind === 'rivals'
    ? { ...choice, refusal: refuseRivals(choice.readings, readWith, bracketedZero.test(number)) }
    : { ...choice, text: number, readWith, extension: single.extension };
}

const costlyTypeNames = {
  PREMIUM_RATE: 'premium-rate',
  SHARED_COST: 'shared-cost',
  PERSONAL_NUMBER: 'personal',
  UAN: 'universal-access (company)',
  PAGER: 'pager',
  VOICEMAIL: 'voicemail',
} as const satisfies Record<Exclude<OptInPhoneType, 'NON_GEOGRAPHIC'>, string>;

/** Exchange 976 (paid information) and 555-1212 (paid directory assistance) are in ordinary area codes of +1. */
const paidByCustom = /^\+1\d{3}(?:976\d{4}|5551212)$/;

/**
 * Refuses valid numbers that are costly or that no person answers, unless their type is opted in. Global codes are asked first;
 * a premium-rate number of a global code needs both permissions.
 */
function refuseByType(reading: ValidReading, allowed: readonly OptInPhoneType[]): RefusedPhoneNumber | null {
  const code = `+${reading.countryCallingCode}`;
  if (reading.global && !allowed.includes('NON_GEOGRAPHIC')) {
    return refuse('SATELLITE_OR_GLOBAL', `${code} numbers (satellite and global services) are very expensive and are blocked.`, howToAllow('NON_GEOGRAPHIC'));
  }
  const type = costlyTypeOf(reading);
  if (type === null || allowed.includes(type)) return null;
  return refuse('COSTLY_TYPE', `This is a ${costlyTypeNames[type]} number of ${code}; calls to such numbers are blocked.`, howToAllow(type));
}

function costlyTypeOf({ e164, type }: ValidReading): keyof typeof costlyTypeNames | null {
  if (type !== 'TOLL_FREE' && paidByCustom.test(e164)) return 'PREMIUM_RATE';
  return isOptInPhoneType(type) ? type : null;
}

function howToAllow(type: OptInPhoneType): string {
  const advice = `If you do want to call such numbers, choose "${optInPhoneTypeLabels[type]}" in Allow Special Numbers.`;
  return type === 'UAN' ? `In some countries these are ordinary company lines (British 03, Swiss 058, Swedish 010). ${advice}` : advice;
}
