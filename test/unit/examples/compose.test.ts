import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { readCommandLine } from '../../../packages/sandbox/src/command-line.ts';

const folder = resolve(__dirname, '../../../examples/n8n');
const text = readFileSync(join(folder, 'compose.yaml'), 'utf8');

describe('compose.yaml', () => {
  it('mounts files that are there after a build', () => {
    const mounted = [...text.matchAll(/^ {6}- (\.\.\/[^:]+):/gm)].map(([, path = '']) => path);
    expect(mounted).toHaveLength(3);
    expect(mounted.filter((path) => !existsSync(resolve(folder, path)))).toEqual([]);
  });

  it('mounts the node where n8n looks for community packages, under the name it is published by', () => {
    const { name } = JSON.parse(readFileSync(resolve(folder, '../../packages/n8n-node/package.json'), 'utf8')) as { name: string };
    expect(text.match(new RegExp(`/home/node/\\.n8n/nodes/node_modules/${name}/`, 'g'))).toHaveLength(2);
  });

  it('pins the n8n that is tested, and starts the sandbox with options that it has', () => {
    const pin = JSON.parse(readFileSync(resolve(folder, '../../tools/pinned/n8n/package.json'), 'utf8')) as { dependencies: { n8n: string } };
    expect(text).toContain(`n8nio/n8n:${pin.dependencies.n8n}\n`);
    const command = JSON.parse(/command: (\[.*\])/.exec(text)?.[1] ?? '[]') as string[];
    expect(existsSync(resolve(folder, '../..', command[1] ?? ''))).toBe(true);
    expect(readCommandLine(command.slice(2))).toEqual({ port: 8085, dataDir: '/data' });
  });
});
