import { quote, refuse, type PhoneRepair, type RefusedPhoneNumber } from './phone-result.ts';

/** Printable ASCII words with single spaces between: nothing to clean. Almost every number takes this way. */
const plainText = /^[!-%(-~]+(?: [!-%(-~]+)*$/;

/** What a web page or its source puts in place of a character: `&#43;` is a plus, `&nbsp;` a blank. */
const htmlEntity = /&(?:#\d{1,7}|#x[\da-f]{1,6}|[a-z][a-z\d]{1,30});/i;

/** Footnote marks, fractions, circled digits. NFKC would turn them into digits of the number, so they are refused before it. */
const numberSymbol = /\p{No}/u;

const dashes = /[\u2010-\u2015\u2043\u2212\u30FC\uFE58\uFE63]/g;
const combiningMarks = /\p{M}+/gu;
const invisible = /[\p{Cf}\u115F\u1160\u3164]/gu;
/** Usual separators of number groups in Catalonia, Japan and Switzerland. A bullet is none: it masks digits. */
const middleDots = /[\u00B7\u2027\u2219\u22C5\u30FB]/g;
const innerApostrophe = /(?<=\d)['\u02BC\u2018\u2019\u2032](?=\d)/g;
/** Tabs and line breaks stay: they may stand between two numbers. */
// Stryker disable next-line Regex: one of its variants is no valid pattern, and the whole file would not load.
const blanks = /[^\S\t\n\v\f\r\u2028\u2029]+/gu;
const outerBlanks = /^[\s\p{Cc}]+|[\s\p{Cc}]+$/gu;

/** One run of marks in front, and one behind; a cell that a spreadsheet must not calculate starts with `'` or `=`. */
const frontQuotes = /^["'=`\u2018-\u201F\u2039\u203A\u00AB\u00BB\s]+/;
const trailingMarks = /["'`\u2018-\u201F\u2039\u203A\u00AB\u00BB.,;\s]+$/;

/** Returns the text in plain digits, plus, dashes and spaces, without outer quotation marks; or refuses. */
export function cleanCharacters(raw: string, repairs: PhoneRepair[]): string | RefusedPhoneNumber {
  let text = raw;
  if (!plainText.test(raw)) {
    const symbol = numberSymbol.exec(raw);
    if (symbol) {
      return refuse(
        'NOT_A_NUMBER',
        `This is not a phone number: ${quote(symbol[0])} is a symbol, not a digit.`,
        'Remove footnote marks, fractions and circled digits, or write them as plain digits.',
      );
    }
    const entity = htmlEntity.exec(raw);
    if (entity) {
      return refuse(
        'NOT_A_NUMBER',
        `This is not a phone number: ${quote(entity[0])} is an HTML entity, which stands for a character of a web page.`,
        'Take the number from a field of plain text, or remove the entity.',
      );
    }
    text = toPlainCharacters(raw);
    if (text !== raw) repairs.push('cleaned-characters');
  }
  text = stripOuterMarks(text, repairs);
  return text === '' ? refuse('EMPTY', 'The phone number is empty.') : text;
}

function toPlainCharacters(raw: string): string {
  return toAsciiDigits(raw.normalize('NFKC'))
    .replace(dashes, '-')
    .replace(combiningMarks, '')
    .replace(invisible, ' ')
    .replace(middleDots, ' ')
    .replace(innerApostrophe, ' ')
    .replace(blanks, ' ')
    .replace(outerBlanks, '');
}

function stripOuterMarks(text: string, repairs: PhoneRepair[]): string {
  const front = frontQuotes.exec(text)?.[0] ?? '';
  const rest = text.slice(front.length);
  const behind = trailingMarks.exec(rest)?.[0] ?? '';
  if (/[^.,;\s]/.test(front + behind)) repairs.push('outer-quotes');
  if (/[.,;]/.test(behind)) repairs.push('trailing-punctuation');
  return rest.slice(0, rest.length - behind.length);
}

const decimalDigit = /\p{Nd}/u;
const foreignDigits = /(?![0-9])\p{Nd}/gu;

/** The text with every decimal digit of Unicode (Arabic, Devanagari, full-width ...) as `0` to `9`. */
export function toAsciiDigits(text: string): string {
  return text.replace(foreignDigits, (digit) => String(valueOfDigit(digit)));
}

/** Unicode's decimal digits stand in ascending runs of ten, so a digit's value is the number of digits before it in its run. */
function valueOfDigit(digit: string): number {
  const codePoint = digit.codePointAt(0) ?? 0;
  let before = 0;
  while (decimalDigit.test(String.fromCodePoint(codePoint - before - 1))) before += 1;
  return before % 10;
}

/** The ASCII digits of a text, without anything else. */
export function digitsOf(text: string): string {
  return text.replace(/[^0-9]/g, '');
}

/** Emergency and short codes have at most five digits. */
const fewestDigits = 6;

/** True from six digits on. */
export function isLongerThanShortCode(text: string): boolean {
  return digitsOf(text).length >= fewestDigits;
}
