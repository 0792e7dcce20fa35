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

/** How many ASCII digits a text has. */
export function countDigits(text: string): number {
  let count = 0;
  for (const character of text) if (character >= '0' && character <= '9') count += 1;
  return count;
}

/** Emergency and short codes have at most five digits. */
const fewestDigits = 6;

/** True from six digits on. */
export function isLongerThanShortCode(text: string): boolean {
  return countDigits(text) >= fewestDigits;
}
