import type { PhoneRefusalCode, RefusedPhoneNumber } from './phone-result.ts';

/** Longest piece of the user's text that a message quotes; messages end up in logs. */
const longestQuote = 14;

/** Puts a refusal together; a suggestion that is not there leaves no key behind. */
export function refuse(code: PhoneRefusalCode, message: string, suggestion?: string): RefusedPhoneNumber {
  return suggestion === undefined ? { ok: false, code, message } : { ok: false, code, message, suggestion };
}

/** `text` in quotation marks, cut short. */
export function quote(text: string, longest = longestQuote): string {
  const characters = [...text];
  return characters.length <= longest ? `"${text}"` : `"${characters.slice(0, longest).join('')}…"`;
}
