import { zoneTable } from './generated/zone-table.ts';

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
