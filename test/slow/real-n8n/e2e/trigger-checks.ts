import assert from 'node:assert/strict';
import path from 'node:path';
import { startRealN8n } from '../../../../tools/local-n8n/start-n8n.ts';
import type { InstalledN8n } from '../../../../tools/local-n8n/install.ts';
import type { StoredWorkflow } from '../../../../tools/local-n8n/rest-client.ts';
import { scripted } from '../recipients.ts';
import { waitUntil } from '../../../../tools/local-n8n/wait-until.ts';
import { lineOfNodes, triggerType } from '../workflow-builder.ts';
import { initiateParameters, lead, runIqra, type Stage } from './stage.ts';

const watchNode = 'When a call has ended';
const firstTickAfterMs = 15_000;
const deliveryTimeoutMs = 150_000;
const settleTimeoutMs = 60_000;

export interface Watch {
  readonly workflow: StoredWorkflow;
  /** Queue ids that must arrive exactly once. */
  readonly expected: Set<string>;
}

/** Activates a workflow that starts whenever a call has ended, before any of the calls it will report. */
export async function startWatching(stage: Stage): Promise<Watch> {
  const { n8n, checks, credential } = stage;
  const second = new Date(Date.now() + firstTickAfterMs).getUTCSeconds();
  const workflow = await n8n.client.createWorkflow(lineOfNodes('Watch ended calls', [
    { name: watchNode, type: triggerType, parameters: { pollTimes: { item: [{ mode: 'custom', cronExpression: `${second} * * * * *` }] }, event: 'callEnded' } },
    { name: 'Received', type: 'n8n-nodes-base.noOp', parameters: {} },
  ], credential));
  await checks.check('trigger: activation takes a baseline and starts nothing for calls that ended before', async () => {
    await n8n.client.activate(workflow);
    await waitUntil('the first poll to be remembered', settleTimeoutMs, async () => {
      const state = await n8n.client.readStaticData(workflow);
      return Object.keys(state).length > 0;
    });
    assert.deepEqual(await n8n.client.listExecutions(workflow.id), []);
  });
  return { workflow, expected: new Set() };
}

/** Places calls whose end the watch must report. */
async function placeWatched(stage: Stage, watch: Watch, phones: readonly string[]): Promise<void> {
  const run = await runIqra(stage, 'Calls to watch', phones.map((phone) => lead(phone)), initiateParameters());
  assert.equal(run.execution.status, 'success', run.error?.message);
  for (const item of run.items) watch.expected.add(String(item.json['queueId']));
}

async function received(stage: Stage, watch: Watch): Promise<readonly Record<string, unknown>[]> {
  const executions = await stage.n8n.client.listExecutions(watch.workflow.id);
  const items: Record<string, unknown>[] = [];
  for (const { id } of executions) {
    const execution = await stage.n8n.client.readExecution(id);
    items.push(...(execution.runData[watchNode]?.[0]?.data?.main?.[0] ?? []).map((item) => item.json));
  }
  return items;
}

async function waitForDelivery(stage: Stage, watch: Watch): Promise<readonly Record<string, unknown>[]> {
  return waitUntil('all ended calls to arrive', deliveryTimeoutMs, async () => {
    const items = await received(stage, watch);
    const arrived = new Set(items.map((item) => item['queueId']));
    return [...watch.expected].every((id) => arrived.has(id)) ? items : undefined;
  });
}

function assertOnce(items: readonly Record<string, unknown>[], watch: Watch): void {
  for (const id of watch.expected) assert.equal(items.filter((item) => item['queueId'] === id).length, 1, `call ${id} arrived exactly once`);
}

/** Calls that end while n8n runs arrive with the next tick, once, with outcome, transcript and references. */
export async function checkTicks(stage: Stage, watch: Watch): Promise<void> {
  const { checks, recipients } = stage;
  await checks.check('trigger: ended calls arrive on a tick, each exactly once, with their outcome', async () => {
    const declined = recipients.next(scripted.declined);
    // Calls with words: one that ends without any is held for ten minutes, since its words may be late.
    await placeWatched(stage, watch, [recipients.next(scripted.voicemail), recipients.next(scripted.voicemail), declined]);
    const items = await waitForDelivery(stage, watch);
    assertOnce(items, watch);
    const event = items.find((item) => item['recipientNumber'] === declined);
    assert.equal(event?.['outcome'], 'declined');
    assert.equal((event?.['metadata'] as Record<string, string> | undefined)?.['sandbox_event'], lead(declined).event);
  });
}

/** A call that ends while n8n is down arrives after the start; what arrived before does not come again. */
export async function checkRestart(stage: Stage, watch: Watch, installed: InstalledN8n): Promise<void> {
  const { checks, recipients, sandbox } = stage;
  await checks.check('trigger: a call that ended while n8n was down arrives after its restart, nothing arrives twice', async () => {
    const before = await received(stage, watch);
    await placeWatched(stage, watch, [recipients.next(scripted.declined)]);
    const { userFolder } = stage.n8n;
    await stage.n8n.stop();
    const dialled = await waitUntil('the call to be over', settleTimeoutMs, () => {
      const row = sandbox.ledger().dials.find((dial) => watch.expected.has(dial.queueId) && !before.some((item) => item['queueId'] === dial.queueId));
      return row !== undefined && sandbox.now() > row.dialledAt + 15_000 ? row : undefined;
    });
    stage.n8n = await startRealN8n({ installed, userFolder: path.resolve(userFolder) });
    const items = await waitForDelivery(stage, watch);
    assertOnce(items, watch);
    assert.ok(items.some((item) => item['queueId'] === dialled.queueId));
    assert.equal(new Set(items.map((item) => item['queueId'])).size, items.length, 'no call arrived twice');
  });
}
