/** Anything that looks like an Iqra key, a token header, or a signed link. */
const secretPatterns: readonly RegExp[] = [
  /\biu_[0-9a-f]{4,}_[A-Za-z0-9+/=]*/gi,
  /\b(Token|Bearer)\s+[A-Za-z0-9_.+/=-]{8,}/gi,
  /([?&](?:X-Amz-[A-Za-z-]+|signature|sig|token|key|api_key)=)[^&\s"']+/gi,
];

/** A run that reads as a phone number: a plus and at least 7 digits, or at least 9 digits with common separators. */
const phonePattern = /\+\d(?:[\s().\-/]*\d){6,16}|(?<![\w.+-])\(?\d(?:[\s().\-/]?\d){8,16}(?![\w-])/g;

/** A date or time is not a phone number, although it has as many digits. */
const isoMoment = /^\d{4}-\d{2}-\d{2}/;

/** `+14155552671` becomes `+1•••••••71`: country code and last two digits stay. Text without digits is returned as it is. */
export function maskPhoneNumber(value: string): string {
  const digits = value.replace(/\D/g, '');
  if (digits.length < 5) return value;
  const head = value.trim().startsWith('+') ? `+${countryCodeDigits(digits)}` : '';
  const hidden = digits.length - 2 - (head.length > 0 ? head.length - 1 : 0);
  return `${head}${'•'.repeat(Math.max(hidden, 1))}${digits.slice(-2)}`;
}

/** Calling codes have one to three digits; 1 and 7 are the only ones with one, and these the only ones with two. */
function countryCodeDigits(digits: string): string {
  if (/^[17]/.test(digits)) return digits.slice(0, 1);
  const two = /^(20|27|3[0-469]|4[013-9]|5[1-8]|6[0-6]|8[1246]|9[0-58])/;
  return digits.slice(0, two.test(digits) ? 2 : 3);
}

/** Returns `text` with keys, tokens, signed-link secrets and phone numbers masked. */
export function redact(text: string): string {
  const withoutSecrets = secretPatterns.reduce(
    (current, pattern) =>
      current.replace(pattern, (_match: string, prefix?: string) =>
        typeof prefix === 'string' && /^[?&]/.test(prefix) ? `${prefix}[hidden]` : '[hidden key]',
      ),
    text,
  );
  return withoutSecrets.replace(phonePattern, (match) => (isoMoment.test(match) ? match : maskPhoneNumber(match)));
}

/** The same for any JSON-like value, copied deep. Keys are kept, texts inside are redacted. */
function redactDeep(value: unknown): unknown {
  if (typeof value === 'string') return redact(value);
  if (Array.isArray(value)) return value.map(redactDeep);
  return value !== null && typeof value === 'object' ? redactRecord(value) : value;
}

/** The same for an object. */
export function redactRecord(record: object): Readonly<Record<string, unknown>> {
  return Object.fromEntries(Object.entries(record).map(([key, inner]): [string, unknown] => [key, redactDeep(inner)]));
}
