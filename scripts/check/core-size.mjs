/** Prints how large core is: files, lines, the middle file, the largest, and how much of it is imports. `pnpm core:size`. */
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

const source = resolve(dirname(fileURLToPath(import.meta.url)), '../../packages/core/src');
const files = readdirSync(source, { recursive: true, encoding: 'utf8' })
  .filter((name) => name.endsWith('.ts') && !name.includes('generated'))
  .map((name) => ({ name, lines: readFileSync(join(source, name), 'utf8').trimEnd().split('\n') }))
  .sort((a, b) => a.lines.length - b.lines.length);

const total = files.reduce((sum, { lines }) => sum + lines.length, 0);
const imports = files.reduce((sum, { lines }) => sum + lines.filter((line) => /^import\b/.test(line)).length, 0);
const small = files.filter(({ lines }) => lines.length < 20);
const largest = files.at(-1);
process.stdout.write(
  [
    `files              ${files.length}`,
    `lines              ${total}`,
    `lines, middle file ${files[Math.floor(files.length / 2)]?.lines.length}`,
    `lines, largest     ${largest?.lines.length} (${largest?.name})`,
    `imports            ${((imports / total) * 100).toFixed(1)} % of the lines`,
    `under 20 lines     ${small.length}: ${small.map(({ name }) => name).join(', ')}`,
    '',
  ].join('\n'),
);
