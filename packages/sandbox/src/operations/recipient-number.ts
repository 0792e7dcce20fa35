import libphonenumber from 'google-libphonenumber';

const phoneNumbers = libphonenumber.PhoneNumberUtil.getInstance();

const longestText = 250;

export type RecipientCheck =
  | { readonly kind: 'valid'; readonly text: string; readonly region: string | null }
  | { readonly kind: 'invalid' }
  /** The library refused to parse; the server lets its exception out. */
  | { readonly kind: 'unparsable'; readonly message: string };

/**
 * The server's rule: without a leading `+`, a leading `00` goes and `+` is put in front. There is no default country.
 * The text is then checked, but kept as sent.
 */
export function checkRecipient(sent: string): RecipientCheck {
  const text = sent.startsWith('+') ? sent : `+${sent.startsWith('00') ? sent.slice(2) : sent}`;
  try {
    const number = phoneNumbers.parse(text, 'ZZ');
    if (!phoneNumbers.isValidNumber(number)) return { kind: 'invalid' };
    return { kind: 'valid', text, region: phoneNumbers.getRegionCodeForNumber(number) ?? null };
  } catch (error) {
    return { kind: 'unparsable', message: exceptionText(text, error) };
  }
}

/** The texts of the server's own (C#) build of the library. */
function exceptionText(text: string, error: unknown): string {
  if (text.length > longestText) return 'The string supplied was too long to parse.';
  if (text.includes(';phone-context=')) return 'The phone-context value is invalid.';
  const message = error instanceof Error ? error.message : String(error);
  if (message.includes('country')) return 'Could not interpret numbers after plus-sign.';
  if (message.includes('short')) return 'The string supplied is too short to be a phone number.';
  if (message.includes('long')) return 'The string supplied is too long to be a phone number.';
  return 'The string supplied did not seem to be a phone number.';
}
