import { createRequire } from 'node:module';

interface MomentTimeZone {
  readonly tz: {
    readonly dataVersion: string;
    zone(name: string): { utcOffset(atMs: number): number } | null;
    zonesForCountry(country: string): readonly string[] | null;
  };
}

/** The tz database as `moment-timezone` carries it: not the data of this Node.js, and none of the product's. */
const { tz } = createRequire(import.meta.url)('moment-timezone') as MomentTimeZone;

export const tzDatabaseVersion = tz.dataVersion;

/** Ahead of UTC at that moment, in ms; `null` for a name that the database does not have. */
export function tzOffsetMs(zone: string, atMs: number): number | null {
  const minutes = tz.zone(zone)?.utcOffset(atMs);
  return minutes === undefined ? null : 0 - minutes * 60_000;
}

/** The zones of a country (ISO 3166 alpha-2) in the database's own list. */
export function tzZonesOfCountry(country: string): readonly string[] {
  return tz.zonesForCountry(country) ?? [];
}
