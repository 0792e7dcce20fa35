/**
 * Writes the tables of packages/core/src/hours/generated from npm packages. `--check` writes nothing and ends with 1 when a committed
 * file differs.
 */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { holidayTable } from './holiday-table.mts';
import { projectRoot } from './package-data.mts';
import { timeZoneNames } from './time-zone-names.mts';
import { usStateTable } from './us-state-table.mts';
import { zoneTable } from './zone-table.mts';

const outputs: readonly (readonly [name: string, text: string])[] = [
  ['zone-table.ts', zoneTable()],
  ['us-state-table.ts', usStateTable()],
  ['holiday-table.ts', holidayTable()],
  ['time-zone-names.ts', timeZoneNames()],
];

const checkOnly = process.argv.includes('--check');
let stale = 0;
for (const [name, text] of outputs) {
  const path = `packages/core/src/hours/generated/${name}`;
  const file = resolve(projectRoot, path);
  if (existsSync(file) && readFileSync(file, 'utf8') === text) continue;
  stale += 1;
  if (checkOnly) {
    process.stdout.write(`stale: ${path} (run pnpm run generate)\n`);
    continue;
  }
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, text);
  process.stdout.write(`generated ${path}\n`);
}
process.exitCode = checkOnly && stale > 0 ? 1 : 0;
