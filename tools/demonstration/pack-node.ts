import { execFile } from 'node:child_process';
import { mkdtemp, mkdir, readdir, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { PlainFailure } from './plain-failure.ts';

const run = promisify(execFile);

export interface PackedNode {
  /** Folder with the unpacked package, as a user's n8n has it. */
  readonly packageDir: string;
  readonly tarball: string;
  readonly kilobytes: number;
  /** Holds both; the caller removes it. */
  readonly folder: string;
}

/** Packs the n8n node as it would be published, and unpacks it where nothing of this project is beside it. */
export async function packNode(source: string): Promise<PackedNode> {
  const folder = await mkdtemp(join(tmpdir(), 'iqra-packed-node-'));
  try {
    await run('npm', ['pack', '--ignore-scripts', '--silent', '--pack-destination', folder], { cwd: source });
  } catch (error) {
    throw new PlainFailure('npm could not pack the n8n node. Run "pnpm build" and try again.', error);
  }
  const name = (await readdir(folder)).find((file) => file.endsWith('.tgz'));
  if (name === undefined) throw new PlainFailure('npm packed nothing. Run "pnpm build" and try again.');
  const tarball = join(folder, name);
  const packageDir = join(folder, 'unpacked');
  await mkdir(packageDir);
  await run('tar', ['-xzf', tarball, '-C', packageDir, '--strip-components=1']);
  return { packageDir, tarball, kilobytes: Math.round((await stat(tarball)).size / 1000), folder };
}
