import assert from 'node:assert/strict';
import path from 'node:path';
import { startSandbox, type Sandbox } from '../../../../packages/sandbox/src/sandbox.ts';
import type { Checks } from '../checks.ts';
import type { InstalledN8n } from '../../../../tools/local-n8n/install.ts';
import { createRecipients, scripted } from '../recipients.ts';
import type { StoredWorkflow } from '../../../../tools/local-n8n/rest-client.ts';
import { startRealN8n, type RealN8n, type StartN8nOptions } from '../../../../tools/local-n8n/start-n8n.ts';
import { waitUntil } from '../../../../tools/local-n8n/wait-until.ts';
import { lineOfNodes, triggerType } from '../workflow-builder.ts';
import { placeBeforeWatching, sandboxHeadStartMs } from './earlier-call.ts';
import { sandboxCredential } from './stage.ts';

/** With these n8n commits the trigger's position and the execution that gets the events in one transaction. */
const durableCursors = {
  N8N_SCHEDULER_ENABLED: 'true',
  N8N_SCHEDULER_POLL_TRIGGERS_ENABLED: 'true',
  N8N_POLLER_DURABLE_CURSORS_ENABLED: 'true',
};

/** n8n takes the events over some 30 to 150 ms after the trigger asked the server. */
const stops = [
  { how: 'ended', afterRequestMs: 40 },
  { how: 'killed', afterRequestMs: 20 },
  { how: 'ended', afterRequestMs: 80 },
  { how: 'killed', afterRequestMs: 80 },
] as const;

const tickTimeoutMs = 90_000;
const arrivalTimeoutMs = 180_000;
const commitMs = 2_000;
const lookEveryMs = 2;

export interface StopCheckPlace {
  readonly checks: Checks;
  readonly installed: InstalledN8n;
  readonly packageTarball: string;
  readonly folder: string;
}

/** n8n is ended and killed in the middle of polls that found a call; each call is in exactly one execution afterwards. */
export async function checkStopsDuringPolls(place: StopCheckPlace): Promise<void> {
  const sandbox = await startSandbox({ startAt: Date.now() - stops.length * sandboxHeadStartMs });
  const options = { installed: place.installed, userFolder: path.join(place.folder, 'n8n-durable'), extraEnv: durableCursors };
  let n8n = await startRealN8n({ ...options, packageTarball: place.packageTarball });
  try {
    await place.checks.check('durable cursors: n8n ended and killed during polls, each call is in exactly one execution', async () => {
      const workflow = await watchEachMinute(n8n, sandbox);
      const recipients = createRecipients();
      const phones: string[] = [];
      for (const stop of stops) {
        const phone = recipients.next(scripted.declined);
        phones.push(phone);
        n8n = await stopDuringPoll({ n8n, options, sandbox, phone, stop });
        await waitUntil(`the call that ended before n8n was ${stop.how}`, arrivalTimeoutMs, async () => (await executionsWith(n8n, workflow, phone)).length > 0);
      }
      for (const phone of phones) {
        const { length } = await executionsWith(n8n, workflow, phone);
        assert.equal(length, 1, `the call of ${phone} is in ${length} executions`);
      }
      await retryCrashed(n8n, workflow);
    });
  } finally {
    await n8n.stop();
    await sandbox.close();
  }
}

/** Switches a trigger on and waits for its first tick: with durable cursors only a tick keeps its position. */
async function watchEachMinute(n8n: RealN8n, sandbox: Sandbox): Promise<StoredWorkflow> {
  const credential = await n8n.client.createCredential('Iqra AI (sandbox)', 'iqraAiApi', sandboxCredential(sandbox));
  const workflow = await n8n.client.createWorkflow(lineOfNodes('Watch ended calls', [
    { name: 'When a call has ended', type: triggerType, parameters: { pollTimes: { item: [{ mode: 'everyMinute' }] }, event: 'callEnded' } },
    { name: 'Received', type: 'n8n-nodes-base.noOp', parameters: {} },
  ], credential));
  await n8n.client.activate(workflow);
  await nextPoll(sandbox);
  await pause(commitMs);
  await nextPoll(sandbox);
  await pause(commitMs);
  return workflow;
}

interface StoppedPoll {
  readonly n8n: RealN8n;
  readonly options: StartN8nOptions;
  readonly sandbox: Sandbox;
  readonly phone: string;
  readonly stop: (typeof stops)[number];
}

async function stopDuringPoll({ n8n, options, sandbox, phone, stop }: StoppedPoll): Promise<RealN8n> {
  await placeBeforeWatching(sandbox, phone);
  await nextPoll(sandbox);
  await pause(stop.afterRequestMs);
  await (stop.how === 'killed' ? n8n.process.kill() : n8n.stop());
  return startRealN8n(options);
}

function nextPoll(sandbox: Sandbox): Promise<true> {
  const before = sandbox.requests().length;
  return waitUntil('the next poll', tickTimeoutMs, () => sandbox.requests().length > before, lookEveryMs);
}

/** Executions that hold the call, finished or not, by their id. */
async function executionsWith(n8n: RealN8n, workflow: StoredWorkflow, phone: string): Promise<readonly string[]> {
  const found: string[] = [];
  for (const { id } of await n8n.client.listExecutions(workflow.id)) {
    if ((await n8n.client.findExecution(id))?.text.includes(phone) === true) found.push(id);
  }
  return found;
}

/** What n8n could not begin before its end it marks as crashed; a person presses *Retry*. */
async function retryCrashed(n8n: RealN8n, workflow: StoredWorkflow): Promise<void> {
  const executions = await n8n.client.listExecutions(workflow.id);
  for (const { id } of executions.filter(({ status }) => status === 'crashed')) {
    const retried = await n8n.client.retryExecution(id);
    assert.equal(retried.status, 'success', `the retry of execution ${id}: ${retried.errorMessage ?? ''}`);
  }
}

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));
