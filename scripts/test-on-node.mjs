/**
 * Runs the tests on the other Nodes that hosts use: core on Node 20, core and both adapters on Node 22, which is that of Zapier's runtime.
 * (Everything else runs on the pinned Node 24.) `pnpm test:node [20|22] [jest arguments]`; needs a build.
 */
import { spawnSync } from 'node:child_process';
import { delimiter, dirname, join, resolve } from 'node:path';
import { ensureNode } from './other-node.mjs';

const root = resolve(import.meta.dirname, '..');
const foldersOf = { 20: ['test/unit/core'], 22: ['test/unit/core', 'test/unit/zapier-app', 'test/unit/n8n-node'] };

/** Their judge is Node's own time zone data, or a list of zones that only Node 24 has: on an older Node it is the judge that is wrong. */
const judgedByNewNode = ['hours/zones-of-number', 'hours/plan-call-time.properties', 'hours/minute-scan'];

const [first, ...rest] = process.argv.slice(2).filter((arg) => arg !== '--');
const majors = first in foldersOf ? [first] : Object.keys(foldersOf);
const args = first in foldersOf || first === undefined ? rest : [first, ...rest];

for (const major of majors) {
  const binary = ensureNode(root, major);
  const env = { ...process.env, PATH: `${dirname(binary)}${delimiter}${process.env.PATH ?? ''}` };
  const jest = join(root, 'node_modules/jest/bin/jest.js');
  const { status } = spawnSync(binary, [jest, ...foldersOf[major], '--testPathIgnorePatterns', '/node_modules/', ...judgedByNewNode, ...args], { cwd: root, stdio: 'inherit', env });
  process.stdout.write(`Node ${major}: ${status === 0 ? 'passed' : 'FAILED'}\n`);
  if (status !== 0) process.exitCode = 1;
}
