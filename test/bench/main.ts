/** `bench [--quick] [--json]`: what the product costs, each figure beside what it is compared with. Ratios are what is claimed. */
import { rm } from 'node:fs/promises';
import { availableParallelism, cpus } from 'node:os';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { packNode } from '../../tools/demonstration/pack-node.ts';
import type { Row } from './figures.ts';
import { measureLoadCost } from './load-cost.ts';
import { measureLookUps } from './look-ups.ts';
import { measureMemory } from './memory.ts';
import { measureNodeSpeed } from './node-speed.ts';
import { measurePollingCost } from './polling-cost.ts';
import { toTable } from './print-rows.ts';

const pathOf = (path: string): string => fileURLToPath(new URL(`../../${path}`, import.meta.url));

const full = { items: 1_000, rounds: 3, loads: 15, rateRounds: 9, roundMs: 300, calls: 1_000, memoryItems: 10_000 };
const quick = { items: 100, rounds: 1, loads: 7, rateRounds: 3, roundMs: 100, calls: 30, memoryItems: 500 };

const { values } = parseArgs({
  args: process.argv.slice(2).filter((one) => one !== '--'),
  options: { json: { type: 'boolean', default: false }, quick: { type: 'boolean', default: false }, help: { type: 'boolean', default: false } },
});
if (values.help) {
  process.stdout.write('Usage: pnpm bench [--quick] [--json]\n  --quick  shorter runs, half a minute; nothing is judged\n  --json   print one JSON object instead of the table\n');
  process.exit(0);
}
const size = values.quick ? quick : full;
const zapierBundle = pathOf('packages/zapier-app/dist/index.js');
const packed = await packNode(pathOf('packages/n8n-node'));
const { packageDir, tarball } = packed;

try {
  const rows: readonly Row[] = [
    ...(await part('speed of the n8n node', () => measureNodeSpeed({ packageDir, items: size.items, rounds: size.rounds }))),
    ...(await part('loading and size', () => measureLoadCost({ packageDir, tarball, zapierBundle, runs: size.loads }))),
    ...(await part('numbers and calling hours', () => measureLookUps(size.rateRounds, size.roundMs))),
    ...(await part('polling', () => measurePollingCost(packageDir, zapierBundle, size.calls))),
    ...(await part('memory', () => measureMemory(packageDir, size.memoryItems))),
  ];
  const machine = { cores: availableParallelism(), processor: cpus()[0]?.model ?? 'unknown', node: process.version };
  if (values.json) process.stdout.write(`${JSON.stringify({ at: new Date().toISOString(), machine, quick: values.quick, rows }, null, 2)}\n`);
  else process.stdout.write(`${new Date().toISOString().slice(0, 16)}Z, ${machine.cores} cores, ${machine.processor}, Node ${machine.node}${values.quick ? ', quick' : ''}\n\n${toTable(rows)}\n`);
  // A quick run is too short for the engine to have warmed up; it shows figures and judges none.
  process.exitCode = values.quick || rows.every((row) => row.limit?.kept !== false) ? 0 : 1;
} finally {
  await rm(packed.folder, { recursive: true, force: true });
}

async function part(name: string, measure: () => readonly Row[] | Promise<readonly Row[]>): Promise<readonly Row[]> {
  process.stderr.write(`Measuring ${name} ...\n`);
  return await measure();
}
