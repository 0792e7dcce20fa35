import { existsSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { runToEnd } from '../../../tools/local-n8n/owned-process.ts';

export interface NeededProgram {
  /** Debian package that brings it. */
  readonly debianPackage: string;
  /** Where it is on this machine; undefined when it is missing. */
  find(): string | undefined;
}

/** Where a program of the search path is; undefined when it is not installed. */
export function findProgram(name: string): string | undefined {
  const folders = (process.env['PATH'] ?? '').split(path.delimiter);
  return folders.map((folder) => path.join(folder, name)).find((file) => existsSync(file));
}

/**
 * Installs the Debian packages of the programs this machine lacks. Services are not started: every server of a check is started by the check.
 * Throws, naming the packages to install, when that cannot be done here.
 */
export async function ensurePrograms(programs: readonly NeededProgram[]): Promise<void> {
  const missing = programs.filter((program) => program.find() === undefined).map((program) => program.debianPackage);
  if (missing.length === 0) return;
  if (process.getuid?.() !== 0 || findProgram('apt-get') === undefined) {
    throw new Error(`Please install first: ${missing.join(', ')} (on Debian: sudo apt-get install ${missing.join(' ')}).`);
  }
  console.log(`Installing Debian packages: ${missing.join(', ')} ...`);
  // Run level 1 keeps the packages from starting their services.
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive', RUNLEVEL: '1' };
  const logPath = path.join(os.tmpdir(), `iqra-apt-${process.pid}.log`);
  await runToEnd({ name: 'apt-get update', command: 'apt-get', args: ['update', '-qq'], env, logPath });
  await runToEnd({ name: 'apt-get install', command: 'apt-get', args: ['install', '-y', '-qq', '--no-install-recommends', ...missing], env, logPath });
  const still = programs.filter((program) => program.find() === undefined).map((program) => program.debianPackage);
  if (still.length > 0) throw new Error(`Installed, but not found afterwards: ${still.join(', ')}.`);
}
