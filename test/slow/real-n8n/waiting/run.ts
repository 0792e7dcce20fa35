import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { startSandbox, type Sandbox } from '../../../../packages/sandbox/src/sandbox.ts';
import { installN8n } from '../../../../tools/local-n8n/install.ts';
import { packNodePackage } from '../../../../tools/local-n8n/node-package.ts';
import type { StoredWorkflow } from '../../../../tools/local-n8n/rest-client.ts';
import { startRealN8n, type RealN8n } from '../../../../tools/local-n8n/start-n8n.ts';
import { waitUntil } from '../../../../tools/local-n8n/wait-until.ts';
import { createChecks, type Checks } from '../checks.ts';
import { sandboxCredential } from '../e2e/stage.ts';
import { leadsFor, type Lead } from './leads.ts';
import { startRecorder, type Recorder } from './recorder.ts';
import { callWaitAndTell, watchEndedCalls } from './workflows.ts';

const helpText = `Usage: pnpm test:n8n:waiting [--runs N] [--lose-actions]

  --runs N         executions that sleep for a call (default 100)
  --lose-actions   every request of the campaign's action is lost, so that the trigger alone wakes them
`;
const { values } = parseArgs({
  options: { runs: { type: 'string', default: '100' }, 'lose-actions': { type: 'boolean', default: false }, help: { type: 'boolean', default: false } },
});
if (values.help) {
  process.stdout.write(helpText);
  process.exit(0);
}
const runs = Number(values.runs);
const batchSize = 500;
const atOnce = 8;
const idleMs = 20_000;
/** Each execution looks once more, ten seconds after it fell asleep; then nothing is asked any more. */
const quietMs = 12_000;
const triggerTimeoutMs = 300_000;

interface Stage {
  n8n: RealN8n;
  readonly sandbox: Sandbox;
  readonly recorder: Recorder;
  readonly checks: Checks;
}

/**
 * Executions that sleep in a real n8n until their calls have ended: woken by the campaign's own action, whose request is lost or doubled
 * for some; by strangers too early and with a forged secret; and, where the action was lost, by any trigger. n8n is killed while the
 * first of them sleep. Prints memory and requests while they sleep. `--runs N` (default 100) executions in all.
 */
async function main(): Promise<void> {
  const installed = await installN8n();
  const folder = mkdtempSync(path.join(os.tmpdir(), 'iqra-n8n-waiting-'));
  const checks = createChecks();
  const sandbox = await startSandbox({ timeScale: 0, keepRequests: 100_000, actionFate: ({ queueId }) => fateOf(queueId) });
  const recorder = await startRecorder();
  let stage: Stage | undefined;
  try {
    const packageTarball = await packNodePackage(path.join(folder, 'package'));
    const options = { installed, userFolder: path.join(folder, 'n8n') };
    const n8n = await startRealN8n({ ...options, packageTarball });
    stage = { n8n, sandbox, recorder, checks };
    const credential = await n8n.client.createCredential('Iqra AI (sandbox)', 'iqraAiApi', sandboxCredential(sandbox));
    await callWaitAndTell(n8n.client, credential, recorder.address);
    const watching = await watchEndedCalls(n8n.client, credential);
    const leads = leadsFor(runs);
    for (let from = 0; from < runs; from += batchSize) {
      const batch = leads.slice(from, from + batchSize);
      const restMb = residentMb(stage.n8n);
      await startAll(stage, batch);
      if (from === 0) {
        await tellWhatSleepingCosts(stage, batch.length, restMb);
        await wakeInVain(stage, batch.slice(0, 20));
        await stage.n8n.process.kill();
        const { port } = new URL(stage.n8n.address);
        stage.n8n = await startRealN8n({ ...options, port: Number(port) });
      } else {
        await wakeInVain(stage, batch.slice(0, 20));
      }
      await sandbox.advanceUntilSettled();
      await sandbox.actionsSettled();
      console.log(`  ${recorder.arrivals.length} of ${from + batch.length} have gone on; ${notReadyTimes(stage.n8n)} times n8n's database was not ready`);
      if (from === 0) await startTrigger(stage.n8n, watching);
    }
    await judge(stage, leads);
  } finally {
    await stage?.n8n.stop();
    await recorder.close();
    await sandbox.close();
    rmSync(folder, { recursive: true, force: true });
  }
  checks.finish();
}

/** Until n8n takes it: it refuses everything while it cannot reach its own database. */
async function startTrigger({ client }: RealN8n, watching: StoredWorkflow): Promise<void> {
  await waitUntil('the trigger to start', triggerTimeoutMs, async () => {
    await client.activate(watching);
    return true;
  });
}

/** n8n 2.41 asks its database every two seconds, and answers 503 to everything from a question without an answer in five seconds to the next good one. */
function notReadyTimes({ process }: RealN8n): number {
  return readFileSync(process.logPath, 'utf8').split('Database ping failed (1)').length - 1;
}

/** One in five requests of the campaign's action is lost, one in five arrives twice. */
function fateOf(queueId: string): 'sent' | 'lost' | 'doubled' {
  if (values['lose-actions']) return 'lost';
  const share = Number.parseInt(queueId.slice(-4), 16) % 5;
  return share === 0 ? 'lost' : share === 1 ? 'doubled' : 'sent';
}

async function startAll({ n8n, sandbox }: Stage, leads: readonly Lead[]): Promise<void> {
  const before = sandbox.ledger().accepted.length;
  const queue = [...leads];
  const worker = async (): Promise<void> => {
    for (let lead = queue.shift(); lead !== undefined; lead = queue.shift()) await send(n8n, lead);
  };
  await Promise.all(Array.from({ length: atOnce }, worker));
  await waitUntil('all calls to be placed', triggerTimeoutMs, () => sandbox.ledger().accepted.length - before >= leads.length);
  await waitUntil('all executions to sleep', triggerTimeoutMs, async () => (await sleeping(n8n)) >= leads.length, 1_000);
}

/** n8n listens a moment after it says that a workflow is active; 503 means that it took nothing, since its database was not ready. */
async function send(n8n: RealN8n, lead: Lead): Promise<void> {
  const init = { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(lead) };
  const status = await waitUntil('n8n to take a lead', triggerTimeoutMs, async () => {
    const response = await fetch(`${n8n.address}/webhook/leads`, init);
    return response.status === 404 || response.status === 503 ? undefined : response.status;
  });
  assert.equal(status, 200);
}

async function sleeping(n8n: RealN8n): Promise<number> {
  const filter = encodeURIComponent(JSON.stringify({ status: ['waiting'] }));
  return ((await n8n.session.request('GET', `/rest/executions?limit=1&filter=${filter}`)) as { count: number }).count;
}

async function tellWhatSleepingCosts({ n8n, sandbox }: Stage, count: number, restMb: number): Promise<void> {
  await untilQuiet(sandbox);
  const requests = sandbox.requests().length;
  await new Promise((resolve) => setTimeout(resolve, idleMs));
  console.log(`  while ${count} calls are waited for: ${sandbox.requests().length - requests} requests in ${idleMs / 1000} s; n8n holds ${residentMb(n8n)} MB, ${restMb} MB before`);
}

async function untilQuiet(sandbox: Sandbox): Promise<void> {
  let seen = -1;
  let sinceMs = Date.now();
  await waitUntil('the executions to have looked once more', triggerTimeoutMs, () => {
    const requests = sandbox.requests().length;
    if (requests !== seen) sinceMs = Date.now();
    seen = requests;
    return Date.now() - sinceMs >= quietMs;
  });
}

function residentMb({ process }: RealN8n): number {
  const kilobytes = /VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${process.pid}/status`, 'utf8'))?.[1];
  return Math.round(Number(kilobytes) / 1024);
}

/** Too early, with a wrong secret, with n8n's own token missing: none of them may do anything. */
async function wakeInVain({ sandbox, checks, recorder }: Stage, leads: readonly Lead[]): Promise<void> {
  const before = recorder.arrivals.length;
  const addresses = new Map(sandbox.ledger().accepted.map((row) => [row.metadata['sandbox_event'], row.metadata['iqra_resume_url'] ?? '']));
  await checks.check(`wake-ups that are early or forged wake nobody (${3 * leads.length} requests)`, async () => {
    const statuses: number[] = [];
    for (const { event } of leads) {
      const address = addresses.get(event) ?? '';
      for (const url of [address, address.replace(/iqra=\w+/, 'iqra=forged'), address.replace(/signature=\w+/, 'signature=forged')]) {
        statuses.push((await fetch(url, { method: 'POST' })).status);
      }
    }
    assert.deepEqual(new Set(statuses), new Set([202, 401, 403]));
    assert.equal(recorder.arrivals.length, before);
  });
}

async function judge({ n8n, checks, recorder, sandbox }: Stage, leads: readonly Lead[]): Promise<void> {
  await checks.check(`all ${leads.length} executions have gone on, those whose action was lost through the trigger`, async () => {
    await waitUntil('every execution to go on', triggerTimeoutMs, () => new Set(recorder.arrivals.map(({ event }) => event)).size >= leads.length, 1_000);
  });
  await new Promise((resolve) => setTimeout(resolve, idleMs));
  await checks.check('each went on exactly once', () => {
    assert.equal(recorder.arrivals.length, leads.length);
    assert.equal(new Set(recorder.arrivals.map(({ event }) => event)).size, leads.length);
  });
  await checks.check('each lead has the outcome of its own call', () => {
    const events = new Map(sandbox.ledger().accepted.map((row) => [row.queueId, row.metadata['sandbox_event']]));
    const expected = new Map(leads.map((lead) => [lead.event, lead.outcome]));
    const wrong = recorder.arrivals.filter((arrival) => arrival.outcome !== expected.get(arrival.event) || events.get(arrival.queueId) !== arrival.event);
    assert.deepEqual(wrong.slice(0, 5), []);
  });
  await checks.check('nobody was called twice for one event', () => {
    assert.equal(sandbox.ledger().accepted.length, leads.length);
    assert.equal(new Set(sandbox.ledger().accepted.map((row) => row.metadata['sandbox_event'])).size, leads.length);
  });
  const fates = sandbox.actions().length;
  console.log(`  ${fates} requests of campaign actions, ${sandbox.requests().length} requests to the server in all`);
  console.log(`  n8n holds ${residentMb(n8n)} MB at the end; ${notReadyTimes(n8n)} times its database was not ready`);
}

await main();
