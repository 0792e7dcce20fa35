import { createClient, type Client } from '@iqra-automation/core';
import { createAxiosTransport } from '@iqra-automation/core/axios';
import type { IDataObject } from 'n8n-workflow';
import { startN8nEngine, type N8nEngine, type WorkflowJson } from '../hosts/n8n/engine.ts';
import { createZap, type Zap } from '../hosts/zapier/zap.ts';
import { startZapierApp } from '../hosts/zapier/zapier-app.ts';
import { chanceFrom } from '../../packages/sandbox/src/calls/chance.ts';
import { startSandbox, type OutcomeName, type Sandbox } from '../../packages/sandbox/src/sandbox.ts';
import { campaignIds } from '../../packages/sandbox/src/seed.ts';
import type { Row } from './figures.ts';
import { credentialFor } from './n8n-workflows.ts';

const pollEveryMs = 5 * 60_000;
const callsPerPoll = 10;
/** Every call has been reported long before this many polls without new calls. */
const mostLatePolls = 40;

/** A trigger in its host, and what its polls have asked. */
interface PolledHost {
  readonly name: string;
  poll(nowMs: number): Promise<number>;
  close(): Promise<void>;
}

interface Cost {
  polls: number;
  ended: number;
  lists: number;
  conversations: number;
  others: number;
  readonly conversationsSeen: Set<string>;
}

/** Requests to the server for so many ended calls, ten every five minutes, by each host's trigger. */
export async function measurePollingCost(packageDir: string, zapierBundle: string, calls: number): Promise<readonly Row[]> {
  const rows: Row[] = [];
  for (const open of [openN8n.bind(null, packageDir), openZapier.bind(null, zapierBundle)]) {
    const sandbox = await startSandbox({ timeScale: 0, startAt: '2026-11-24T08:00:00Z', keepRequests: 1_000_000, outcomeOf: drawOutcome });
    const host = await open(sandbox);
    try {
      rows.push(...rowsOf(host.name, await followCalls(host, sandbox, calls), calls));
    } finally {
      await host.close();
      await sandbox.close();
    }
  }
  return rows;
}

async function followCalls(host: PolledHost, sandbox: Sandbox, calls: number): Promise<Cost> {
  const client = createClient({
    transport: createAxiosTransport({ apiKey: sandbox.apiKey }),
    connection: { baseUrl: sandbox.origin, businessId: String(sandbox.businessId), requestFormat: 'auto' },
    clock: { now: () => sandbox.now(), sleep: () => Promise.resolve(), random: Math.random },
  });
  const cost: Cost = { polls: 0, ended: 0, lists: 0, conversations: 0, others: 0, conversationsSeen: new Set() };
  let placed = 0;
  for (let latePolls = 0; cost.ended < calls && latePolls < mostLatePolls; latePolls += placed === calls ? 1 : 0) {
    for (const last = Math.min(calls, placed + callsPerPoll); placed < last; placed += 1) await placeCall(client, sandbox, placed);
    await sandbox.advance(pollEveryMs);
    const before = sandbox.requests().length;
    cost.ended += await host.poll(sandbox.now());
    cost.polls += 1;
    for (const { operation, path } of sandbox.requests().slice(before)) {
      if (operation === 'listOutbound') cost.lists += 1;
      else if (operation !== 'getConversation') cost.others += 1;
      else {
        cost.conversations += 1;
        cost.conversationsSeen.add(path);
      }
    }
  }
  if (cost.ended !== calls) throw new Error(`${host.name} reported ${cost.ended} of ${calls} calls.`);
  return cost;
}

async function placeCall(client: Client, sandbox: Sandbox, index: number): Promise<void> {
  const answer = await client.dial({
    recipientNumber: `+6141${String(1_000_000 + index)}`,
    campaignId: campaignIds.consultation,
    agentId: null,
    callingNumberId: null,
    dynamicVariables: {},
    metadata: { iqra_call_key: `key of ${index}` },
    startMs: sandbox.now(),
    latestStartMs: sandbox.now() + 3_600_000,
    scheduled: false,
  });
  if (answer.kind !== 'queued') throw new Error(`The sandbox did not take call ${index}: ${answer.kind}.`);
}

function drawOutcome(recipient: string): OutcomeName {
  const drawn = chanceFrom(`bench/${recipient}`)();
  if (drawn < 0.6) return 'recipient_hung_up';
  if (drawn < 0.75) return 'no_answer';
  return drawn < 0.9 ? 'voicemail' : 'declined';
}

function rowsOf(host: string, cost: Cost, calls: number): readonly Row[] {
  const { polls, lists, conversations, others } = cost;
  const per1000 = (requests: number): number => (requests / calls) * 1_000;
  const all = lists + conversations + others;
  const least = polls + cost.conversationsSeen.size;
  return [
    {
      measure: `${host}: requests per 1,000 ended calls, ${callsPerPoll} calls every 5 minutes (${lists} lists, ${conversations} conversations, ${others} others, ${polls} polls)`,
      value: per1000(all),
      unit: 'requests',
      comparedWith: 'one list per poll, and each conversation once',
      other: per1000(least),
      ratio: all / least,
    },
  ];
}

async function openN8n(packageDir: string, sandbox: Sandbox): Promise<PolledHost> {
  const engine: N8nEngine = await startN8nEngine({ packageDir, credentials: [credentialFor(sandbox.origin)] });
  const node = { id: 'ended', name: 'Call Ended', type: 'n8n-nodes-iqra-ai.iqraAiTrigger', typeVersion: 1, position: [0, 0] as [number, number], parameters: { event: 'callEnded' } };
  const workflow: WorkflowJson = { id: 'ended', nodes: [{ ...node, credentials: { iqraAiApi: { id: 'bench', name: 'Bench' } } }], connections: {} };
  let staticData: IDataObject = {};
  const poll = async (activation: 'activate' | 'init'): Promise<number> => {
    const polled = await engine.poll({ workflow, staticData, activation });
    if (polled.error !== undefined) throw new Error(polled.error.message);
    staticData = polled.staticData;
    return polled.items?.length ?? 0;
  };
  await engine.moveClock(sandbox.now());
  await poll('activate');
  return {
    name: 'n8n trigger',
    poll: async (nowMs) => {
      await engine.moveClock(nowMs);
      return await poll('init');
    },
    close: () => engine.close(),
  };
}

async function openZapier(bundlePath: string, sandbox: Sandbox): Promise<PolledHost> {
  const authData = { api_key: sandbox.apiKey, business_id: String(sandbox.businessId), base_url: sandbox.origin, request_format: 'auto' };
  const app = await startZapierApp({ bundlePath, process: 'own', authData, nowMs: () => sandbox.now() });
  app.moveClock(sandbox.now());
  const zap: Zap = createZap(app, 'call_completed', {});
  const run = async (polled: ReturnType<Zap['poll']>): Promise<number> => {
    const outcome = await polled;
    if (outcome.status !== 'success') throw new Error(outcome.message);
    return outcome.newItems.length;
  };
  await run(zap.turnOn());
  return {
    name: 'Zapier trigger, a Zap that uses the transcript',
    poll: (nowMs) => {
      app.moveClock(nowMs);
      return run(zap.poll());
    },
    close: () => app.close(),
  };
}
