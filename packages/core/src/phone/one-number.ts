import { digitsOf, isLongerThanShortCode } from './characters.ts';
import { quote, refuse, type RefusedPhoneNumber } from './phone-result.ts';
import { readValidNumber, type PhoneCountry } from './reading.ts';

/** Words and marks in front of an extension, with its digits, at the end of the text. */
const extensionTail = /(?:e?xt(?:ensi[oó]n)?n?|x|int|anexo|доб)[.:\s]*(\d{1,7})#?$/iu;
/** Commas are pauses for a dialler; the digits after them are an extension. */
const pauseTail = /,,+\s*\d{1,9}#?$/;
const separators = /[,;/|&\t\n\v\f\r\u2028\u2029]/;
/** From this many digits on, a part counts as a number of its own. German numbers have up to six digits before a slash. */
const digitsOfWholeNumber = 7;
/** `2671/2` and `2671/72` are two lines of one subscriber. */
const alternativeEnding = /[/\\]\s*\d{1,3}\s*$/;
/** Digits at the end, behind a mark of a list: another number that was written short, or the extension of a dialler. */
const endBehindComma = /(?<![,;])([,;~])([\s-]*)(\d[\d\s-]*)$/;
/** Behind one of these, after a whole number, stands something else: hours, a footnote, another line's ending, another cell. */
const markOfMore = /[([{/\\\t]/g;
/** Digits on two lines are two entries of a cell, or a number and a stranger's: joined they could be a third one. */
const digitsOnTwoLines = /\d[^\d\n\v\f\r\u2028\u2029]*[\n\v\f\r\u2028\u2029]\D*\d/;
const letter = /\p{L}/u;
const lettersLikeDigits = /^[OoIl]$/;

/** One number in one line, with its extension (digits) set apart. */
interface OneNumber {
  readonly text: string;
  readonly extension: string | undefined;
}

/** Refuses service codes, several numbers in one field, letters, and text without digits. */
export function readOneNumber(text: string, country: PhoneCountry | null): OneNumber | RefusedPhoneNumber {
  if (/^[*#]/.test(text)) {
    return refuse('SERVICE_CODE', 'Codes that start with * or # are service codes, not phone numbers.');
  }
  if (holdsSeveral(text, country)) {
    return refuse('SEVERAL_NUMBERS', 'This looks like more than one number.', 'Give one number for each call.');
  }
  const line = text.replace(/\s+/g, ' ');
  const tail = extensionTail.exec(line);
  const number = tail === null ? line : line.slice(0, tail.index).replace(/[\s,;]+$/, '');
  const found = letter.exec(number);
  if (found) return refuseLetter(number, found[0]);
  if (number.lastIndexOf('+') > 0) {
    return refuse('NOT_A_NUMBER', 'This is not a phone number: a plus sign may only stand at the start.');
  }
  if (!/\d/.test(number)) return refuse('NOT_A_NUMBER', 'This is not a phone number: it has no digits.');
  return { text: number, extension: tail?.[1] };
}

function holdsSeveral(text: string, country: PhoneCountry | null): boolean {
  if (text.indexOf('+') !== text.lastIndexOf('+')) return true;
  const withoutExtension = text.replace(extensionTail, '');
  if (digitsOnTwoLines.test(withoutExtension)) return true;
  const parts = text.replace(pauseTail, '').split(separators);
  if (parts.filter((part) => digitsOf(part).length >= digitsOfWholeNumber).length >= 2) return true;
  if (endsInSecondNumber(withoutExtension.replace(pauseTail, ''), country)) return true;
  const ending = alternativeEnding.exec(text);
  if (ending && digitsOf(text.slice(0, ending.index)).length >= digitsOfWholeNumber) return true;
  return [...withoutExtension.matchAll(markOfMore)].some(({ index }) => isWholeBefore(withoutExtension, index, country));
}

/**
 * Whether a second number, written short, ends the text: `0100, -01`, `2671, 2672`. A dialler writes its pause without a blank, and an
 * extension hardly ever continues the number: `2671,1234`.
 */
function endsInSecondNumber(text: string, country: PhoneCountry | null): boolean {
  const found = endBehindComma.exec(text);
  if (found === null || !isWholeBefore(text, found.index, country)) return false;
  const [, mark, gap, more = ''] = found;
  if (mark === '~' || gap !== '') return true;
  const digits = digitsOf(more);
  const own = digitsOf(text.slice(0, found.index)).slice(-digits.length);
  return digits.length > 1 && digits.startsWith(own.slice(0, Math.ceil(digits.length / 2)));
}

/** Whether a whole number ends before this place, and more digits follow: joined they would ring somebody else. */
function isWholeBefore(text: string, index: number, country: PhoneCountry | null): boolean {
  const before = text.slice(0, index);
  if (digitsOf(before).length < digitsOfWholeNumber || digitsOf(text.slice(index)).length === 0) return false;
  return readValidNumber(before, country) !== null;
}

function refuseLetter(number: string, found: string): RefusedPhoneNumber {
  const letters = [...number].filter((character) => letter.test(character));
  const typo = letters.length === 1 && lettersLikeDigits.test(found);
  return refuse(
    'LETTERS',
    `${quote(found)} is not a digit.`,
    typo ? 'Check for the letters O, I or l typed in place of 0 or 1.' : 'Leave only the number in this field, without words or labels.',
  );
}

/** European helplines (116 xxx) and directory enquiries (118 xxx); some plans would put an area code in front of them. */
const sixDigitServices = /^\s*11\s*[68](?:\s*\d){3}\s*$/;

/**
 * Refuses a text of fewer than six digits without a plus sign. Some territories have subscriber numbers that short: these pass
 * when the default country says that they are valid numbers there, which no emergency number is.
 */
export function refuseShortCode(text: string, country: PhoneCountry | null): RefusedPhoneNumber | null {
  if (text.startsWith('+')) return null;
  const dialled = text.replace(/[,;#].*/, '');
  const isService = country !== null && sixDigitServices.test(dialled);
  if (!isService && (isLongerThanShortCode(dialled) || readValidNumber(text, country) !== null)) return null;
  return refuse('SHORT_CODE', `${quote(dialled.trim())} is a short or emergency code; these are never dialled.`);
}
