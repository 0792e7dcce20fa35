import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** Loads an app into the handler and runs one step that ends before any request, as the first one of a fresh runtime. Prints ms. */
const program = `
const core = require('zapier-platform-core');
const started = process.hrtime.bigint();
const log = console.log;
console.log = () => {};
core.createAppHandler(process.argv[2])({ command: 'execute', method: 'authentication.test', bundle: { authData: {}, inputData: {}, meta: {} } })
  .finally(() => { log(Number(process.hrtime.bigint() - started) / 1e6); process.exit(0); });
`;

const emptyApp = `module.exports = {
  version: '1.0.0',
  platformVersion: '19.1.0',
  authentication: { type: 'custom', test: async () => { throw new Error('No key.'); } },
};
`;

/**
 * How much longer the built app takes to answer its first request than an app without any content, in ms: the difference of the
 * smallest times of `runs` alternating runs (noise only ever adds).
 */
export function measureColdStart(node, folder, runs = 15) {
  writeFileSync(join(folder, 'cold-start.cjs'), program);
  writeFileSync(join(folder, 'empty-app.cjs'), emptyApp);
  const time = (app) => Number(spawnSync(node, [join(folder, 'cold-start.cjs'), join(folder, app)], { cwd: folder, encoding: 'utf8' }).stdout.trim());
  const times = { 'index.js': [], 'empty-app.cjs': [] };
  for (let run = 0; run < runs; run += 1) for (const app of Object.keys(times)) times[app].push(time(app));
  const [built, empty] = Object.values(times).map((list) => Math.min(...list));
  return { built, empty, difference: built - empty };
}
