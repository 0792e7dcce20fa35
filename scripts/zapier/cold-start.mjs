import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** Loads an app into the handler and runs one step that ends before any request, as the first one of a fresh runtime. Prints ms. */
const program = `
const core = require('zapier-platform-core');
const before = process.cpuUsage();
const started = process.hrtime.bigint();
const log = console.log;
console.log = () => {};
core.createAppHandler(process.argv[2])({ command: 'execute', method: 'authentication.test', bundle: { authData: {}, inputData: {}, meta: {} } })
  .catch(() => {})
  .finally(() => {
    const { user, system } = process.cpuUsage(before);
    log(JSON.stringify({ wall: Number(process.hrtime.bigint() - started) / 1e6, processor: (user + system) / 1e3 }));
    process.exit(0);
  });
`;

const emptyApp = `module.exports = {
  version: '1.0.0',
  platformVersion: '19.1.0',
  authentication: { type: 'custom', test: async () => { throw new Error('No key.'); } },
};
`;

/**
 * What the built app costs until its first answer, over an app without any content, in ms of processor time and of wall time: the
 * differences of the smallest of `runs` alternating runs. Wall time counts what else the machine does, so processor time is judged.
 */
export function measureColdStart(node, folder, runs = 15) {
  writeFileSync(join(folder, 'cold-start.cjs'), program);
  writeFileSync(join(folder, 'empty-app.cjs'), emptyApp);
  const measure = (app) => JSON.parse(spawnSync(node, [join(folder, 'cold-start.cjs'), join(folder, app)], { cwd: folder, encoding: 'utf8' }).stdout);
  const built = [];
  const empty = [];
  for (let run = 0; run < runs; run += 1) {
    built.push(measure('index.js'));
    empty.push(measure('empty-app.cjs'));
  }
  const least = (list, name) => Math.min(...list.map((one) => one[name]));
  const difference = (name) => least(built, name) - least(empty, name);
  return { processor: difference('processor'), wall: difference('wall') };
}
