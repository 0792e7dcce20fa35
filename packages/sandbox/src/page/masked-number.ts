import libphonenumber from 'google-libphonenumber';

const phoneNumbers = libphonenumber.PhoneNumberUtil.getInstance();
const known = new Map<string, string>();
const keepAtMost = 5_000;

/** `+14155552671` as `+1 •••• 71`: calling code and last two digits. */
export function maskedNumber(text: string): string {
  const before = known.get(text);
  if (before !== undefined) return before;
  const masked = `${callingCode(text)} •••• ${text.replace(/\D/g, '').slice(-2)}`;
  if (known.size >= keepAtMost) known.clear();
  known.set(text, masked);
  return masked;
}

function callingCode(text: string): string {
  try {
    return `+${phoneNumbers.parse(text, 'ZZ').getCountryCodeOrDefault()}`;
  } catch {
    return '+?';
  }
}
