import type { PhoneRepair, RefusedPhoneNumber } from './phone-result.ts';
import { refuse } from './refusals.ts';

/** No phone number comes near this; longer texts are not worth any rule's time. */
const longestTextCharacters = 500;

/**
 * The text of a value: text as it is, a whole number value as its digits. A fraction, a negative or an inexact number value is
 * what a spreadsheet made of a phone number or of a formula, so its digits cannot be trusted.
 */
export function textOfValue(value: unknown, repairs: PhoneRepair[]): string | RefusedPhoneNumber {
  if (typeof value === 'string') {
    return value.trim().length > longestTextCharacters
      ? refuse('NOT_A_NUMBER', `This is not a phone number: the text has ${value.length} characters.`)
      : value;
  }
  if (typeof value === 'number') {
    if (!Number.isSafeInteger(value) || value < 0) {
      return refuse(
        'SPREADSHEET_NUMBER',
        'The phone number arrived as a rounded, negative or fractional number; its real digits are lost.',
        'Format the column as text in the spreadsheet, then enter the number again.',
      );
    }
    repairs.push('number-to-text');
    return String(value);
  }
  return refuse('NOT_TEXT', `Expected the phone number as text, but got ${nameOfKind(value)}.`, 'Map a field that holds one phone number.');
}

function nameOfKind(value: unknown): string {
  if (value === null || value === undefined) return 'no value';
  if (Array.isArray(value)) return 'a list';
  if (typeof value === 'boolean') return 'true or false';
  return typeof value === 'object' ? 'an object' : 'another kind of value';
}
