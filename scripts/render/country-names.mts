/**
 * Writes the table of country names: every region of libphonenumber with its English name, sorted by name. Run by hand when the
 * phone library knows a new region; the names depend on the Unicode data of the Node that runs this, so no check compares them.
 */
import { writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { resolve } from 'node:path';

const root = resolve(import.meta.dirname, '../..');
const phoneLibrary = createRequire(resolve(root, 'packages/core/package.json'))('libphonenumber-js/max') as { getCountries(): string[] };
const names = new Intl.DisplayNames(['en'], { type: 'region' });
const rows = phoneLibrary.getCountries()
  .map((code) => [code, names.of(code) ?? code] as const)
  .sort((a, b) => a[1].localeCompare(b[1], 'en'))
  .map(([code, name]) => `  ['${code}', ${JSON.stringify(name)}],\n`);
const text = `// Written by scripts/render/country-names.mts. Do not edit.\n/** ISO 3166 alpha-2 code and English name, sorted by name. */\nexport const countryNames: readonly (readonly [code: string, name: string])[] = [\n${rows.join('')}];\n`;
writeFileSync(resolve(root, 'packages/core/src/fields/generated/country-names.ts'), text);
