import type { InputProblem } from '../errors/iqra-error.ts';
import { bareNames, namesOfOtherSystems, placeNames } from './generated/time-zone-names.ts';
import { hoursErrors } from './hours-errors.ts';

type TimeZoneName = { readonly ok: true; readonly zone: string | null } | { readonly ok: false; readonly problem: InputProblem };

/**
 * What people mean by an abbreviation. Several countries use the same letters, and most keep standing still while the clocks of the
 * people who use them change.
 */
const placesOfAbbreviation: Readonly<Record<string, string>> = {
  ACST: 'Australia/Adelaide or Australia/Darwin',
  ADT: 'America/Halifax',
  AEDT: 'Australia/Sydney',
  AEST: 'Australia/Sydney or Australia/Brisbane',
  AKST: 'America/Anchorage',
  AST: 'America/Halifax, America/Puerto_Rico or Asia/Riyadh',
  AWST: 'Australia/Perth',
  BST: 'Europe/London or Asia/Dhaka',
  CAT: 'Africa/Maputo',
  CDT: 'America/Chicago or America/Havana',
  CEST: 'Europe/Berlin or Europe/Paris',
  CET: 'Europe/Berlin or Europe/Paris',
  CST: 'America/Chicago, America/Regina or Asia/Shanghai',
  CST6CDT: 'America/Chicago',
  EAT: 'Africa/Nairobi',
  EDT: 'America/New_York',
  EEST: 'Europe/Athens',
  EET: 'Europe/Athens or Africa/Cairo',
  EST: 'America/New_York or America/Panama',
  EST5EDT: 'America/New_York',
  GMT: 'Europe/London or Africa/Accra',
  'GMT+0': 'Europe/London or Africa/Accra',
  'GMT-0': 'Europe/London or Africa/Accra',
  GMT0: 'Europe/London or Africa/Accra',
  GREENWICH: 'Europe/London or Africa/Accra',
  GST: 'Asia/Dubai',
  HKT: 'Asia/Hong_Kong',
  HST: 'Pacific/Honolulu',
  IST: 'Asia/Kolkata, Europe/Dublin or Asia/Jerusalem',
  JST: 'Asia/Tokyo',
  KST: 'Asia/Seoul',
  MDT: 'America/Denver',
  MET: 'Europe/Berlin or Europe/Paris',
  MSK: 'Europe/Moscow',
  MST: 'America/Denver or America/Phoenix',
  MST7MDT: 'America/Denver',
  NST: 'America/St_Johns',
  NZST: 'Pacific/Auckland',
  PDT: 'America/Los_Angeles',
  PKT: 'Asia/Karachi',
  PST: 'America/Los_Angeles or Asia/Manila',
  PST8PDT: 'America/Los_Angeles',
  SAST: 'Africa/Johannesburg',
  SGT: 'Asia/Singapore',
  SST: 'Pacific/Pago_Pago or Asia/Singapore',
  WAT: 'Africa/Lagos',
  WEST: 'Europe/Lisbon',
  WET: 'Europe/Lisbon',
};

/** Other names of UTC itself. */
const utcNames = new Set(['UCT', 'UNIVERSAL', 'ZULU', 'Z', 'ETC/UTC', 'ETC/UCT', 'ETC/ZULU', 'ETC/UNIVERSAL']);

/**
 * Reads the name of a time zone; nothing is `null`. Taken are the `Area/Location` names of the tz database, `UTC`, and the names of
 * HubSpot, Windows and Rails that mean exactly one of them, from a list of our own, so that every Node.js gives the same answer. An
 * offset or an abbreviation has several meanings or knows no daylight saving, so it would be hours wrong. Never throws.
 */
export function readTimeZone(raw: string | null | undefined): TimeZoneName {
  const name = (raw ?? '').normalize('NFKC').trim();
  if (name === '') return { ok: true, zone: null };
  const zone = findTimeZone(name);
  return zone === null ? refuse(name) : { ok: true, zone };
}

function refuse(name: string): TimeZoneName {
  return { ok: false, problem: hoursErrors.problem('TIME_ZONE_UNKNOWN', 'contactTimeZone', { name: name.slice(0, 40), ...adviceFor(name) }) };
}

function adviceFor(name: string): { readonly why: string; readonly place: string } {
  const upper = name.toUpperCase();
  const place = 'Europe/Paris';
  const places = Object.hasOwn(placesOfAbbreviation, upper) ? placesOfAbbreviation[upper] : undefined;
  if (places !== undefined) return { why: 'has more than one meaning or does not follow daylight saving', place: places };
  if (utcNames.has(upper)) return { why: 'is not the name of a place; universal time is written UTC', place };
  if (/^(?:ETC|SYSTEMV)\//.test(upper)) return { why: 'is a fixed offset, which does not follow daylight saving (and Etc counts the other way round)', place };
  if (/^(?:UTC|GMT)?\s*[+-]/.test(upper)) return { why: 'is an offset, which does not follow daylight saving', place };
  const meant = placeOfBareName(name);
  return meant === null ? { why: 'is not a known time zone', place } : { why: 'is not the name of a place', place: meant };
}

/** What other systems call a time zone, and the name of the tz database that it means. */
interface KnownNames {
  /** By the name in lower case. */
  readonly zones: ReadonlyMap<string, string>;
  readonly otherNames: ReadonlyMap<string, string>;
  /** Names of the tz database without an area, such as `Japan`, with the name to write instead. */
  readonly bare: ReadonlyMap<string, string>;
}

let known: KnownNames | undefined;

/** Decoded on first use: most runs of a host name no time zone. */
function names(): KnownNames {
  known ??= {
    zones: new Map([...placesOf(placeNames), 'UTC'].map((zone) => [zone.toLowerCase(), zone])),
    otherNames: new Map(rowsOf(namesOfOtherSystems).flatMap(([zone = '', ...others]) => others.map((name) => [name.toLowerCase(), zone] as const))),
    bare: new Map(rowsOf(bareNames).map(([zone = '', name = '']) => [name.toLowerCase(), zone])),
  };
  return known;
}

const rowsOf = (table: string): readonly (readonly string[])[] => table.trim().split('\n').map((row) => row.split('|'));

function placesOf(table: string): readonly string[] {
  return table
    .trim()
    .split('\n')
    .flatMap((row) => {
      const [area = '', ...locations] = row.split(' ');
      return locations.map((location) => `${area}/${location}`);
    });
}

/**
 * The name of the tz database that a text means: such a name itself (`Area/Location` or `UTC`, case does not matter), HubSpot's
 * spelling of it (`us_slash_eastern`), or the name that Windows or Rails gives it, with or without an offset in front. `null` = none.
 */
function findTimeZone(text: string): string | null {
  const name = text.trim().toLowerCase();
  const zone = names().zones.get(name.replaceAll('_slash_', '/').replaceAll('_hyphen_', '-').replaceAll('_dash_', '-'));
  if (zone !== undefined) return zone;
  const withoutOffset = name.replace(/^\((?:utc|gmt)[^)]*\)\s*/, '').replace(/\s+/g, ' ');
  return names().otherNames.get(withoutOffset) ?? null;
}

/** The `Area/Location` name of what the tz database also calls `Japan` or `Cuba`; `null` for anything else. */
function placeOfBareName(name: string): string | null {
  return names().bare.get(name.toLowerCase()) ?? null;
}

export interface TimeZoneChoice {
  /** The name to store. */
  readonly value: string;
  /** `Sydney (Australia)`. */
  readonly label: string;
}

/**
 * Time zones for a searchable list in a form: those whose name, or the name that Windows or Rails gives them, contains every word of
 * `search`; all of them without one. Sorted by name.
 */
export function timeZoneChoices(search = ''): readonly TimeZoneChoice[] {
  const words = search.toLowerCase().split(/[\s/_,]+/).filter((word) => word !== '');
  const others = new Map<string, string>();
  for (const [name, zone] of names().otherNames) others.set(zone, `${others.get(zone) ?? ''} ${name}`);
  const found = [...names().zones.values()].filter((zone) => {
    const text = `${zone} ${others.get(zone) ?? ''}`.toLowerCase().replaceAll('_', ' ');
    return words.every((word) => text.includes(word));
  });
  return found.sort().map((zone) => ({ value: zone, label: labelOf(zone) }));
}

function labelOf(zone: string): string {
  const [area = '', ...rest] = zone.replaceAll('_', ' ').split('/');
  return rest.length === 0 ? zone : `${rest.toReversed().join(', ')} (${area})`;
}
