import { bareNames, namesOfOtherSystems, placeNames } from './generated/time-zone-names.ts';

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
export function findTimeZone(text: string): string | null {
  const name = text.trim().toLowerCase();
  const zone = names().zones.get(name.replaceAll('_slash_', '/').replaceAll('_hyphen_', '-').replaceAll('_dash_', '-'));
  if (zone !== undefined) return zone;
  const withoutOffset = name.replace(/^\((?:utc|gmt)[^)]*\)\s*/, '').replace(/\s+/g, ' ');
  return names().otherNames.get(withoutOffset) ?? null;
}

/** The `Area/Location` name of what the tz database also calls `Japan` or `Cuba`; `null` for anything else. */
export function placeOfBareName(name: string): string | null {
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
