import { digitsOf, isLongerThanShortCode } from './characters.ts';
import type { PhoneRepair } from './phone-result.ts';
import { callingCodeAtStart, callingCodeOf, isValid, readNumber, readValidE164, readValidNumber, type ParseProblem, type PhoneCountry, type Reading, type ValidReading } from './reading.ts';

/** The number that a text stands for. */
export interface OneReading {
  /** Valid or not. */
  readonly reading: Reading | ParseProblem;
  /** Another number that the same digits would be with a plus in front. */
  readonly alsoValid: ValidReading | null;
}

/** One number; or two valid ones, where nothing in the text says which is meant. */
export type Choice =
  | ({ readonly kind: 'one' } & OneReading)
  | { readonly kind: 'rivals'; readonly readings: readonly [ValidReading, ValidReading] };

/**
 * Decides between the readings of a text. With a plus there is one, unless the country code seems to stand twice (`+49 49 171 ...`,
 * what a formula makes that puts `+49` before a number which has it already) or a zero stands in brackets. Without one, the text is
 * national where it is written just as its country writes its own numbers; in every other case (trunk prefix missing, country code in
 * front) the national reading competes with the one that a plus in front would give. Two valid readings are never decided by a guess (docs/decisions/0041-numbers-two-readings.md).
 */
export function chooseReading(text: string, country: PhoneCountry | null): Choice {
  return text.startsWith('+') || country === null ? chooseInternational(text) : chooseNational(text, country);
}

function chooseInternational(text: string): Choice {
  const asWritten = readNumber(text, null);
  const others = otherTexts(text);
  return others.length === 0 ? one(asWritten) : decide(distinct([validOrNull(asWritten), ...others.map(readPlus)]), asWritten);
}

function chooseNational(text: string, country: PhoneCountry): Choice {
  const asWritten = readNumber(text, country);
  const national = validOrNull(asWritten);
  // No country code starts with 0, as most national numbers do; asking the parser would only cost time.
  const abroad = callingCodeAtStart(digitsOf(text)) === null ? [] : internationalReadings(`+${text}`);
  const own = abroad.filter((reading) => reading.countryCallingCode === callingCodeOf(country));
  // Digits that are only a foreign number are not taken for it: they may as well be a national number with a typing error.
  if (national === null) return decide(own, asWritten);
  const zeroMissing = aZeroShort(text, country);
  if (zeroMissing !== null) return decide(distinct([national, zeroMissing]), asWritten);
  const ownIsRival = own.some((reading) => reading.e164 !== national.e164);
  const rivals = distinct([national, ...abroad]);
  if (rivals.length === 1) return one(national);
  return !ownIsRival && isWrittenNationally(text, national) ? one(national, rivals[1] ?? null) : decide(rivals, asWritten);
}

/** `049 171 ...` in Germany: `0049` with a zero lost, or an area code that is written as nobody groups it. `null` when it is neither. */
function aZeroShort(text: string, country: PhoneCountry): ValidReading | null {
  const [, behindZero] = /^0(\d+)[^\d]/.exec(text) ?? [];
  return behindZero === callingCodeOf(country) ? readPlus(`+${text.slice(1)}`) : null;
}

/** Every valid number that a text with a plus can stand for: as it is written, with a repeated country code taken once, without `(0)`. */
function internationalReadings(text: string): readonly ValidReading[] {
  return distinct([text, ...otherTexts(text)].map(readPlus));
}

/** The same as numbers alone. */
export function internationalNumbers(text: string): readonly string[] {
  return [text, ...otherTexts(text)].map(readValidE164).filter((e164) => e164 !== null);
}

function readPlus(text: string): ValidReading | null {
  return readValidNumber(text, null);
}

function decide([first, second]: readonly ValidReading[], otherwise: Reading | ParseProblem): Choice {
  if (first === undefined) return one(otherwise);
  return second === undefined ? one(first) : { kind: 'rivals', readings: [first, second] };
}

function one(reading: Reading | ParseProblem, alsoValid: ValidReading | null = null): Choice {
  return { kind: 'one', reading, alsoValid };
}

function distinct(readings: readonly (ValidReading | null)[]): readonly ValidReading[] {
  const byNumber = new Map<string, ValidReading>();
  for (const reading of readings) if (reading !== null && !byNumber.has(reading.e164)) byNumber.set(reading.e164, reading);
  return [...byNumber.values()];
}

function validOrNull(reading: Reading | ParseProblem): ValidReading | null {
  return typeof reading === 'string' || !isValid(reading) ? null : reading;
}

function isWrittenNationally(text: string, national: ValidReading): boolean {
  return digitsOf(text) === national.nationalDigits() + (national.extension ?? '');
}

/** `+39 (0)331 234 5678`: Italy keeps the zero of its fixed lines, and its mobiles, which have none, are often written so. */
export const bracketedZero = /\(\s*0\s*\)/;

/** What else a text with a plus can mean. */
function otherTexts(text: string): readonly string[] {
  const bracketed = bracketedZero.exec(text)?.[0];
  return bracketed === undefined ? withoutRepeatedCode(text) : [...withoutRepeatedCode(text), text.replace(bracketed, ' ')];
}

/** `+49 49 171 1234567` as `+49 171 1234567`, once for each time that the code stands too often; nothing when it stands once. */
function withoutRepeatedCode(text: string): readonly string[] {
  const digits = digitsOf(text);
  const code = callingCodeAtStart(digits);
  if (code === null) return [];
  const shorter: string[] = [];
  for (let surplus = code.length; digits.startsWith(code, surplus); surplus += code.length) {
    // The marks behind the code stay, since an extension may be among them.
    shorter.push(`+${text.replace(new RegExp(`^\\D*(?:\\d\\D*){${surplus}}`), '')}`);
  }
  return shorter;
}

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
