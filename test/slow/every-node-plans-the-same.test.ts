import { spawnSync } from 'node:child_process';
import { existsSync, realpathSync } from 'node:fs';
import { homedir } from 'node:os';
import { join, resolve } from 'node:path';
import { projectRoot } from '../unit/contract/source-tree.ts';

const cache = process.env['XDG_CACHE_HOME'] ?? join(homedir(), '.cache');
const installed = ['node-20', 'node-22'].map((name) => join(cache, 'iqra-automation', name, 'node_modules/node/bin/node'));
/** Node 24 comes with the development dependencies, 20 and 22 with `pnpm check`. */
const found = [...installed, join(projectRoot, 'node_modules/node/bin/node'), process.execPath].filter((path) => existsSync(path));
const nodes = [...new Set(found.map((path) => realpathSync(path)))];

/** The plans of calls at each hour of a day in places whose clocks changed lately, by one Node.js. */
function plansBy(node: string): string {
  const run = spawnSync(node, [resolve(__dirname, 'plans-of-one-node.cjs')], { encoding: 'utf8' });
  if (run.status !== 0) throw new Error(run.stderr);
  return run.stdout;
}

test('every Node.js that is installed here plans the same, whatever its time zone data', () => {
  const plans = nodes.map(plansBy);
  expect(plans[0]?.split('\n').length).toBeGreaterThan(300);
  expect(new Set(plans).size).toBe(1);
});
