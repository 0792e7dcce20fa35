import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';

/**
 * The binary of another Node than the one that runs, as `tools/pinned/node-<major>` pins it: 20 is the oldest that core takes, 22 is that of
 * Zapier's runtime (its command line refuses older ones). Installed once into the user's cache.
 */
export function ensureNode(root, major) {
  const cache = join(process.env.XDG_CACHE_HOME ?? join(homedir(), '.cache'), 'iqra-automation', `node-${major}`);
  const binary = join(cache, 'node_modules', 'node', 'bin', 'node');
  if (existsSync(binary)) return binary;
  mkdirSync(cache, { recursive: true });
  for (const file of ['package.json', 'package-lock.json']) cpSync(join(root, `tools/pinned/node-${major}`, file), join(cache, file));
  const installed = spawnSync('npm', ['ci', '--no-audit', '--no-fund', '--foreground-scripts'], { cwd: cache, stdio: ['ignore', 'ignore', 'inherit'] });
  if (installed.status !== 0 || !existsSync(binary)) throw new Error(`Node ${major} could not be installed into ${cache}.`);
  return binary;
}
