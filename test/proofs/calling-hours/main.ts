/** The proof of the calling hours: thousands of leads from all over the world through both hosts, and nobody is rung outside the hours. */
import { rm } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { packNode } from '../../../tools/demonstration/pack-node.ts';
import { openN8nHost } from './n8n-host.ts';
import { comparePrefixes } from './compare-prefixes.ts';
import { printComparison, printProofs, type TimedProof } from './print-proofs.ts';
import { runLeads } from './run-leads.ts';
import { openZapierHost } from './zapier-host.ts';

const pathOf = (path: string): string => fileURLToPath(new URL(`../../../${path}`, import.meta.url));

const { values } = parseArgs({
  options: {
    n8n: { type: 'string', default: '10000' },
    zapier: { type: 'string', default: '4000' },
    seed: { type: 'string', default: 'proof' },
    help: { type: 'boolean', default: false },
  },
});
if (values.help) {
  process.stdout.write('Usage: pnpm prove:hours [--n8n LEADS] [--zapier LEADS] [--seed TEXT]   (default 10000, 4000, proof)\n');
  process.exit(0);
}

const packed = await packNode(pathOf('packages/n8n-node'));
try {
  const hosts = [
    { name: 'n8n', open: openN8nHost.bind(null, packed.packageDir), leads: Number(values.n8n) },
    { name: 'Zapier', open: openZapierHost.bind(null, pathOf('packages/zapier-app/dist/index.js')), leads: Number(values.zapier) },
  ];
  const proofs: TimedProof[] = [];
  for (const { name, open, leads } of hosts) {
    const startedMs = performance.now();
    const proof = await runLeads({ open, leads, seed: values.seed });
    proofs.push({ host: name, ...proof, tookMs: performance.now() - startedMs });
  }
  const areTrue = [printProofs(proofs), printComparison(comparePrefixes())];
  process.exitCode = areTrue.every(Boolean) ? 0 : 1;
} finally {
  await rm(packed.folder, { recursive: true, force: true });
}
