import { createHash } from 'node:crypto';
import { copyFileSync, existsSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, realpathSync, renameSync, rmSync } from 'node:fs';
import { availableParallelism, homedir } from 'node:os';
import path from 'node:path';
import { runToEnd } from './owned-process.ts';

const pinFolder = path.resolve(import.meta.dirname, '../pinned/n8n');
const progressEveryMs = 15_000;
const stagingPrefix = '.installing-n8n-';

export interface InstalledN8n {
  readonly version: string;
  readonly folder: string;
  /** n8n's command line script, to be run by `node`. */
  readonly script: string;
  /** The Node program that n8n runs with: the one running this code. */
  readonly node: string;
}

/**
 * Returns the pinned n8n, installing it first when this machine does not have it yet (about 2.9 GB; 4 to 10 minutes).
 * It lives outside the checkout, in the user's cache folder, under a name made of version and lock file, and appears there only when complete.
 * Prints progress lines while it installs. Needs Node 24, npm, a C++ compiler, make and python3.
 */
export async function installN8n(): Promise<InstalledN8n> {
  requireNode24();
  const lock = readFileSync(path.join(pinFolder, 'package-lock.json'));
  const version = readPinnedVersion();
  const lockHash = createHash('sha256').update(lock).digest('hex').slice(0, 12);
  const cache = path.join(process.env['XDG_CACHE_HOME'] ?? path.join(homedir(), '.cache'), 'iqra-automation');
  const folder = path.join(cache, `n8n-${version}-${lockHash}`);
  if (!existsSync(folder)) await installInto(folder, cache, version);
  return { version, folder, script: path.join(folder, 'node_modules/n8n/bin/n8n'), node: process.execPath };
}

function requireNode24(): void {
  if (!process.version.startsWith('v24.')) {
    throw new Error(`n8n needs Node 24, this is ${process.version}. Start through pnpm, which brings its own Node 24.`);
  }
}

function readPinnedVersion(): string {
  const pin = JSON.parse(readFileSync(path.join(pinFolder, 'package.json'), 'utf8')) as { dependencies: { n8n: string } };
  return pin.dependencies.n8n;
}

async function installInto(folder: string, cache: string, version: string): Promise<void> {
  mkdirSync(cache, { recursive: true });
  removeAbandoned(cache);
  const staging = mkdtempSync(path.join(cache, `${stagingPrefix}${process.pid}-`));
  const startedAt = Date.now();
  console.log(`Installing n8n ${version} once into ${folder} (4 to 10 minutes, 2.9 GB) ...`);
  let doing = (): string => `${countPackages(staging)} package folders so far`;
  const progress = setInterval(() => console.log(`  ${secondsSince(startedAt)} s, ${doing()}`), progressEveryMs);
  try {
    for (const file of ['package.json', 'package-lock.json']) copyFileSync(path.join(pinFolder, file), path.join(staging, file));
    const logPath = path.join(staging, 'install.log');
    // Scripts stay off: one dependency would download from a site that is often unreachable, and npm would then undo everything.
    await runNpm('npm ci', ['ci', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'], staging, logPath);
    console.log(`  ${secondsSince(startedAt)} s, packages are in place; the database driver is fetched, or compiled where that fails (2 to 5 minutes) ...`);
    doing = () => 'compiling the database driver';
    // Its own script asks for a prebuilt file first and compiles only without one.
    await runNpm('npm rebuild sqlite3', ['rebuild', 'sqlite3', '--ignore-scripts=false', '--loglevel=error'], staging, logPath);
    await runToEnd({ name: 'loading the database driver', command: process.execPath, args: ['-e', "require('sqlite3')"], env: process.env, cwd: staging, logPath });
    if (!existsSync(folder)) renameSync(staging, folder);
    console.log(`  ${secondsSince(startedAt)} s, n8n ${version} is installed.`);
  } finally {
    clearInterval(progress);
    rmSync(staging, { recursive: true, force: true });
  }
}

/** Removes what installations left behind that were broken off: those whose process is gone. */
function removeAbandoned(cache: string): void {
  for (const name of readdirSync(cache).filter((entry) => entry.startsWith(stagingPrefix))) {
    const pid = Number.parseInt(name.slice(stagingPrefix.length), 10);
    if (!isAlive(pid)) rmSync(path.join(cache, name), { recursive: true, force: true });
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

async function runNpm(name: string, args: readonly string[], cwd: string, logPath: string): Promise<void> {
  const env: NodeJS.ProcessEnv = {
    ...process.env,
    PATH: `${path.dirname(process.execPath)}${path.delimiter}${process.env['PATH'] ?? ''}`,
    CXXFLAGS: '-w',
    JOBS: String(availableParallelism()),
    ...nodeHeaders(),
  };
  await runToEnd({ name, command: 'npm', args, env, cwd, logPath });
}

/** The compiler needs the headers of the Node that will load the result; the `node` package of the registry carries them beside its program. */
function nodeHeaders(): NodeJS.ProcessEnv {
  const distribution = path.resolve(realpathSync(process.execPath), '../../node_modules', `node-${process.platform}-${process.arch}`);
  const besideProgram = path.resolve(realpathSync(process.execPath), '../..');
  const found = [distribution, besideProgram].find((folder) => existsSync(path.join(folder, 'include/node/node.h')));
  return found === undefined ? {} : { npm_config_nodedir: found };
}

function countPackages(folder: string): number {
  const modules = path.join(folder, 'node_modules');
  return existsSync(modules) ? readdirSync(modules).length : 0;
}

function secondsSince(startedAt: number): number {
  return Math.round((Date.now() - startedAt) / 1000);
}
