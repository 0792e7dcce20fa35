/**
 * Every dependency of every package.json names one exact version, the same everywhere, so that an install today and one in a year bring
 * the same code. Peers stay open: the host brings them. The pnpm that the commands of docs and CI name is the one of package.json, and the
 * lockfile has the native parts of every system that people develop on.
 */
import { globSync, readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = resolve(dirname(fileURLToPath(import.meta.url)), '../..');
const exactVersion = /^\d+\.\d+\.\d+(?:-[0-9A-Za-z.-]+)?$/;
const pinnedKinds = ['dependencies', 'devDependencies', 'optionalDependencies', 'overrides'];

const skipped = (name) => ['node_modules', 'dist', 'build', '.git', '.stryker-tmp'].includes(name.split('/').at(-1) ?? name);
const find = (pattern) => globSync(pattern, { cwd: root, exclude: skipped }).map((path) => path.replaceAll('\\', '/'));

const manifests = find('**/package.json').map((path) => ({ path, json: JSON.parse(readFileSync(join(root, path), 'utf8')) }));
const pins = manifests.flatMap(({ path, json }) =>
  pinnedKinds.flatMap((kind) => Object.entries(json[kind] ?? {}).map(([name, wanted]) => ({ path, name, wanted }))),
);

function isExact(wanted) {
  const alias = /^npm:(?:@[^/]+\/)?[^@]+@(.+)$/.exec(wanted);
  return wanted === 'workspace:*' || exactVersion.test(alias?.[1] ?? wanted);
}

const loose = pins.filter(({ wanted }) => !isExact(wanted)).map(({ path, name, wanted }) => `${path}: "${name}" is "${wanted}"; name one exact version`);

// A tool's folder may want another version on purpose, as tools/pinned/node-22 does.
const isTool = (path) => path.startsWith('tools/pinned/');
const versionsOf = Map.groupBy(
  pins.filter(({ path }) => !isTool(path)),
  ({ name }) => name,
);
const split = [...versionsOf]
  .filter(([, uses]) => new Set(uses.map(({ wanted }) => wanted)).size > 1)
  .map(([name, uses]) => `"${name}" has several versions: ${uses.map(({ path, wanted }) => `${wanted} in ${path}`).join(', ')}`);

const pinnedPnpm = manifests.find(({ path }) => path === 'package.json')?.json.packageManager;
const otherPnpm = ['.ci/run', ...find('*.md'), ...find('docs/**/*.md'), ...find('packages/*/*.md')].flatMap((path) =>
  [...readFileSync(join(root, path), 'utf8').matchAll(/\bpnpm@\d[\w.-]*/g)]
    .filter(([named]) => named !== pinnedPnpm)
    .map(([named]) => `${path}: names ${named}, package.json ${pinnedPnpm}`),
);

const unlocked = manifests
  .filter(({ path }) => isTool(path))
  .filter(({ path }) => find(join(dirname(path), 'package-lock.json')).length === 0)
  .map(({ path }) => `${path}: has no package-lock.json beside it`);

// A registry that lacked a part on the day of locking would leave it out of the lockfile for good, and an install on that system without a word.
const locked = new Set([...readFileSync(join(root, 'pnpm-lock.yaml'), 'utf8').matchAll(/^ {2}'?((?:@[\w.-]+\/)?[\w.-]+)@\d[^:']*'?:$/gm)].map(([, name]) => name));
const forOneSystem = [...locked]
  .filter((name) => name.includes('linux-x64'))
  .flatMap((name) => [name.replace(/linux-x64.*/, 'darwin-arm64'), name.replace(/linux-x64.*/, 'win32-x64')].map((other) => ({ name, other })))
  .filter(({ other }) => !locked.has(other) && !locked.has(`${other}-msvc`))
  .map(({ name, other }) => `pnpm-lock.yaml: has ${name} but not ${other}; run \`pnpm install --fix-lockfile\` once the registry has it`);

const problems = [...loose, ...split, ...otherPnpm, ...unlocked, ...forOneSystem];
for (const problem of problems) process.stdout.write(`${problem}\n`);
process.stdout.write(`${pins.length} dependencies in ${manifests.length} files, ${problems.length} problems\n`);
process.exitCode = problems.length === 0 ? 0 : 1;
