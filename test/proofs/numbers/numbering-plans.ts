import libphonenumber, { type PhoneNumber, type RegionCode } from 'google-libphonenumber';

/**
 * What the numbering plans say, by Google's own library and its metadata. The product reads numbers with another library, so that
 * the judge does not share its mistakes.
 */
const google = libphonenumber.PhoneNumberUtil.getInstance();
const { PhoneNumberFormat, PhoneNumberType } = libphonenumber;

/** Kinds of lines that people have; the others are refused or rare. */
const ordinaryTypes = [PhoneNumberType.FIXED_LINE, PhoneNumberType.MOBILE, PhoneNumberType.FIXED_LINE_OR_MOBILE];

export const regions: readonly RegionCode[] = google.getSupportedRegions();

/** One valid number with its usual spellings. */
export interface KnownNumber {
  readonly e164: string;
  readonly region: RegionCode;
  readonly callingCode: string;
  /** Without the calling code. */
  readonly subscriber: string;
  /** As its country writes it, for example `(0171) 1234567`. */
  readonly national: string;
  /** For example `+49 171 1234567`. */
  readonly international: string;
}

/**
 * The example of each ordinary type of a region, and `randomPerType` valid numbers made from it by changing digits. `random` gives
 * values from 0 up to 1.
 */
export function numbersOf(region: RegionCode, randomPerType: number, random: () => number): readonly KnownNumber[] {
  const found = new Map<string, KnownNumber>();
  for (const type of ordinaryTypes) {
    const example = google.getExampleNumberForType(region, type);
    if (!example) continue;
    keep(example);
    const e164 = google.format(example, PhoneNumberFormat.E164);
    const start = 1 + String(example.getCountryCode()).length;
    let wanted = found.size + randomPerType;
    for (let tries = 0; tries < randomPerType * 20 && found.size < wanted; tries += 1) {
      const from = random() < 0.5 ? start : Math.max(start, e164.length - 6);
      keep(parse([...e164].map((digit, at) => (at < from ? digit : String(Math.floor(random() * 10)))).join(''), 'ZZ'));
    }
    wanted = found.size;
  }
  return [...found.values()];

  function keep(number: PhoneNumber | null): void {
    if (number === null || !google.isValidNumberForRegion(number, region) || !ordinaryTypes.includes(google.getNumberType(number))) return;
    const e164 = google.format(number, PhoneNumberFormat.E164);
    const callingCode = String(number.getCountryCode());
    found.set(e164, {
      e164,
      region,
      callingCode,
      subscriber: e164.slice(1 + callingCode.length),
      national: google.format(number, PhoneNumberFormat.NATIONAL),
      international: google.format(number, PhoneNumberFormat.INTERNATIONAL),
    });
  }
}

/** The number whose digits, as its country writes them, are just the digits of this text; `null` when the country writes none so. */
export function writtenNationally(text: string, region: RegionCode): string | null {
  const number = parse(text, region);
  if (number === null || !google.isValidNumber(number) || number.getCountryCode() !== google.getCountryCodeForRegion(region)) return null;
  const digits = (written: string): string => written.replace(/\D/g, '');
  return digits(google.format(number, PhoneNumberFormat.NATIONAL)) === digits(text) ? google.format(number, PhoneNumberFormat.E164) : null;
}

function parse(text: string, region: string): PhoneNumber | null {
  try {
    return google.parse(text, region);
  } catch {
    return null;
  }
}
