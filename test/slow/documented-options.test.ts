import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { compiledOnce } from '../unit/contract/compiled-once.ts';
import { ofPnpm, scripts } from '../unit/contract/documented-commands.ts';
import { projectRoot } from '../unit/contract/source-tree.ts';

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
