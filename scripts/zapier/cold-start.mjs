import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** Loads an app into the handler and runs one step that ends before any request, as the first one of a fresh runtime. Prints ms. */
const program = `
const core = require('zapier-platform-core');
const [app, event] = process.argv.slice(2);
const before = process.cpuUsage();
const started = process.hrtime.bigint();
const log = console.log;
console.log = () => {};
core.createAppHandler(app)(JSON.parse(event))
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

const keyless = { command: 'execute', method: 'authentication.test', bundle: { authData: {}, inputData: {}, meta: {} } };

/** A call that every rule judges and refuses: a listed number. It uses all that a call uses up to its first request. */
const refusedCall = {
  command: 'execute',
  method: 'creates.initiate_call.operation.perform',
  bundle: {
    authData: { api_key: 'k', business_id: '184', base_url: 'https://app.iqra.bot', request_format: 'auto' },
    inputData: { recipient_number: '+14155552671', campaign_id: '6713c0f2a54d1b0c9e4f7a21', event_key: 'cold start', do_not_call: '+14155552671' },
    meta: {},
  },
};

/** The first steps of a runtime that are measured: one that needs next to nothing, and one that needs nearly everything. */
export const coldSteps = { 'a step that reads': keyless, 'a step that calls': refusedCall };

/**
 * What the built app costs until its first answer to `event`, over an app without any content, in ms of processor time and of wall
 * time: the differences of the smallest of `runs` alternating runs. Wall time counts what else the machine does, so processor time is judged.
 */
export function measureColdStart(node, folder, event = keyless, runs = 15) {
  writeFileSync(join(folder, 'cold-start.cjs'), program);
  writeFileSync(join(folder, 'empty-app.cjs'), emptyApp);
  const measure = (app, first) =>
    JSON.parse(spawnSync(node, [join(folder, 'cold-start.cjs'), join(folder, app), JSON.stringify(first)], { cwd: folder, encoding: 'utf8' }).stdout);
  const built = [];
  const empty = [];
  for (let run = 0; run < runs; run += 1) {
    built.push(measure('index.js', event));
    empty.push(measure('empty-app.cjs', keyless));
  }
  const least = (list, name) => Math.min(...list.map((one) => one[name]));
  const difference = (name) => least(built, name) - least(empty, name);
  return { processor: difference('processor'), wall: difference('wall') };
}
