import assert from 'node:assert/strict';
import type { Sandbox } from '../../../../packages/sandbox/src/sandbox.ts';
import { waitUntil } from '../../../../tools/local-n8n/wait-until.ts';
import type { Checks } from '../checks.ts';
import { sandboxCredential } from '../e2e/stage.ts';
import { leadsFor } from '../waiting/leads.ts';
import { startRecorder } from '../waiting/recorder.ts';
import { callWaitAndTell } from '../waiting/workflows.ts';
import type { QueueCluster } from './cluster.ts';

const runs = 20;
const timeoutMs = 60_000;
/** Somebody who goes on twice does so within a moment. */
const quietMs = 3_000;

/**
 * *Initiate and Wait* in queue mode: the execution falls asleep on a worker, is woken at the main process, which the calls' address names,
 * and goes on on a worker. Each call's action posts twice at once, and everybody is woken once more in the end.
 */
export async function checkWaiting({ main }: QueueCluster, sandbox: Sandbox, checks: Checks): Promise<void> {
  const recorder = await startRecorder();
  try {
    const placedBefore = sandbox.ledger().accepted.length;
    const credential = await main.client.createCredential('Iqra AI (sandbox), waiting', 'iqraAiApi', sandboxCredential(sandbox));
    const workflow = await callWaitAndTell(main.client, credential, recorder.address);
    const leads = leadsFor(runs);
    for (const lead of leads) {
      const init = { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(lead) };
      await waitUntil('the webhook to take a lead', timeoutMs, async () => (await fetch(`${main.address}/webhook/leads`, init)).status === 200);
    }
    await waitUntil('all executions to sleep', timeoutMs, async () => (await main.client.countExecutions(workflow.id, 'waiting')) === runs);
    const calls = sandbox.ledger().accepted.slice(placedBefore);
    const addresses = calls.map(({ metadata }) => metadata['iqra_resume_url'] ?? '');
    await checks.check('queue mode: an execution that sleeps waits at the main process, and nobody goes on before its call has ended', async () => {
      assert.ok(addresses.every((address) => address.startsWith(`${main.address}/webhook-waiting/`)), addresses[0]);
      for (const address of addresses) assert.equal((await fetch(address, { method: 'POST' })).status, 202);
      assert.deepEqual(recorder.arrivals, []);
    });
    await sandbox.advanceUntilSettled();
    await sandbox.actionsSettled();
    await checks.check(`queue mode: ${runs} sleeping executions go on once each, with the outcome of their own calls`, async () => {
      await waitUntil('all executions to go on', timeoutMs, () => recorder.arrivals.length >= runs);
      await Promise.all(addresses.map((address) => fetch(address, { method: 'POST' })));
      await new Promise((resolve) => setTimeout(resolve, quietMs));
      const events = new Map(calls.map(({ queueId, metadata }) => [queueId, metadata['sandbox_event']]));
      assert.equal(calls.length, runs);
      assert.deepEqual(recorder.arrivals.map(({ event }) => event).toSorted(), leads.map(({ event }) => event).toSorted());
      assert.ok(recorder.arrivals.every(({ event, outcome, queueId }) => outcome === 'completed' && events.get(queueId) === event));
    });
  } finally {
    await recorder.close();
  }
}
