import { digitsOf } from './characters.ts';
import { mapTheNumber, quote, refuse, type PhoneRepair, type RefusedPhoneNumber } from './phone-result.ts';
import { callingCodeAtStart } from './reading.ts';

/** No phone number comes near this; longer texts are not worth any rule's time. */
const longestTextCharacters = 500;

const formatAsText = 'Format the column as text in the spreadsheet, then enter the number again.';

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
      return refuse('SPREADSHEET_NUMBER', 'The phone number arrived as a rounded, negative or fractional number; its real digits are lost.', formatAsText);
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

const scientificNotation = /^[+-]?\d+(?:[.,]\d+)?[eE][+-]?\d+$/;
/** True for a phone number of which a spreadsheet kept the first digits only. */
export function isRoundedNumber(text: string): boolean {
  return roundedNumber.test(text);
}

const roundedNumber = /^\d(?:[.,]\d+)?[eE]\+?0?(?:[6-9]|1[0-4])$/;
const cellError = /^#+(?:N\/A|REF!|VALUE!|NAME\?|DIV\/0!|NULL!|NUM!|ERROR!)?$/i;
const thousandsCommas = /^\d{1,3}(?:,\d{3}){2,}(?:\.\d+)?$/;
/** Some territories have numbers of four to six digits; with three digits behind the mark these would be groups of a longer number. */
const zeroFraction = /^(\+?\d{7,}(?=[.,]0+$)|\d{4,6}(?=[.,]00?$))[.,]0+$/;
const otherFraction = /^(?:\+?\d{7,}\.\d+|\d{4,6}\.\d)$/;
/** A latitude or longitude: `52.520008`. */
const coordinate = /^-?(?:[1-9]\d?|1[0-7]\d)\.\d{5,}$/;
/** A date, with or without a time; as digits it would be a number in some countries. */
const dateOrTime = /^\s*(?:(?:19|20)\d\d([-/.])(?:0?[1-9]|1[0-2])\1(?:0?[1-9]|[12]\d|3[01])|(?:0?[1-9]|[12]\d|3[01])([-/.])(?:0?[1-9]|[12]\d|3[01])\2(?:19|20)\d\d)(?:[T ,]+\d{1,2}:\d{2}.*)?\s*$/;

/** True for a text that is a date of 1900 to 2099, in the order of any country. */
export function isDate(text: string): boolean {
  return dateOrTime.test(text);
}

/**
 * Refuses what a spreadsheet has turned into a quantity. A decimal tail of zeros is cut off: the parser alone would take it for
 * one more digit, which can be a valid number of somebody else.
 */
export function undoSpreadsheet(text: string, repairs: PhoneRepair[]): string | RefusedPhoneNumber {
  if (scientificNotation.test(text)) {
    return refuse('SPREADSHEET_NUMBER', `${quote(text)} is scientific notation from a spreadsheet; the real digits are lost.`, formatAsText);
  }
  if (cellError.test(text)) {
    return refuse(
      'SPREADSHEET_NUMBER',
      `${quote(text)} is an error of a spreadsheet cell, not a phone number.`,
      'Correct the formula of that cell, or make its column wide enough.',
    );
  }
  if (thousandsCommas.test(text)) {
    return refuse('SPREADSHEET_NUMBER', 'A spreadsheet wrote this with thousands commas, as a quantity.', formatAsText);
  }
  const whole = zeroFraction.exec(text)?.[1];
  if (whole !== undefined) {
    repairs.push('dropped-.0');
    return whole;
  }
  return otherFraction.test(text) || coordinate.test(text)
    ? refuse('SPREADSHEET_NUMBER', 'The cell was read as a number with a fraction; its real digits are doubtful.', formatAsText)
    : text;
}

const otherScheme = /^(?:sips?|skype|mailto|https?|xmpp|h323|im|facetime)\s*:/i;
const phoneScheme = /^(?:tel|callto|whatsapp):\/{0,2}\s*(.*)$/is;
const globalContext = /^phone-context=(\+[\d().-]+)$/i;
const extensionParameter = /^ext=(\d+)$/i;
/** A parameter of a `tel:` address has a name; anything that starts like a number may be a second recipient. */
const startsLikeNumber = /^[\s+(]*\d/;

/** Takes the number out of a `tel:` address (RFC 3966) and its relatives; refuses addresses that are no telephone numbers. */
export function readAddress(text: string, repairs: PhoneRepair[]): string | RefusedPhoneNumber {
  if (otherScheme.test(text) || text.includes('@')) {
    return refuse('NOT_A_PHONE_URI', 'SIP, mail, web and messenger addresses cannot be dialled here.', mapTheNumber);
  }
  const address = phoneScheme.exec(text)?.[1];
  if (address === undefined) return text.replaceAll(';ext=', ' ext. ');
  repairs.push('uri-scheme');

  const [first = '', ...parameters] = address.split(';').map((part) => part.trim());
  const context = firstMatch(parameters, globalContext);
  const extension = firstMatch(parameters, extensionParameter);
  const others = parameters.filter((parameter) => startsLikeNumber.test(parameter));
  if (first === '') return refuse('EMPTY', 'The phone number is empty.');
  // Nobody can tell whether the context's area code and that of the number are one.
  if (context !== undefined && first.startsWith('0') && namesMoreThanCountry(context)) {
    return refuse('NOT_A_PHONE_URI', 'This address gives an area code both in the number and in phone-context.', 'Map a field that holds the number alone.');
  }
  const number = context !== undefined && !first.startsWith('+') ? context + first : first;
  return [number, ...others].join(';') + (extension === undefined ? '' : ` ext. ${extension}`);
}

function namesMoreThanCountry(context: string): boolean {
  const digits = digitsOf(context);
  return digits !== callingCodeAtStart(digits);
}

function firstMatch(parameters: readonly string[], pattern: RegExp): string | undefined {
  for (const parameter of parameters) {
    const found = pattern.exec(parameter)?.[1];
    if (found !== undefined) return found;
  }
  return undefined;
}
