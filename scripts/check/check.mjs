/**
 * What CI checks beside the tests: each step runs to its end whatever the others say, so that one run names every fault.
 * Prints a line for each step, the output of those that fail, and a line of counts; ends with 1 when a step fails
 * (docs/decisions/0028-upkeep-checks.md).
 */
import { spawn } from 'node:child_process';
import { availableParallelism } from 'node:os';
import { dirname, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = resolve(dirname(fileURLToPath(import.meta.url)), '../..');

/** Name and command; the steps need the build. */
const build = ['types and bundles', 'pnpm run build'];
const steps = [
  ['lint', 'pnpm run lint'],
  ['rendered forms are fresh', 'pnpm run render:check'],
  ['generated tables are fresh', 'pnpm run generate:check'],
  ['no unused export, file or dependency', 'pnpm run unused'],
  ['public API of core', 'pnpm run api:check'],
  ['dependency pins', 'pnpm run pins'],
  ['packages as others resolve them', 'pnpm run packages'],
  ['licences of what is bundled', 'pnpm run licences'],
  ['workflows', 'pnpm run workflows'],
];

function run([name, command]) {
  const startedAt = performance.now();
  return new Promise((done) => {
    const child = spawn(command, { cwd: root, shell: true, env: { ...process.env, FORCE_COLOR: '0' } });
    let output = '';
    for (const stream of [child.stdout, child.stderr]) stream.setEncoding('utf8').on('data', (text) => (output += text));
    child.on('close', (status) => {
      const passed = status === 0;
      process.stdout.write(`${passed ? 'ok  ' : 'FAIL'} ${name} (${((performance.now() - startedAt) / 1000).toFixed(1)} s)\n`);
      if (!passed) process.stdout.write(`     ${command}\n${output.replace(/^(?=.)/gm, '     ')}\n`);
      done(passed);
    });
  });
}

const verdicts = [await run(build)];
const waiting = [...steps];
async function work() {
  for (let step = waiting.shift(); step !== undefined; step = waiting.shift()) verdicts.push(await run(step));
}
await Promise.all(Array.from({ length: Math.min(2, availableParallelism()) }, work));

const failed = verdicts.filter((passed) => !passed).length;
process.stdout.write(`${verdicts.length - failed} passed, ${failed} failed\n`);
process.exitCode = failed === 0 ? 0 : 1;
