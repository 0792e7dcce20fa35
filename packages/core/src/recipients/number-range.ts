import type { PhoneCountry } from '../phone/reading.ts';
import { readListedNumber } from './listed-number.ts';

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
