import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { startSandbox, type Sandbox } from '../../../../packages/sandbox/src/sandbox.ts';
import { ensurePrograms } from '../debian-packages.ts';
import { initiateParameters, sandboxCredential } from '../e2e/stage.ts';
import { manyRecipients } from '../recipients.ts';
import { installN8n, type InstalledN8n } from '../../../../tools/local-n8n/install.ts';
import { packNodePackage } from '../../../../tools/local-n8n/node-package.ts';
import type { StoredWorkflow } from '../../../../tools/local-n8n/rest-client.ts';
import { waitUntil } from '../../../../tools/local-n8n/wait-until.ts';
import { lineOfNodes, nodeType } from '../workflow-builder.ts';
import { startQueueCluster, type QueueCluster } from './cluster.ts';
import { postgresProgram } from './postgres.ts';
import { redisProgram } from './redis.ts';

const gapsMs = [0, 50, 100, 250, 500, 1_000] as const;
const pairs = Number(process.argv[2] ?? 20);
const latencyMs = 100;
const webhookPath = 'same-event';

/**
 * The same event delivered twice to an n8n in queue mode with two workers of one execution each, some time apart: how often the server
 * takes two calls, with the node's hold in n8n's store and without it. Prints the table of docs/once-only.md.
 */
async function main(): Promise<void> {
  await ensurePrograms([redisProgram, postgresProgram]);
  const installed = await installN8n();
  const folder = mkdtempSync(path.join(os.tmpdir(), 'iqra-n8n-overlap-'));
  try {
    const tarball = await packNodePackage(path.join(folder, 'package'));
    const withHold = await measure(installed, 'with the hold', tarball);
    const without = await measure(installed, 'without', withoutStore(tarball, path.join(folder, 'patched')));
    console.log(`\nn8n ${installed.version}, two workers, ${pairs} pairs for each cell, ${latencyMs} ms latency:`);
    console.log(`| the event comes again after | ${gapsMs.map((gap) => `${gap} ms`).join(' | ')} |`);
    console.log(`| --- | ${gapsMs.map(() => '---').join(' | ')} |`);
    console.log(`| called twice, with the hold | ${withHold.join(' | ')} |`);
    console.log(`| called twice, without | ${without.join(' | ')} |`);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function measure(installed: InstalledN8n, name: string, tarball: string): Promise<readonly string[]> {
  // Straight in the system's folder: the account of PostgreSQL must be able to reach it.
  const folder = mkdtempSync(path.join(os.tmpdir(), 'iqra-n8n-overlap-'));
  const sandbox = await startSandbox({ outcomeOf: () => 'agent_hung_up' });
  sandbox.faults.add({ kind: 'slow', when: 'after_accept', delayMs: latencyMs, times: null });
  let cluster: QueueCluster | undefined;
  try {
    cluster = await startQueueCluster(installed, folder, tarball, 2, 1);
    const workflow = await createWorkflow(cluster, sandbox);
    const url = `${cluster.main.address}/webhook/${webhookPath}`;
    const phones = [...manyRecipients(gapsMs.length * pairs + 1)];
    await deliverPair(url, { phone: phones.pop() ?? '', event: 'warm-up' }, 0);
    await quiet(cluster, workflow);
    const cells: string[] = [];
    for (const gapMs of gapsMs) {
      const before = sandbox.ledger().accepted.length;
      for (let pair = 0; pair < pairs; pair += 1) {
        await deliverPair(url, { phone: phones.pop() ?? '', event: `event-${gapMs}-${pair}` }, gapMs);
        await quiet(cluster, workflow);
      }
      cells.push(`${sandbox.ledger().accepted.length - before - pairs} of ${pairs}`);
      console.log(`${name}, ${gapMs} ms: ${cells.at(-1)}`);
    }
    return cells;
  } finally {
    await cluster?.stop();
    await sandbox.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

async function deliverPair(url: string, event: { readonly phone: string; readonly event: string }, gapMs: number): Promise<void> {
  const post = async (): Promise<void> => {
    const response = await fetch(url, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(event) });
    if (response.status !== 200) throw new Error(`The webhook answered ${response.status}: ${await response.text()}`);
  };
  const later = new Promise((resolve) => setTimeout(resolve, gapMs)).then(post);
  await Promise.all([post(), later]);
}

async function createWorkflow(cluster: QueueCluster, sandbox: Sandbox): Promise<StoredWorkflow> {
  const { client, address } = cluster.main;
  const credential = await client.createCredential('Iqra AI (sandbox)', 'iqraAiApi', sandboxCredential(sandbox));
  const parameters = initiateParameters({
    recipientNumber: '={{ $json.body.phone }}',
    dynamicVariables: { mappingMode: 'defineBelow', value: { customer_name: 'Amina' }, matchingColumns: [], schema: [] },
    eventKey: '={{ $json.body.event }}',
    callingHours: 'off',
  });
  const workflow = await client.createWorkflow(lineOfNodes('One event, twice', [
    { name: 'Event', type: 'n8n-nodes-base.webhook', typeVersion: 2, parameters: { httpMethod: 'POST', path: webhookPath, responseMode: 'onReceived' }, settings: { webhookId: webhookPath } },
    { name: 'Iqra AI', type: nodeType, parameters },
  ], credential));
  await client.activate(workflow);
  await waitUntil('the webhook to be registered', 30_000, async () => (await (await fetch(`${address}/webhook/${webhookPath}`)).text()).includes('not registered for GET'));
  return workflow;
}

async function quiet(cluster: QueueCluster, workflow: StoredWorkflow): Promise<void> {
  await waitUntil('all executions to end', 180_000, async () => {
    const open = await Promise.all(['new', 'running', 'waiting'].map((status) => cluster.main.client.countExecutions(workflow.id, status)));
    return open.every((count) => count === 0);
  });
}

/** The same package, whose node does not find n8n's store. */
function withoutStore(tarball: string, folder: string): string {
  mkdirSync(folder, { recursive: true });
  execFileSync('tar', ['-xzf', tarball, '-C', folder]);
  const dist = path.join(folder, 'package/dist');
  for (const name of readdirSync(dist, { recursive: true, encoding: 'utf8' }).filter((one) => one.endsWith('.js'))) {
    const file = path.join(dist, name);
    writeFileSync(file, readFileSync(file, 'utf8').replaceAll('checkProcessedAndRecord', 'noSuchFunction'));
  }
  const patched = path.join(folder, path.basename(tarball));
  execFileSync('tar', ['-czf', patched, '-C', folder, 'package']);
  return patched;
}

await main();
