import { digitsOf, toAsciiDigits } from '../phone/characters.ts';

/** Anything that looks like an Iqra key, a token header, or a signed link. */
const secretPatterns: readonly RegExp[] = [
  /\biu_[0-9a-f]{4,}_[A-Za-z0-9+/=]*/gi,
  /\b(Token|Bearer)\s+[A-Za-z0-9_.+/=-]{8,}/gi,
  /([?&](?:X-Amz-[A-Za-z-]+|signature|sig|token|key|api_key)=)[^&\s"']+/gi,
];

/** Marks that people put between the digits of a number. */
const marks = String.raw`[\s().\-/\u00B7\u2010-\u2015\u2212'\u2019]`;
/** A run that reads as a phone number, in the digits of any script: a plus and at least 7 digits, or at least 9 digits. */
const phonePattern = new RegExp(
  String.raw`[+\uFF0B]${marks}*\p{Nd}(?:${marks}{0,3}\p{Nd}){6,16}|(?<![\p{L}\p{Nd}_.+\-])\(?\p{Nd}(?:${marks}{0,2}\p{Nd}){8,16}(?![\p{L}\p{Nd}_])`,
  'gu',
);

const time = String.raw`(?:[T ,]+\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?:\s?[AaPp]\.?[Mm]\b\.?)?(?:\s?Z\b|\s?[+\-]\d{2}:?\d{2}\b)?)?`;
const month = '(?:0?[1-9]|1[0-2])';
const day = '(?:0?[1-9]|[12]\\d|3[01])';
const year = '(?:19|20)\\d{2}';
/** Dates as people and programs write them, with or without a time: as many digits as a phone number, but worth reading. */
const datePattern = new RegExp(
  String.raw`(?<![\p{Nd}+]|\p{Nd}[./\-]|\+[\p{Nd}\s]{1,6})(?:${year}([\-/.])${month}\1${day}|${day}([/.\-])${month}\2${year}|${month}([/.\-])${day}\3${year})${time}(?!\p{Nd}|[./\-:]\p{Nd})`,
  'gu',
);

/** `+14155552671` becomes `+1•••••••71`: country code and last two digits stay. Text without digits is returned as it is. */
export function maskPhoneNumber(value: string): string {
  const digits = digitsOf(toAsciiDigits(value));
  if (digits.length < 5) return value;
  const head = /^\s*[+\uFF0B]/.test(value) ? `+${countryCodeDigits(digits)}` : '';
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
  return maskNumbers(withoutSecrets);
}

/** Masks what stands between the dates. */
function maskNumbers(text: string): string {
  let masked = '';
  let from = 0;
  for (const date of text.matchAll(datePattern)) {
    masked += text.slice(from, date.index).replace(phonePattern, (match) => maskPhoneNumber(match)) + date[0];
    from = date.index + date[0].length;
  }
  return masked + text.slice(from).replace(phonePattern, (match) => maskPhoneNumber(match));
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
