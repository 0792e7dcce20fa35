/**
 * Finds the newest n8n whose packages install completely from the registry and writes it down everywhere: `pnpm raise:n8n` does both,
 * `pnpm raise:n8n --find` only looks. Complete means: every package of n8n's own that the version names by an exact version, and those that
 * these name in turn, is there (some releases lack parts in some registries). Afterwards run `pnpm install`, the tests and `pnpm test:n8n`.
 */
import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

const root = resolve(import.meta.dirname, '..');
/** Releases are about a week apart: a month of them is enough to find one that is whole. */
const mostCandidates = 15;
const registry = execFileSync('npm', ['config', 'get', 'registry'], { encoding: 'utf8' }).trim().replace(/\/$/, '');
const isOwn = (name) => /^(?:n8n(?:-.*)?|@n8n(?:_io)?\/.*)$/.test(name);
const exact = /^\d+\.\d+\.\d+(?:-[\w.]+)?$/;
const metadata = new Map();

async function versionsOf(name) {
  if (!metadata.has(name)) metadata.set(name, ask(name));
  return await metadata.get(name);
}

async function ask(name) {
  const answer = await fetch(`${registry}/${name.replace('/', '%2f')}`, { headers: { accept: 'application/vnd.npm.install-v1+json' } });
  if (answer.status === 404) return {};
  if (!answer.ok) throw new Error(`The registry answers ${answer.status} for ${name}.`);
  return (await answer.json()).versions;
}

/** What is missing of one release: `name@version` for each package that the registry does not have. */
async function missingParts(name, version, seen = new Set()) {
  if (seen.has(`${name}@${version}`)) return [];
  seen.add(`${name}@${version}`);
  const found = (await versionsOf(name))[version];
  if (found === undefined) return [`${name}@${version}`];
  const parts = Object.entries(found.dependencies ?? {}).filter(([part, wanted]) => isOwn(part) && exact.test(wanted));
  return (await Promise.all(parts.map(([part, wanted]) => missingParts(part, wanted, seen)))).flat();
}

const byAge = (a, b) => b.localeCompare(a, 'en', { numeric: true });
const candidates = Object.keys(await versionsOf('n8n')).filter((version) => /^\d+\.\d+\.\d+$/.test(version)).sort(byAge).slice(0, mostCandidates);
let newest;
for (const version of candidates) {
  const missing = await missingParts('n8n', version);
  process.stdout.write(`n8n ${version}: ${missing.length === 0 ? 'complete' : `lacks ${missing.length} parts, ${missing[0]} among them`}\n`);
  if (missing.length > 0) continue;
  newest = version;
  break;
}
if (newest === undefined) throw new Error(`None of the newest ${mostCandidates} releases of n8n is complete in this registry.`);
if (!process.argv.includes('--find')) await writeDown(newest);

async function writeDown(version) {
  const { dependencies } = (await versionsOf('n8n'))[version];
  const pins = { n8n: version, 'n8n-core': dependencies['n8n-core'], 'n8n-workflow': dependencies['n8n-workflow'] };
  for (const file of ['test/package.json', 'packages/n8n-node/package.json', 'tools/demonstration/package.json', 'tools/pinned/n8n/package.json']) {
    const path = join(root, file);
    const text = readFileSync(path, 'utf8');
    const raised = text.replace(/"(n8n|n8n-core|n8n-workflow)": "\d[^"]*"/g, (_, name) => `"${name}": "${pins[name]}"`);
    if (raised === text) continue;
    writeFileSync(path, raised);
    process.stdout.write(`${file} raised\n`);
  }
  const folder = join(root, 'tools/pinned/n8n');
  execFileSync('npm', ['install', '--package-lock-only', '--ignore-scripts', '--no-audit', '--no-fund'], { cwd: folder, stdio: 'inherit' });
}
