import { execFile } from 'node:child_process';
import { existsSync, globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { compiledOnce } from './compiled-once.ts';
import { projectRoot } from './source-tree.ts';

interface Manifest {
  readonly packageManager: string;
  readonly scripts: Readonly<Record<string, string>>;
}

const { scripts, packageManager } = JSON.parse(readFileSync(join(projectRoot, 'package.json'), 'utf8')) as Manifest;

/** A command as a document gives it. */
interface DocumentedCommand {
  readonly path: string;
  readonly text: string;
}

const documents = ['README.md', 'CONTRIBUTING.md', 'SECURITY.md', ...globSync('{docs,examples,packages/*}/**/*.md', { cwd: projectRoot, exclude: ['**/node_modules'] })];

/** Lines of shell blocks, lines of other blocks that start pnpm, and commands of pnpm between backticks in running text. */
const commands: readonly DocumentedCommand[] = documents.flatMap((path) => {
  const text = readFileSync(join(projectRoot, path), 'utf8');
  const blocks = text.split(/^ *```/m).filter((_, index) => index % 2 === 1);
  const lines = blocks.flatMap((block) => {
    const [language = '', ...rest] = block.split('\n');
    return /^(?:sh|bash|shell|console)$/.test(language) ? rest : rest.filter((line) => /^(?:npx -y )?pnpm[@ ]/.test(line));
  });
  const inline = [...text.matchAll(/`((?:npx -y )?pnpm[@ ][^`\n]*)`/g)].map(([, command]) => command ?? '');
  return [...lines, ...inline]
    .map((line) => line.replace(/\s+#.*$/, '').replace(/^\$ /, '').trim())
    .filter((line) => line !== '' && !line.startsWith('#'))
    .map((command) => ({ path, text: command }));
});

const pnpmCommand = /^(?:npx -y (?<version>pnpm@[\w.-]+)|pnpm) (?:run )?(?<script>[a-z][\w:-]*)(?<rest>.*)$/;
const ofPnpm = commands.flatMap(({ path, text }) => {
  const groups = pnpmCommand.exec(text)?.groups;
  return groups === undefined ? [] : [{ path, text, version: groups['version'], script: groups['script'] ?? '', rest: groups['rest'] ?? '' }];
});

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

describe('options in the documents', () => {
  const withOptions = ofPnpm.filter(({ rest, script }) => rest.includes('--') && scripts[script] !== undefined);
  // The README names the options of `start` in running text, as `start --json`.
  const readme = readFileSync(join(projectRoot, 'README.md'), 'utf8');
  const ofStart = [...readme.matchAll(/`(?:start )?(--[a-z-]+)[^`]*`/g)].map(([, option]) => ({ script: 'start', rest: option ?? '' }));
  const asked = new Map<string, string[]>();
  for (const { script, rest } of [...withOptions, ...ofStart]) {
    const command = script === 'simulate' ? `${script} ${rest.trim().split(' ')[0] ?? ''}` : script;
    asked.set(command, [...(asked.get(command) ?? []), ...(rest.match(/--[a-z-]+/g) ?? [])]);
  }

  const names = [...new Set([...asked.keys(), 'sandbox'])];
  let helps: ReadonlyMap<string, string>;

  // Side by side: each is a process of its own, which takes long to start.
  beforeAll(async () => {
    helps = new Map(await Promise.all(names.map(async (name) => [name, await helpOf(name.split(' '))] as const)));
  }, 120_000);

  test.each(names)('of "%s" stand in what its --help prints', (command) => {
    const help = helps.get(command) ?? '';
    expect(help).toContain('Usage: ');
    expect((asked.get(command) ?? []).filter((option) => !help.includes(option))).toEqual([]);
  });

  async function helpOf([name = '', ...args]: readonly string[]): Promise<string> {
    const [program, file = '', ...more] = (scripts[name] ?? '').split('&& ').at(-1)?.split(' ') ?? [];
    expect(program).toBe('node');
    const run = promisify(execFile)(process.execPath, [file, ...more, ...args, '--help'], { cwd: projectRoot, env: compiledOnce() });
    const { stdout, stderr } = await run.catch((failure: unknown) => failure as { readonly stdout: string; readonly stderr: string });
    return stdout + stderr;
  }
});
