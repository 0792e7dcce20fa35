import { possiblePhoneNumbers } from '../phone/normalize-phone-number.ts';
import type { RefusedPhoneNumber } from '../phone/phone-result.ts';
import type { PhoneCountry } from '../phone/reading.ts';

/** A form of a number, and how the same line is written today or in the form that stands for both. */
type Rewriting = readonly [RegExp, string];

/**
 * Lines that have two valid numbers. The first form is counted as the second.
 * Argentina's 9 marks a call to a mobile from abroad (ENACOM's plan); San Marino is reached through Italy's 0549 as well; Palestinian
 * numbers are reached through Israel's code too; Kosovo's mobiles had Monaco's code until 2017; Northern Ireland is
 * reached from the Republic through 048 as well.
 */
const twoForms: readonly Rewriting[] = [
  [/^\+549(\d{10})$/, '+54$1'],
  [/^\+390549(\d{6})$/, '+3780549$1'],
  [/^\+970(\d{8,9})$/, '+972$1'],
  [/^\+377(4[45]\d{6})$/, '+383$1'],
  [/^\+35348(\d{8})$/, '+4428$1'],
];

/**
 * Forms that are out of use, but live on in old lists and in messengers' ids: Mexico's 1 before mobiles (until 2019), Brazil's mobiles
 * without their 9, Colombia's fixed lines without 60 (until 2021), Benin without 01 (until 2024), Kosovo under Slovenia's and Serbia's code.
 */
const formerForms: readonly Rewriting[] = [
  [/^\+521(\d{10})$/, '+52$1'],
  [/^\+55([1-9][1-9])([6-9]\d{7})$/, '+55$19$2'],
  [/^\+57([124-8]\d{7})$/, '+5760$1'],
  [/^\+229(\d{8})$/, '+22901$1'],
  [/^\+386(4[39]\d{6})$/, '+383$1'],
  [/^\+381((?:28|29|38|39)\d{6,7})$/, '+383$1'],
];

/** One name for all valid numbers of one line: two numbers ring the same phone when their lines are equal. */
export function lineOf(e164: string): string {
  return rewrite(e164, twoForms) ?? e164;
}

/** The number of today for one in a form that is out of use; `null` for every other text. */
function currentForm(international: string): string | null {
  return rewrite(international, formerForms);
}

function rewrite(number: string, rewritings: readonly Rewriting[]): string | null {
  const rewriting = rewritings.find(([form]) => form.test(number));
  return rewriting === undefined ? null : number.replace(...rewriting);
}

/** Every valid number that a listed value can stand for, also in forms that are out of use; or the reason why there is none. */
export function readListedNumber(value: unknown, country: PhoneCountry | null): readonly string[] | RefusedPhoneNumber {
  const numbers = possiblePhoneNumbers(value, country);
  if (!('ok' in numbers)) return numbers;
  const former = typeof value === 'string' ? currentForm(value.replace(/[^\d+]/g, '').replace(/^00/, '+')) : null;
  if (former === null) return numbers;
  const current = possiblePhoneNumbers(former, null);
  return 'ok' in current ? numbers : current;
}

const firstName = /^(?:[a-z]+[\s_-]*)?(?:from|start|first|begin|low|lower|min|von)$/i;
const lastName = /^(?:[a-z]+[\s_-]*)?(?:to|end|last|high|upper|max|until|bis)$/i;
/** Blocks of numbers that one subscriber has differ in their last digits. */
const mostLastDigits = 4;

/**
 * Whether a record names the first and the last number of a block, such as `{ from: '+14155552600', to: '+14155552699' }`. The two
 * numbers of a call's log are as a rule no block: they differ in more than their last four digits, or fall.
 */
export function isRange(record: Readonly<Record<string, unknown>>, country: PhoneCountry | null): boolean {
  const first = numberIn(record, firstName, country);
  const last = numberIn(record, lastName, country);
  return first !== null && last !== null && first.length === last.length && first < last && first.slice(0, -mostLastDigits) === last.slice(0, -mostLastDigits);
}

function numberIn(record: Readonly<Record<string, unknown>>, name: RegExp, country: PhoneCountry | null): string | null {
  for (const [field, value] of Object.entries(record)) {
    if (!name.test(field.trim())) continue;
    const read = readListedNumber(value, country);
    if (!('ok' in read)) return read[0] ?? null;
  }
  return null;
}
