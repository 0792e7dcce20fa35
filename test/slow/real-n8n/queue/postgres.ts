import { execFileSync } from 'node:child_process';
import { chmodSync, chownSync, mkdirSync, readdirSync, existsSync } from 'node:fs';
import path from 'node:path';
import { findProgram, type NeededProgram } from '../debian-packages.ts';
import { runToEnd, startOwnedProcess, type OwnedProcess } from '../../../../tools/local-n8n/owned-process.ts';
import { waitUntil } from '../../../../tools/local-n8n/wait-until.ts';

const readyTimeoutMs = 30_000;
const debianFolder = '/usr/lib/postgresql';

export const postgresUser = 'n8n';
export const postgresDatabase = 'postgres';

export const postgresProgram: NeededProgram = { debianPackage: 'postgresql', find: () => findPostgresProgram('postgres') };

/**
 * Starts a PostgreSQL of its own with a new, empty cluster inside `folder`, on the loopback address, open to the local user without a password.
 * Run as root it works under the account `postgres`, because the server refuses to run as root.
 */
export async function startPostgres(folder: string, port: number): Promise<OwnedProcess> {
  const data = path.join(folder, 'postgres');
  mkdirSync(data, { recursive: true });
  const user = unprivilegedUser();
  if (user !== undefined) {
    chmodSync(folder, 0o755);
    chownSync(data, user.uid, user.gid);
  }
  const common = { env: { PATH: process.env['PATH'], LC_ALL: 'C.UTF-8' }, cwd: data, ...(user === undefined ? {} : { user }) };
  await runToEnd({
    ...common, name: 'initdb', command: requireProgram('initdb'), logPath: path.join(folder, 'initdb.log'),
    args: ['-D', path.join(data, 'cluster'), '-U', postgresUser, '--auth=trust', '--encoding=UTF8', '--no-sync'],
  });
  const settings = ['listen_addresses=127.0.0.1', `port=${port}`, `unix_socket_directories=${data}`, 'fsync=off', 'max_connections=60'];
  const postgres = startOwnedProcess({
    ...common, name: 'PostgreSQL', command: requireProgram('postgres'), logPath: path.join(folder, 'postgres.log'),
    args: ['-D', path.join(data, 'cluster'), ...settings.flatMap((setting) => ['-c', setting])],
  });
  await waitUntil('PostgreSQL to accept connections', readyTimeoutMs, () => {
    execFileSync(requireProgram('pg_isready'), ['-h', '127.0.0.1', '-p', String(port), '-q']);
    return true;
  });
  // Interrupt = end now, without waiting for clients.
  return { ...postgres, stop: () => postgres.stop('SIGINT') };
}

function findPostgresProgram(name: string): string | undefined {
  const versions = existsSync(debianFolder) ? readdirSync(debianFolder) : [];
  const newestFirst = versions.toSorted((a, b) => Number(b) - Number(a));
  return newestFirst.map((version) => path.join(debianFolder, version, 'bin', name)).find((file) => existsSync(file)) ?? findProgram(name);
}

function requireProgram(name: string): string {
  const program = findPostgresProgram(name);
  if (program === undefined) throw new Error(`PostgreSQL's program ${name} is not installed.`);
  return program;
}

function unprivilegedUser(): { uid: number; gid: number } | undefined {
  if (process.getuid?.() !== 0) return undefined;
  const read = (option: string) => Number(execFileSync('id', [option, 'postgres'], { encoding: 'utf8' }));
  return { uid: read('-u'), gid: read('-g') };
}
