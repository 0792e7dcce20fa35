import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { copyFileSync, existsSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';

/**
 * Returns the folder with the packages that `tools/pinned/<name>` pins, installing them first when this machine does not have them. It lies
 * outside the checkout, in the user's cache folder, under a name made of its lockfile, and appears there only when complete.
 * No install script runs. `size` is what a person is told to expect.
 */
export function installTool(root, name, size) {
  const pin = join(root, 'tools', 'pinned', name);
  const hash = createHash('sha256').update(readFileSync(join(pin, 'package-lock.json'))).digest('hex').slice(0, 12);
  const cache = join(process.env.XDG_CACHE_HOME ?? join(homedir(), '.cache'), 'iqra-automation');
  const folder = join(cache, `${name}-${hash}`);
  if (existsSync(folder)) return folder;
  mkdirSync(cache, { recursive: true });
  const staging = mkdtempSync(join(cache, `.installing-${name}-`));
  process.stdout.write(`Installing tools/pinned/${name} once into ${folder} (${size}) ...\n`);
  try {
    for (const file of ['package.json', 'package-lock.json']) copyFileSync(join(pin, file), join(staging, file));
    execFileSync('npm', ['ci', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'], { cwd: staging, stdio: ['ignore', 'inherit', 'inherit'] });
    if (!existsSync(folder)) renameSync(staging, folder);
  } finally {
    rmSync(staging, { recursive: true, force: true });
  }
  return folder;
}
