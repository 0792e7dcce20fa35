/**
 * Every package whose code gets into a published bundle, and every package that a generated table of core was made from, stands in NOTICE
 * with the licence that its own package.json names (or the text of MIT beside it), and that licence allows it. Needs a build.
 */
import { existsSync, globSync, readFileSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';

const root = resolve(import.meta.dirname, '../..');
const permissive = new Set(['MIT', 'ISC', 'Apache-2.0', 'BSD-2-Clause', 'BSD-3-Clause', '0BSD', 'Unicode-3.0', 'CC-BY-3.0', '(ISC AND CC-BY-3.0)']);
const notice = readFileSync(join(root, 'NOTICE'), 'utf8');
const problems = [];

/** The bundler lays the licence of each bundled library beside the bundle. */
const bundledPackages = () => globSync('packages/*/dist/licences/*.txt', { cwd: root }).map((path) => basename(path, '.txt'));

/** Packages that the generated tables of core say they were made from: `name@version` in their first lines. */
function generatingPackages() {
  return globSync('packages/core/src/**/generated/*.ts', { cwd: root }).flatMap((file) => {
    const head = readFileSync(join(root, file), 'utf8').slice(0, 1_500);
    return [...head.matchAll(/((?:@[\w.-]+\/)?[\w.-]+)@\d+\.\d+\.\d+/g)].map(([, name]) => name);
  });
}

function licenceOf(name) {
  const found = ['.', 'packages/core', 'packages/zapier-app', 'packages/n8n-node', 'test', 'scripts']
    .map((folder) => join(root, folder, 'node_modules', name, 'package.json'))
    .find((path) => existsSync(path));
  if (found === undefined) return undefined;
  return JSON.parse(readFileSync(found, 'utf8')).license ?? licenceByText(join(dirname(found), 'LICENSE'));
}

/** Some packages name their licence only by bringing its text. */
function licenceByText(file) {
  const text = existsSync(file) ? readFileSync(file, 'utf8') : '';
  return /Permission is hereby granted, free of charge, to any person obtaining a copy/.test(text) && /copyright notice and this permission notice shall be included/.test(text)
    ? 'MIT'
    : undefined;
}

const bundled = new Set(bundledPackages());
const generating = new Set(generatingPackages());
if (bundled.size === 0) problems.push('the bundles name no package: are the licences missing beside them? Run `pnpm build` first.');
for (const name of new Set([...bundled, ...generating])) {
  const licence = licenceOf(name);
  if (licence === undefined) problems.push(`${name}: its package.json names no licence, and no text of one that is known stands beside it`);
  else if (bundled.has(name) && !permissive.has(licence)) problems.push(`${name}: ${licence} does not allow to bundle it without a decision`);
  if (!notice.includes(name)) problems.push(`${name}: is missing in NOTICE`);
}
for (const problem of problems) process.stdout.write(`${problem}\n`);
process.stdout.write(`${bundled.size} bundled packages (${[...bundled].sort().join(', ')}), ${generating.size} behind generated tables, ${problems.length} problems\n`);
process.exitCode = problems.length === 0 ? 0 : 1;
