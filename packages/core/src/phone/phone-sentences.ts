import type { InputProblem } from '../errors/iqra-error.ts';
import { maskPhoneNumber } from '../errors/redact.ts';
import { digitsOf, toAsciiDigits } from './characters.ts';
import { quote, refuse, type PhoneRepair, type RefusedPhoneNumber } from './phone-result.ts';
import { callingCodeOf, nameNumber, readValidNumber, whyInvalid, type ParseProblem, type PhoneCountry, type Reading, type ValidReading } from './reading.ts';

/** Shorter digits may be read in an error: they are no number that anybody could be reached at. */
const fewestMaskedDigits = 6;
/** With more digits it is no number that could be recognised by its end. */
const mostMaskedDigits = 17;
const longestShown = 24;

/** `Recipient Number "+1••••55": too few digits for country code +1.`, for a value of the field of this label. */
function nameRefused(label: string, value: unknown, { message }: RefusedPhoneNumber): string {
  const text = Number.isSafeInteger(value) || typeof value === 'string' ? String(value).replaceAll(/\s+/g, ' ').trim() : '';
  const shown = text === '' || message.includes(quote(text)) ? '' : showValue(text);
  return `${label}${shown}: ${message.replace(/^[A-Z](?=[a-z ])/, (letter) => letter.toLowerCase())}`;
}

/** The refusal of the number in a field, with what the person can do. */
export function phoneProblem(place: { readonly field: string; readonly label: string }, value: unknown, refusal: RefusedPhoneNumber): InputProblem {
  const { code, suggestion = 'Correct the number.' } = refusal;
  return { field: place.field, code, message: nameRefused(place.label, value, refusal), nextStep: suggestion };
}

/** In quotation marks, with a blank in front, a number masked; nothing for what is no number anybody could recognise. */
function showValue(text: string): string {
  const digits = digitsOf(toAsciiDigits(text)).length;
  if (digits > mostMaskedDigits) return '';
  const shown = quote(digits < fewestMaskedDigits ? text : maskPhoneNumber(text), longestShown);
  return ` ${shown}`;
}

const oldMexicanMobile = /^\+521(\d{10})$/;

/** No plus sign and no default country: which country is meant would be a guess. */
export function refuseWithoutCountry(text: string): RefusedPhoneNumber {
  const international = readAsInternational(text);
  return refuse(
    'NO_COUNTRY_CODE',
    'This number has no country code. Write it with + and the country code, or choose a Default Country.',
    international === null
      ? undefined
      : `If you meant ${nameNumber(international)}, write it with the leading +.`,
  );
}

/** Two valid numbers, and nothing says which is meant. `country` is the one that the text was read with, if any. */
export function refuseRivals(
  [first, second]: readonly [ValidReading, ValidReading],
  country: PhoneCountry | null,
  hasBracketedZero = false,
): RefusedPhoneNumber {
  const names = `${nameMasked(first)} or ${nameMasked(second)}`;
  if (country === null && hasBracketedZero) {
    return refuse(
      'NO_COUNTRY_CODE',
      `The number is valid with the zero in brackets and without it: ${names}.`,
      'Write it as it is dialled from abroad, without brackets.',
    );
  }
  if (country === null) {
    return refuse(
      'NO_COUNTRY_CODE',
      `The country code may stand twice in this number, and both readings are valid numbers: ${names}.`,
      'If it stands twice, remove one. If not, write the number as it is dialled inside its country, and choose that country as Default Country.',
    );
  }
  return refuse(
    'NO_COUNTRY_CODE',
    `These digits can be read in two ways, and both are valid numbers: ${names}.`,
    `If they start with a country code, write + in front. If they are a number of ${country}, write it as it is dialled inside the country, with its leading zero or prefix.`,
  );
}

/** Two dialling prefixes fit the zeros at the start. */
export function refusePrefixRivals([first, second]: readonly [ValidReading, ValidReading]): RefusedPhoneNumber {
  return refuse(
    'NO_COUNTRY_CODE',
    'The zeros at the start can be read in two ways, and both are valid numbers.',
    `Write ${nameNumber(first)} or ${nameNumber(second)} with the leading +, whichever is meant.`,
  );
}

/** A valid number of a national plan that goes beyond the standard. */
export function refuseTooLong(): RefusedPhoneNumber {
  return refuse('TOO_LONG', 'Too many digits for a phone number: with the country code at most 15 can be dialled from everywhere.');
}

/** The sentence for a text that the parser could not read. `country` is the one it was read with, if any. */
export function refuseUnreadable(problem: ParseProblem, text: string, country: PhoneCountry | null): RefusedPhoneNumber {
  switch (problem) {
    case 'NOT_A_NUMBER':
      return refuse('NOT_A_NUMBER', 'This is not a phone number.');
    case 'UNKNOWN_COUNTRY_CODE':
      return refuse('UNKNOWN_COUNTRY_CODE', `No country uses the code at the start of ${quote(text, 4)}.`);
    case 'TOO_SHORT':
    case 'TOO_LONG':
      return refuse(
        problem,
        `Too ${problem === 'TOO_SHORT' ? 'few' : 'many'} digits for ${country === null ? 'a phone number' : `country code +${callingCodeOf(country)}`}.`,
        suggestInternational(text),
      );
    default:
      return problem satisfies never;
  }
}

/** The sentence for a number that was parsed but is not valid. The server would dial some of them; nobody can be meant by them. */
export function refuseInvalid(reading: Reading, text: string): RefusedPhoneNumber {
  const reason = whyInvalid(reading);
  const code = `+${reading.countryCallingCode}`;
  const sentences = {
    TOO_SHORT: `Too few digits for country code ${code}.`,
    TOO_LONG: `Too many digits for country code ${code}.`,
    WRONG_LENGTH: `Wrong number of digits for country code ${code}.`,
    NOT_IN_USE: `The length is right for ${code}, but no such range is in use there; a call would reach nobody, or a stranger once the range is given out.`,
  } as const satisfies Record<typeof reason, string>;
  return refuse(reason, sentences[reason], suggestMexican(reading) ?? suggestInternational(text));
}

function suggestMexican(reading: Reading): string | undefined {
  const rest = oldMexicanMobile.exec(reading.e164)?.[1];
  const current = rest === undefined ? null : readValidNumber(`+52${rest}`, null);
  return current === null ? undefined : `Mexican mobiles no longer take the 1 after +52: try ${current.e164}.`;
}

function suggestInternational(text: string): string | undefined {
  const international = readAsInternational(text);
  return international === null ? undefined : `As an international number this would be ${nameNumber(international)}.`;
}

/** Nothing for a text that has its plus: the parser reads no second one. */
function readAsInternational(text: string): Reading | null {
  return readValidNumber(`+${text}`, null);
}

/** How a number came to be read. */
interface WayOfReading {
  readonly readWith: PhoneCountry | null;
  /** What the digits would be with a plus in front. */
  readonly alsoValid: ValidReading | null;
}

/** What a person should know about an accepted number, in whole sentences. */
export function warnOf(reading: ValidReading, { readWith, alsoValid }: WayOfReading): readonly string[] {
  const warnings: string[] = [];
  if (reading.extension !== undefined) warnings.push('The extension was dropped: the platform cannot dial extensions.');
  if (reading.type === 'TOLL_FREE') {
    warnings.push('This is a toll-free number: its time zone and the country it rings in are unknown.');
  }
  if (readWith !== null && callingCodeOf(readWith) !== reading.countryCallingCode) {
    warnings.push(`Read as an international number of +${reading.countryCallingCode}, by the dialling prefix of ${readWith}.`);
  }
  if (readWith !== null && alsoValid !== null) {
    warnings.push(`Read as a number of ${readWith}, as it is written there. With + in front the same digits would be ${nameMasked(alsoValid)}.`);
  }
  return warnings;
}

/** `+49••••••••06 (DE)`: enough to recognise a number, too little to dial it. */
function nameMasked({ e164, country }: ValidReading): string {
  return country === null ? maskPhoneNumber(e164) : `${maskPhoneNumber(e164)} (${country})`;
}

const sentences = {
  'number-to-text': 'The number arrived as a number value and was read as text.',
  'cleaned-characters': 'Invisible characters, foreign digits, other dashes or surplus blanks in the number were replaced.',
  'outer-quotes': 'Quotation marks or a spreadsheet mark around the number were removed.',
  'trailing-punctuation': 'A comma, semicolon or period behind the number was removed.',
  'dropped-.0': 'The decimal tail of zeros that a spreadsheet put behind the number was removed.',
  'uri-scheme': 'The number was taken out of a tel: address.',
  'plus-merged': 'Several plus signs in front of the number were read as one.',
  'country-code-brackets': 'The brackets around the country code were removed.',
  '+00-to-plus': '+00 in front of the number was read as +.',
  '00-to-plus': '00 in front of the number was read as +.',
} as const satisfies Record<PhoneRepair, string>;

/** What a repair changed, as a whole sentence for a person. */
export function describeRepair(repair: PhoneRepair): string {
  return sentences[repair];
}
