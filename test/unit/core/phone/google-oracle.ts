import { PhoneNumberFormat, PhoneNumberType, PhoneNumberUtil, type PhoneNumber, type RegionCode } from 'google-libphonenumber';

/** Google's own implementation, as the judge of what is a valid number. Never part of the product. */
const google = PhoneNumberUtil.getInstance() as PhoneNumberUtil & GlobalExamples;

/** Missing in the published types. */
interface GlobalExamples {
  getExampleNumberForNonGeoEntity(callingCode: number): PhoneNumber | null;
}

const types = [
  PhoneNumberType.FIXED_LINE,
  PhoneNumberType.MOBILE,
  PhoneNumberType.TOLL_FREE,
  PhoneNumberType.PREMIUM_RATE,
  PhoneNumberType.SHARED_COST,
  PhoneNumberType.VOIP,
  PhoneNumberType.PERSONAL_NUMBER,
  PhoneNumberType.PAGER,
  PhoneNumberType.UAN,
  PhoneNumberType.VOICEMAIL,
] as const;

const globalCodes = [800, 808, 870, 878, 881, 882, 883, 888, 979] as const;

export const regions: readonly RegionCode[] = google.getSupportedRegions();

export interface Example {
  readonly e164: string;
  readonly national: string;
  /** `001` for the global codes. */
  readonly region: string;
  readonly callingCode: number;
}

/** One example of each type of each region, and one of each global code, without repetition. */
export function allExamples(): readonly Example[] {
  const found = new Map<string, Example>();
  for (const region of regions) {
    for (const type of types) {
      const number = google.getExampleNumberForType(region, type);
      // Some regions have no example of a type although the types say otherwise.
      if (number) keep(number, region);
    }
  }
  for (const code of globalCodes) {
    const number = google.getExampleNumberForNonGeoEntity(code);
    if (number) keep(number, '001');
  }
  return [...found.values()];

  function keep(number: PhoneNumber, region: string): void {
    const e164 = google.format(number, PhoneNumberFormat.E164);
    if (found.has(e164)) return;
    const callingCode = number.getCountryCode() ?? 0;
    found.set(e164, { e164, national: google.format(number, PhoneNumberFormat.NATIONAL), region, callingCode });
  }
}

/** What Google's parser makes of a text with a plus: the canonical number when it is valid, else `null`. */
export function googleE164(text: string): string | null {
  try {
    const number = google.parse(text, 'ZZ');
    return google.isValidNumber(number) ? google.format(number, PhoneNumberFormat.E164) : null;
  } catch {
    return null;
  }
}

export function callingCodeOfRegion(region: RegionCode): number {
  return google.getCountryCodeForRegion(region);
}

/** Ranges that our metadata calls valid and Google's copy does not: the two copies are of different months. */
export const rangesUnknownToGoogle: readonly string[] = [
  '+147',
  '+2333',
  '+2385',
  '+2541',
  '+26375',
  '+267',
  '+290',
  '+5925',
  '+5927',
  '+595988',
  '+59393',
  '+6149',
  '+675',
  '+9899',
];

/** Examples of Google's that our metadata does not call valid, for the same reason. */
export const examplesUnknownToUs: readonly string[] = ['+22981123456', '+22985751234', '+2631312345'];
