import type { AcceptedPhoneNumber } from '../phone/phone-result.ts';
import { zoneTable } from './generated/zone-table.ts';

/** What decides a number's time zones. */
export type PhoneLine = Pick<AcceptedPhoneNumber, 'e164' | 'country' | 'countryCallingCode' | 'type'>;

/**
 * The time zones in which the owner of a number may be, by its longest known prefix. Outside +1, only fixed lines stay with their
 * prefix: for any other type the table names the place of the operator, so all zones of the country are added. Empty for toll-free
 * numbers and global codes, which say nothing about a place.
 */
export function zonesOfNumber(line: PhoneLine): readonly string[] {
  if (line.country === null || line.type === 'TOLL_FREE') return [];
  const digits = line.e164.slice(1);
  const byPrefix = zonesOfPrefix(digits);
  if (line.countryCallingCode === '1' || line.type === 'FIXED_LINE') return byPrefix;
  return [...new Set([...byPrefix, ...zonesOfPrefix(countryPrefix(line))])];
}

/** Kazakhstan shares +7 with Russia; in all other shared codes the whole code is taken, which is the narrower time. */
function countryPrefix({ country, countryCallingCode }: PhoneLine): string {
  return country === 'KZ' ? '77' : countryCallingCode;
}

/** Longer prefixes of phone numbers do not occur in the table. */
const longestPrefix = 9;

let zonesByPrefix: ReadonlyMap<string, readonly string[]> | undefined;

/** Decoded on first use: most runs of a host place no call. */
function table(): ReadonlyMap<string, readonly string[]> {
  zonesByPrefix ??= new Map(
    zoneTable.split('\n').flatMap((line) => {
      const [zones = '', ...prefixes] = line.split(' ');
      const names = zones.split('&');
      return prefixes.map((prefix) => [prefix, names] as const);
    }),
  );
  return zonesByPrefix;
}

/** The time zones of the longest known prefix of `digits` (with country code, without plus); empty when there is none. */
export function zonesOfPrefix(digits: string): readonly string[] {
  for (let length = longestPrefix; length > 0; length -= 1) {
    const zones = table().get(digits.slice(0, length));
    if (zones !== undefined) return zones;
  }
  return [];
}
