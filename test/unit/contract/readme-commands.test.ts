import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { commands, ofPnpm, packageManager, pnpmCommand, scripts } from './documented-commands.ts';
import { projectRoot } from './source-tree.ts';

/** What pnpm itself can do. */
const ownCommandsOfPnpm = new Set(['install', 'exec', 'change', 'version', 'audit']);

/** What a stranger may type before anything of this project runs. */
const usualPrograms = /^(?:git clone |cd |export [A-Z_]+=|curl |npm |npx -y pnpm@|docker compose (?:up|logs)\b)/;

describe('commands in the documents', () => {
  test('are found: the two of the README among them', () => {
    const readme = ofPnpm.filter(({ path }) => path === 'README.md').map(({ script }) => script);
    expect(readme).toEqual(expect.arrayContaining(['start', 'test', 'sandbox', 'n8n']));
  });

  test('of pnpm name a script of the project, and its own pnpm', () => {
    const unknown = ofPnpm.filter(({ script }) => scripts[script] === undefined && !ownCommandsOfPnpm.has(script)).map(({ path, text }) => `${path}: ${text}`);
    expect(unknown).toEqual([]);
    const otherPnpm = ofPnpm.filter(({ version }) => version !== undefined && version !== packageManager).map(({ path, text }) => `${path}: ${text}`);
    expect(otherPnpm).toEqual([]);
  });

  test('of pnpm exec run a program or a file that is there', () => {
    const missing = ofPnpm.filter(({ script, rest }) => script === 'exec' && !canRun(rest.trim().split(' '))).map(({ path, text }) => `${path}: ${text}`);
    expect(missing).toEqual([]);
  });

  function canRun([program = '', file = '']: readonly string[]): boolean {
    if (!existsSync(join(projectRoot, 'node_modules/.bin', program))) return false;
    return file.startsWith('-') || existsSync(join(projectRoot, file));
  }

  test('of other programs are usual ones, or run a file that is there', () => {
    const strange = commands
      .filter(({ text }) => !pnpmCommand.test(text) && !usualPrograms.test(text))
      .filter(({ text }) => !existsSync(join(projectRoot, /^node ([\w./-]+)/.exec(text)?.[1] ?? 'no such file')))
      .map(({ path, text }) => `${path}: ${text}`);
    expect(strange).toEqual([]);
  });
});

describe('scripts of the project', () => {
  const parts = Object.entries(scripts).flatMap(([name, script]) => script.split('&&').map((part) => ({ name, words: part.trim().split(/\s+/) })));

  test('run files, scripts and programs that are there', () => {
    const missing = parts.filter(({ words: [program = '', ...args] }) => !isThere(program, args)).map(({ name, words }) => `${name}: ${words.join(' ')}`);
    expect(missing).toEqual([]);
  });

  function isThere(program: string, args: readonly string[]): boolean {
    const target = args.find((arg) => !arg.startsWith('--')) ?? '';
    if (program === 'pnpm') return target === 'run' && scripts[args[1] ?? ''] !== undefined;
    if (program === 'node') return existsSync(join(projectRoot, target));
    return existsSync(join(projectRoot, 'node_modules/.bin', program));
  }
});
