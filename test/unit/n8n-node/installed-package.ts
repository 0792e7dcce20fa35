import { createHash } from 'node:crypto';
import { cpSync, existsSync, mkdtempSync, readdirSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const packageDir = join(__dirname, '../../../packages/n8n-node');
const published = ['package.json', 'dist'];

/**
 * The files that are published, in a folder that has nothing of this project beside it, as in a user's n8n. Each build has one folder,
 * which stays: whoever loads it again finds its code compiled.
 */
export function installedPackage(): string {
  const hash = hashOf(packageDir);
  const folder = join(tmpdir(), `iqra-n8n-package-${hash.slice(0, 16)}`);
  if (isWhole(folder, hash)) return folder;
  const unfinished = mkdtempSync(join(tmpdir(), 'iqra-n8n-package-of-'));
  for (const name of published) cpSync(join(packageDir, name), join(unfinished, name), { recursive: true });
  try {
    renameSync(unfinished, folder);
  } catch (error) {
    rmSync(unfinished, { recursive: true, force: true });
    // Another process may have been quicker.
    if (!isWhole(folder, hash)) throw error;
  }
  return folder;
}

/** Temporary folders lose files that are old. */
function isWhole(folder: string, hash: string): boolean {
  if (!existsSync(folder)) return false;
  if (published.every((name) => existsSync(join(folder, name))) && hashOf(folder) === hash) return true;
  rmSync(folder, { recursive: true, force: true });
  return false;
}

function hashOf(folder: string): string {
  const hash = createHash('sha256');
  for (const path of filesOf(folder)) hash.update(`${path}\n`).update(readFileSync(join(folder, path)));
  return hash.digest('hex');
}

function filesOf(folder: string): readonly string[] {
  const files = readdirSync(join(folder, 'dist'), { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  return ['package.json', ...files.map((entry) => join(entry.parentPath, entry.name).slice(folder.length + 1)).toSorted()];
}
