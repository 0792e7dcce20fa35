import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { readCommandLine } from '../../../packages/sandbox/src/command-line.ts';

const folder = resolve(__dirname, '../../../examples/n8n');
const text = readFileSync(join(folder, 'compose.yaml'), 'utf8');

describe('compose.yaml', () => {
  it('mounts files that are there after a build', () => {
    const mounted = [...text.matchAll(/^ {6}- (\.\.\/[^:]+):/gm)].map(([, path = '']) => path);
    expect(mounted).toHaveLength(2);
    expect(mounted.filter((path) => !existsSync(resolve(folder, path)))).toEqual([]);
  });

  it('copies what is published of the node to where n8n looks for community packages, under the name it is published by', () => {
    const built = mkdtempSync(join(tmpdir(), 'iqra-compose-'));
    const { name, files } = JSON.parse(readFileSync(resolve(folder, '../../packages/n8n-node/package.json'), 'utf8')) as { name: string; files: string[] };
    const [shell = '', ...args] = entrypointOf(text).map((part) => part.replaceAll('$$', '$').replaceAll('/built', resolve(folder, '../../packages/n8n-node')));
    expect(args.at(-1)).toBe(`/home/node/.n8n/nodes/node_modules/${name}`);
    const copy = spawnSync(shell, [...args.slice(0, -1), join(built, name)], { encoding: 'utf8' });
    expect(copy.stderr).toBe('');
    expect(readdirSync(join(built, name)).toSorted()).toEqual([...files, 'package.json'].toSorted());
    rmSync(built, { recursive: true });
  });

  it('mounts nothing inside the folder of n8n: what Docker makes there belongs to root, and n8n would not start', () => {
    expect(text).not.toMatch(/:\/home\/node\/\.n8n\/./);
  });

  it('is reached from its own machine only', () => {
    const ports = [...text.matchAll(/^ {6}- "([^"]*\d:\d+)"$/gm)].map(([, port = '']) => port);
    expect(ports).toEqual(['127.0.0.1:5678:5678']);
  });

  it('pins the n8n that is tested, and starts the sandbox with options that it has', () => {
    const pin = JSON.parse(readFileSync(resolve(folder, '../../tools/pinned/n8n/package.json'), 'utf8')) as { dependencies: { n8n: string } };
    expect(text.match(/n8nio\/n8n:\S+/g)).toEqual(Array.from({ length: 2 }, () => `n8nio/n8n:${pin.dependencies.n8n}`));
    const command = JSON.parse(/command: (\[.*\])/.exec(text)?.[1] ?? '[]') as string[];
    expect(existsSync(resolve(folder, '../..', command[1] ?? ''))).toBe(true);
    expect(readCommandLine(command.slice(2))).toEqual({ port: 8085, dataDir: '/data' });
  });
});

/** The words of the first `entrypoint`, in either kind of quotes. */
function entrypointOf(compose: string): readonly string[] {
  const line = /entrypoint: \[(.*)\]/.exec(compose)?.[1] ?? '';
  return [...line.matchAll(/"([^"]*)"|'([^']*)'/g)].map(([, double, single]) => double ?? single ?? '');
}
