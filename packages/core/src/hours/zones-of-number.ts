import type { AcceptedPhoneNumber } from '../phone/phone-result.ts';
import { zonesOfPrefix } from './zone-table.ts';

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
