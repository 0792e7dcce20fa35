import { maskPhoneNumber } from '../errors/redact.ts';
import { callingCodeOf, type PhoneCountry, type ValidReading } from './reading.ts';

/** How a number came to be read. */
export interface WayOfReading {
  readonly readWith: PhoneCountry | null;
  /** What the digits would be with a plus in front. */
  readonly alsoValid: ValidReading | null;
}

/** What a person should know about an accepted number, in whole sentences. */
export function warnOf(reading: ValidReading, { readWith, alsoValid }: WayOfReading): readonly string[] {
  const warnings: string[] = [];
  if (reading.extension !== undefined) warnings.push('The extension was dropped: the platform cannot dial extensions.');
  if (reading.type === 'TOLL_FREE') {
    warnings.push('This is a toll-free number: its time zone and the country it rings in are unknown.');
  }
  if (readWith !== null && callingCodeOf(readWith) !== reading.countryCallingCode) {
    warnings.push(`Read as an international number of +${reading.countryCallingCode}, by the dialling prefix of ${readWith}.`);
  }
  if (readWith !== null && alsoValid !== null) {
    warnings.push(`Read as a number of ${readWith}, as it is written there. With + in front the same digits would be ${nameMasked(alsoValid)}.`);
  }
  return warnings;
}

/** `+49••••••••06 (DE)`: enough to recognise a number, too little to dial it. */
export function nameMasked({ e164, country }: ValidReading): string {
  return country === null ? maskPhoneNumber(e164) : `${maskPhoneNumber(e164)} (${country})`;
}
