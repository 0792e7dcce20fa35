import libphonenumber from 'google-libphonenumber';

const phoneNumbers = libphonenumber.PhoneNumberUtil.getInstance();

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
    return { kind: 'unparsable', message: exceptionText(error) };
  }
}

/** The texts of the server's own (C#) build of the library. */
function exceptionText(error: unknown): string {
  const message = error instanceof Error ? error.message : String(error);
  if (message.includes('country')) return 'Missing or invalid default region.';
  if (message.includes('short')) return 'The string supplied is too short to be a phone number.';
  if (message.includes('long')) return 'The string supplied is too long to be a phone number.';
  return 'The string supplied did not seem to be a phone number.';
}
