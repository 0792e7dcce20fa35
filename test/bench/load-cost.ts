import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { median, type Row } from './figures.ts';

/** What a host does when it starts, in a fresh process: its own library is in memory, then the files are loaded; an empty one first. */
const program = `
const [preloaded, empty, ...files] = process.argv.slice(1);
require(preloaded);
const startedMs = performance.now();
require(empty);
const emptyMs = performance.now() - startedMs;
for (const file of files) require(file);
process.stdout.write(JSON.stringify({ value: performance.now() - startedMs - emptyMs, other: emptyMs }));
`;

const requireFromTests = createRequire(new URL('../package.json', import.meta.url));
const mostMs = 15;
const mostPackedKilobytes = 350;

export interface LoadOptions {
  readonly packageDir: string;
  readonly tarball: string;
  readonly zapierBundle: string;
  readonly runs: number;
}

export function measureLoadCost({ packageDir, tarball, zapierBundle, runs }: LoadOptions): readonly Row[] {
  const folder = mkdtempSync(join(tmpdir(), 'iqra-empty-module-'));
  try {
    const empty = join(folder, 'empty.cjs');
    writeFileSync(empty, "'use strict';\n");
    const { n8n } = JSON.parse(readFileSync(join(packageDir, 'package.json'), 'utf8')) as { readonly n8n: { readonly nodes: string[]; readonly credentials: string[] } };
    const files = [...n8n.nodes, ...n8n.credentials].map((file) => join(packageDir, file));
    return [
      loadRow('require time of the n8n package, all files, n8n-workflow in memory', requireFromTests.resolve('n8n-workflow'), files, empty, runs, mostMs),
      loadRow('require time of the Zapier app, zapier-platform-core in memory', requireFromTests.resolve('zapier-platform-core'), [zapierBundle], empty, runs),
      ...sizeRows(tarball, zapierBundle),
    ];
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function loadRow(measure: string, preloaded: string, files: readonly string[], empty: string, runs: number, limitMs?: number): Row {
  const pairs = Array.from({ length: runs }, () => load(preloaded, empty, files));
  const value = median(pairs.map((pair) => pair.value));
  const other = median(pairs.map((pair) => pair.other));
  const limit = limitMs === undefined ? {} : { limit: { text: `<= ${limitMs} ms`, kept: value <= limitMs } };
  return { measure, value, unit: `ms, median of ${runs}`, comparedWith: 'an empty module', other, ratio: value / other, ...limit };
}

function load(preloaded: string, empty: string, files: readonly string[]): { readonly value: number; readonly other: number } {
  const n8nPackages = join(dirname(requireFromTests.resolve('n8n-workflow/package.json')), '..');
  const env = { PATH: process.env['PATH'] ?? '', NODE_PATH: n8nPackages, NODE_NO_WARNINGS: '1' };
  const printed = execFileSync(process.execPath, ['-e', program, preloaded, empty, ...files], { env }).toString();
  return JSON.parse(printed) as { readonly value: number; readonly other: number };
}

function sizeRows(tarball: string, zapierBundle: string): readonly Row[] {
  const kilobytes = (bytes: number): number => bytes / 1_000;
  const packed = kilobytes(statSync(tarball).size);
  const folder = dirname(zapierBundle);
  const parts = readdirSync(folder).filter((name) => name.endsWith('.js')).map((name) => readFileSync(join(folder, name)));
  const zapier = kilobytes(parts.reduce((sum, { length }) => sum + length, 0));
  const zapierPacked = kilobytes(parts.reduce((sum, part) => sum + gzipSync(part).length, 0));
  return [
    {
      measure: 'size of the n8n package, as downloaded',
      value: packed,
      unit: 'kB',
      comparedWith: 'the limit this project set itself',
      other: mostPackedKilobytes,
      ratio: packed / mostPackedKilobytes,
      limit: { text: `<= ${mostPackedKilobytes} kB`, kept: packed <= mostPackedKilobytes },
    },
    { measure: "size of the Zapier app's bundle, all parts", value: zapier, unit: 'kB', comparedWith: 'the same, compressed', other: zapierPacked, ratio: zapier / zapierPacked },
  ];
}
