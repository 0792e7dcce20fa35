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
