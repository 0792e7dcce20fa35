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
