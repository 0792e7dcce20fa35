import { mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { runToEnd } from './owned-process.ts';

const packageFolder = path.resolve(import.meta.dirname, '../../packages/n8n-node');

/**
 * Packs the built node package exactly as it would be published and returns the tarball's path in `targetFolder`.
 * The package must have been built before. With `--package <tarball>` on the command line that tarball is taken instead.
 */
export async function packNodePackage(targetFolder: string): Promise<string> {
  const { values } = parseArgs({ options: { package: { type: 'string' } }, strict: false });
  if (typeof values.package === 'string') return path.resolve(values.package);
  mkdirSync(targetFolder, { recursive: true });
  await runToEnd({
    name: 'npm pack',
    command: 'npm',
    args: ['pack', '--ignore-scripts', '--loglevel=error', '--pack-destination', targetFolder],
    env: process.env,
    cwd: packageFolder,
    logPath: path.join(targetFolder, 'pack.log'),
  });
  const tarball = readdirSync(targetFolder).find((file) => file.endsWith('.tgz'));
  if (tarball === undefined) throw new Error('npm pack left no tarball: build the node package first.');
  return path.join(targetFolder, tarball);
}

/** Installs a packed node as n8n itself installs community packages: with npm, into the user folder's `nodes`, without scripts. */
export async function installCommunityPackage(userFolder: string, tarball: string): Promise<void> {
  const nodes = path.join(userFolder, '.n8n', 'nodes');
  mkdirSync(nodes, { recursive: true });
  writeFileSync(path.join(nodes, 'package.json'), JSON.stringify({ name: 'installed-nodes', private: true, dependencies: {} }));
  await runToEnd({
    name: 'npm install of the node package',
    command: 'npm',
    args: ['install', '--ignore-scripts', '--legacy-peer-deps', '--omit=dev', '--no-package-lock', '--no-audit', '--no-fund', '--loglevel=error', tarball],
    env: process.env,
    cwd: nodes,
    logPath: path.join(userFolder, 'community-package.log'),
  });
}
