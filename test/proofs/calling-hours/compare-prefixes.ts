import libphonenumber from 'google-libphonenumber';
import { zonesOfPrefix } from '../../../packages/core/src/hours/zones-of-number.ts';
import { prefixesOfData } from './candidate-zones.ts';
import { zonesOfAreaCode } from './area-codes.ts';
import { tzOffsetMs, tzZonesOfCountry } from './tz-database.ts';

const google = libphonenumber.PhoneNumberUtil.getInstance();

export interface PrefixComparison {
  readonly areaCodes: number;
  /** Area codes that lack the clock of a place in them; each a sentence. */
  readonly missing: readonly string[];
  readonly prefixes: number;
  /** Prefixes outside +1 with no clock that any of their countries keeps; each a sentence. */
  readonly foreign: readonly string[];
  /** Prefixes with a clock more than their country has: called in a narrower time. */
  readonly wider: number;
}

const dayMs = 86_400_000;
const fromMs = Date.parse('2026-12-01T12:00:00Z');

/** The table of the product beside the numbering plan's area codes and the tz database's own list of countries. */
export function comparePrefixes(): PrefixComparison {
  const missing = [...zonesOfAreaCode].flatMap(([code, places]) => {
    const clocks = new Set(zonesOfPrefix(`1${code}0000000`).map(clockOf));
    return places.filter((place) => !clocks.has(clockOf(place))).map((place) => `Area code ${code} lacks ${place}.`);
  });
  const foreign: string[] = [];
  let wider = 0;
  const prefixes = prefixesOfData().filter((prefix) => !prefix.startsWith('1'));
  for (const prefix of prefixes) {
    const known = new Set(countriesOf(prefix).flatMap(tzZonesOfCountry).map(clockOf));
    const zones = zonesOfPrefix(prefix);
    if (known.size === 0 || zones.length === 0) continue;
    const strange = zones.filter((zone) => !known.has(clockOf(zone)));
    if (strange.length === zones.length) foreign.push(`+${prefix} has ${zones.join()}, which its country does not keep.`);
    else if (strange.length > 0) wider += 1;
  }
  return { areaCodes: zonesOfAreaCode.size, missing, prefixes: prefixes.length, foreign, wider };
}

function countriesOf(prefix: string): readonly string[] {
  const code = [prefix.slice(0, 1), prefix.slice(0, 2), prefix.slice(0, 3)].find((one) => google.getRegionCodeForCountryCode(Number(one)) !== 'ZZ');
  return code === undefined ? [] : google.getSupportedRegions().filter((region) => google.getCountryCodeForRegion(region) === Number(code));
}

const clocks = new Map<string, string>();

/** Two zones with the same text keep the same time for a year, to the week. */
function clockOf(zone: string): string {
  const known = clocks.get(zone);
  if (known !== undefined) return known;
  const clock = Array.from({ length: 53 }, (_, week) => tzOffsetMs(zone, fromMs + week * 7 * dayMs)).join();
  clocks.set(zone, clock);
  return clock;
}
