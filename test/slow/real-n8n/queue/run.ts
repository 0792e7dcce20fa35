import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { startSandbox, type Sandbox } from '../../../../packages/sandbox/src/sandbox.ts';
import { createChecks } from '../checks.ts';
import { ensurePrograms } from '../debian-packages.ts';
import { initiateParameters, sandboxCredential } from '../e2e/stage.ts';
import { installN8n } from '../../../../tools/local-n8n/install.ts';
import { packNodePackage } from '../../../../tools/local-n8n/node-package.ts';
import type { StoredWorkflow } from '../../../../tools/local-n8n/rest-client.ts';
import { waitUntil } from '../../../../tools/local-n8n/wait-until.ts';
import { lineOfNodes, nodeType } from '../workflow-builder.ts';
import { startQueueCluster, workerConcurrency, type QueueCluster } from './cluster.ts';
import { crmEvents, deliver, type CrmEvent } from './events.ts';
import { readOutcomes } from './execution-outcomes.ts';
import { postgresProgram } from './postgres.ts';
import { redisProgram } from './redis.ts';
import { checkWaiting } from './waiting.ts';

const eventCount = 500;
const workerCount = 2;
/** The worker is killed when the server has accepted this many calls. */
const killAfterCalls = 200;
const activationTimeoutMs = 30_000;
const drainTimeoutMs = 180_000;
/** One call in five is answered slowly, so that the kill meets calls whose answer is still on the way. */
const slowAnswers = { kind: 'slow', match: { operation: 'initiateCall', probability: 0.2 }, delayMs: 400 } as const;
const webhookPath = 'crm-events';

/**
 * n8n in queue mode, one of two workers killed in the middle: nobody is called twice, nobody is lost.
 * n8n gives up the executions that die with their worker, so their events are sent again, as a CRM does when it sees no result.
 * Every call of this sandbox rings: a call that failed before ringing may rightly be placed again.
 */
async function main(): Promise<void> {
  await ensurePrograms([redisProgram, postgresProgram]);
  const installed = await installN8n();
  const folder = mkdtempSync(path.join(os.tmpdir(), 'iqra-n8n-queue-'));
  const sandbox = await startSandbox({ outcomeOf: () => 'agent_hung_up', actionFate: () => 'doubled' });
  sandbox.faults.add(slowAnswers);
  let cluster: QueueCluster | undefined;
  const checks = createChecks();
  try {
    const packageTarball = await packNodePackage(path.join(folder, 'package'));
    cluster = await startQueueCluster(installed, folder, packageTarball, workerCount);
    console.log(`n8n ${installed.version}: main and ${workerCount} workers on Redis and PostgreSQL, ${path.basename(packageTarball)}`);
    const workflow = await createWebhookWorkflow(cluster, sandbox);
    const events = crmEvents(eventCount);
    const url = `${cluster.main.address}/webhook/${webhookPath}`;

    await deliverAndKill(cluster, sandbox, workflow, url, events);
    const { succeeded, failures } = await readOutcomes(cluster.main.client, workflow);
    const unfinished = events.filter((event) => !succeeded.has(event.event));
    const placedByTheDead = unfinished.filter((event) => acceptedEvents(sandbox).has(event.event));
    console.log(`Executions that did not succeed: ${unfinished.length}; ${placedByTheDead.length} of them had placed their call before.`);
    for (const [reason, count] of failures) console.log(`  ${count} x ${reason}`);
    await checks.check('queue mode: every execution is over, the failed ones died with their worker', () => {
      const failed = [...failures.values()].reduce((sum, count) => sum + count, 0);
      assert.equal(succeeded.size + failed, events.length);
      assert.ok(failed <= workerConcurrency, `${failed} failed, one worker runs ${workerConcurrency}`);
    });

    await deliver(url, unfinished);
    await waitForQuiet(cluster, workflow);
    console.log(`Sent ${unfinished.length} events again: ${sandbox.ledger().accepted.length} calls.`);
    await checks.check('queue mode: after sending the unfinished events again nobody is lost and nobody is called twice', () => assertOnce(sandbox, events));

    await deliver(url, events);
    await waitForQuiet(cluster, workflow);
    console.log(`Sent all ${events.length} events again: ${sandbox.ledger().accepted.length} calls.`);
    await checks.check('queue mode: sending every event once more calls nobody', () => assertOnce(sandbox, events));

    await sandbox.advanceUntilSettled();
    await checks.check('queue mode: every phone rang, and rang once', () => assertRangOnce(sandbox, events));

    await checkWaiting(cluster, sandbox, checks);
  } finally {
    await cluster?.stop();
    await sandbox.close();
    rmSync(folder, { recursive: true, force: true });
  }
  checks.finish();
}

async function createWebhookWorkflow(cluster: QueueCluster, sandbox: Sandbox): Promise<StoredWorkflow> {
  const { client, address } = cluster.main;
  const credential = await client.createCredential('Iqra AI (sandbox)', 'iqraAiApi', sandboxCredential(sandbox));
  const fromBody = initiateParameters({
    recipientNumber: '={{ $json.body.phone }}',
    dynamicVariables: {
      mappingMode: 'defineBelow', value: { customer_name: '={{ $json.body.name }}' }, matchingColumns: [],
      schema: [{ id: 'customer_name', displayName: 'customer_name', required: true, defaultMatch: false, display: true, type: 'string' }],
    },
    eventKey: '={{ $json.body.event }}',
    callingHours: 'off',
    options: { metadata: { entry: [{ key: 'sandbox_event', value: '={{ $json.body.event }}' }] } },
  });
  const workflow = await client.createWorkflow(lineOfNodes('Calls for CRM events', [
    { name: 'CRM event', type: 'n8n-nodes-base.webhook', typeVersion: 2, parameters: { httpMethod: 'POST', path: webhookPath, responseMode: 'onReceived' }, settings: { webhookId: webhookPath } },
    { name: 'Iqra AI', type: nodeType, parameters: fromBody },
  ], credential));
  await client.activate(workflow);
  await waitUntil('the webhook to be registered', activationTimeoutMs, () => isRegistered(address));
  return workflow;
}

/** To a GET, n8n answers about a webhook that it has registered for POST only. */
async function isRegistered(address: string): Promise<boolean> {
  const text = await (await fetch(`${address}/webhook/${webhookPath}`)).text();
  return text.includes('not registered for GET');
}

/** Sends all events, kills a worker on the way, and waits until every execution is over. */
async function deliverAndKill(cluster: QueueCluster, sandbox: Sandbox, workflow: StoredWorkflow, url: string, events: readonly CrmEvent[]): Promise<void> {
  const [victim] = cluster.workers;
  if (victim === undefined) throw new Error('There is no worker to kill.');
  const startedAt = Date.now();
  const delivery = deliver(url, events);
  await waitUntil(`${killAfterCalls} calls`, drainTimeoutMs, () => sandbox.ledger().accepted.length >= killAfterCalls);
  await victim.kill();
  console.log(`Killed ${victim.name} (SIGKILL) after ${sandbox.ledger().accepted.length} calls.`);
  await delivery;
  await waitForQuiet(cluster, workflow);
  const seconds = Math.round((Date.now() - startedAt) / 1000);
  console.log(`${events.length} executions over in ${seconds} s: ${sandbox.ledger().accepted.length} calls.`);
}

/** Waits until no execution is queued or running. */
async function waitForQuiet(cluster: QueueCluster, workflow: StoredWorkflow): Promise<void> {
  const { client } = cluster.main;
  await waitUntil('all executions to end', drainTimeoutMs, async () => {
    const open = await Promise.all(['new', 'running', 'waiting'].map((status) => client.countExecutions(workflow.id, status)));
    return open.every((count) => count === 0);
  });
}

function acceptedEvents(sandbox: Sandbox): ReadonlySet<string | undefined> {
  return new Set(sandbox.ledger().accepted.map((row) => row.metadata['sandbox_event']));
}

function assertOnce(sandbox: Sandbox, events: readonly CrmEvent[]): void {
  const { accepted } = sandbox.ledger();
  const people = new Set(accepted.map((row) => row.recipient));
  const lost = events.filter((event) => !people.has(event.phone));
  console.log(`  events ${events.length}, calls ${accepted.length}, people ${people.size}, lost ${lost.length}, called twice ${accepted.length - people.size}`);
  assert.deepEqual(lost, [], 'nobody is lost');
  assert.equal(accepted.length, people.size, 'nobody is called twice');
}

function assertRangOnce(sandbox: Sandbox, events: readonly CrmEvent[]): void {
  const { dials, dialledTwice } = sandbox.ledger();
  const rung = new Set(dials.map((row) => row.recipient));
  console.log(`  rings ${dials.length}, phones ${rung.size}`);
  assert.deepEqual(dialledTwice, [], 'nobody is rung twice for one event');
  assert.equal(dials.length, events.length);
  assert.equal(rung.size, events.length);
}

await main();
