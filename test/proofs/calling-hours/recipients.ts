import libphonenumber, { type PhoneNumber, type PhoneNumberType, type RegionCode } from 'google-libphonenumber';
import { pick, type Chance } from './draw.ts';

const google = libphonenumber.PhoneNumberUtil.getInstance();
const { PhoneNumberFormat: format, PhoneNumberType: type } = libphonenumber;

/** A valid number, as Google's own library sees it. */
export interface Recipient {
  readonly e164: string;
  readonly national: string;
  readonly international: string;
  /** ISO 3166 alpha-2. */
  readonly region: string;
  readonly callingCode: string;
  readonly kind: 'fixed' | 'movable' | 'nowhere';
}

/** Half of all leads come from here: countries with preset hours, with several clocks, or with a clock that is easily taken for another. */
const telling: readonly RegionCode[] = ['US', 'US', 'CA', 'AU', 'FR', 'ES', 'IT', 'IN', 'AE', 'RU', 'BR', 'MX', 'ID', 'KZ', 'CL', 'MA', 'DZ', 'GB', 'PT', 'NI'];
const wantedTypes = [type.MOBILE, type.MOBILE, type.MOBILE, type.FIXED_LINE, type.FIXED_LINE, type.FIXED_LINE, type.VOIP, type.PERSONAL_NUMBER, type.TOLL_FREE];
const triesPerPosition = 6;

/** A number that nobody in `used` has yet, made from an example by throwing its digits anew, the last ones if nothing else works. */
export function drawRecipient(chance: Chance, used: Set<string>): Recipient {
  for (;;) {
    const region = pick(chance() < 0.5 ? telling : google.getSupportedRegions(), chance);
    const wanted = pick(wantedTypes, chance);
    const example = google.getExampleNumberForType(region, wanted);
    const found = example ? mutate(example, region, wanted, chance, used) : null;
    if (found === null) continue;
    used.add(found.e164);
    return found;
  }
}

function mutate(example: PhoneNumber, region: RegionCode, wanted: PhoneNumberType, chance: Chance, used: ReadonlySet<string>): Recipient | null {
  const digits = google.getNationalSignificantNumber(example);
  for (let kept = 0; kept < digits.length; kept += 1) {
    for (let attempt = 0; attempt < triesPerPosition; attempt += 1) {
      const thrown = Array.from({ length: digits.length - kept }, () => Math.floor(chance() * 10)).join('');
      const number = parse(`+${google.getCountryCodeForRegion(region)}${digits.slice(0, kept)}${thrown}`);
      if (number === null || !isWanted(number, region, wanted)) continue;
      const recipient = describe(number, region);
      if (!used.has(recipient.e164)) return recipient;
    }
  }
  return null;
}

function parse(text: string): PhoneNumber | null {
  try {
    return google.parse(text, 'ZZ');
  } catch {
    return null;
  }
}

function isWanted(number: PhoneNumber, region: RegionCode, wanted: PhoneNumberType): boolean {
  if (!google.isValidNumberForRegion(number, region)) return false;
  const found = google.getNumberType(number);
  return found === wanted || (found === type.FIXED_LINE_OR_MOBILE && (wanted === type.MOBILE || wanted === type.FIXED_LINE));
}

function describe(number: PhoneNumber, region: string): Recipient {
  const found = google.getNumberType(number);
  return {
    e164: google.format(number, format.E164),
    national: google.format(number, format.NATIONAL),
    international: google.format(number, format.INTERNATIONAL),
    region,
    callingCode: String(number.getCountryCode()),
    kind: found === type.FIXED_LINE ? 'fixed' : found === type.TOLL_FREE ? 'nowhere' : 'movable',
  };
}
