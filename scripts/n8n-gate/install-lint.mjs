import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { copyFileSync, existsSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';

/**
 * Returns the folder with n8n's own lint and scanner, installing them first when this machine does not have them (about 730 MB, one to
 * two minutes). It lies outside the checkout, in the user's cache folder, and appears there only when complete.
 */
export function installLint(root) {
  const pin = join(root, 'tools/n8n-lint');
  const hash = createHash('sha256').update(readFileSync(join(pin, 'package-lock.json'))).digest('hex').slice(0, 12);
  const cache = join(process.env.XDG_CACHE_HOME ?? join(homedir(), '.cache'), 'iqra-automation');
  const folder = join(cache, `n8n-lint-${hash}`);
  if (existsSync(folder)) return folder;
  mkdirSync(cache, { recursive: true });
  const staging = mkdtempSync(join(cache, '.installing-n8n-lint-'));
  process.stdout.write(`Installing n8n's lint and scanner once into ${folder} (730 MB) ...\n`);
  try {
    for (const file of ['package.json', 'package-lock.json']) copyFileSync(join(pin, file), join(staging, file));
    // Scripts stay off: one of them refuses every package manager but pnpm.
    execFileSync('npm', ['ci', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'], { cwd: staging, stdio: ['ignore', 'inherit', 'inherit'] });
    if (!existsSync(folder)) renameSync(staging, folder);
  } finally {
    rmSync(staging, { recursive: true, force: true });
  }
  return folder;
}
