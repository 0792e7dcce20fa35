import type { IDataObject } from 'n8n-workflow';
import { campaignIds } from '../../packages/sandbox/src/seed.ts';
import { credentials, triggerType } from '../unit/n8n-node/bench.ts';
import { itemsOf, openWaitingBench, sleeping, wake, type WaitingBench } from '../unit/n8n-node/waiting-bench.ts';
import { leadsFor } from './real-n8n/waiting/leads.ts';

/** CI makes fewer runs than a person who wants to know: `WAITING_RUNS=2000`. */
const runs = Number(process.env['WAITING_RUNS'] ?? 300);
/** So many calls does each run wait for. */
const callsPerRun = 2;
const atOnce = 10;
const stepMs = 15_000;
const longestMs = 15 * 60_000;

let bench: WaitingBench;

beforeAll(async () => {
  bench = await openWaitingBench({ hurry: 50, actionFate: ({ queueId }) => fateOf(queueId) });
});
afterAll(() => bench.close());

/** One in five requests of the campaign's action is lost, one in five arrives twice. */
function fateOf(queueId: string): 'sent' | 'lost' | 'doubled' {
  const share = Number.parseInt(queueId.slice(-4), 16) % 5;
  return share === 0 ? 'lost' : share === 1 ? 'doubled' : 'sent';
}

const parameters = sleeping({
  campaignId: { __rl: true, mode: 'id', value: campaignIds.reminders },
  dynamicVariables: { mappingMode: 'defineBelow', value: { customer_name: '={{ $json.name }}' } },
  options: { metadata: { entry: [{ key: 'sandbox_event', value: '={{ $json.event }}' }] } },
});

async function inTurn<T>(things: readonly T[], work: (thing: T) => Promise<void>): Promise<void> {
  const queue = [...things];
  const worker = async (): Promise<void> => {
    for (let thing = queue.shift(); thing !== undefined; thing = queue.shift()) await work(thing);
  };
  await Promise.all(Array.from({ length: atOnce }, worker));
}

/** A trigger of another workflow polls, with what its last poll left. */
async function poll(staticData: IDataObject): Promise<IDataObject> {
  const parametersOfTrigger = { event: 'callEnded', includeTranscript: false, filters: {}, options: {} };
  const nodes = [{ id: 'trigger', name: 'Trigger', type: triggerType, typeVersion: 1, position: [0, 0] as [number, number], parameters: parametersOfTrigger, credentials }];
  return (await bench.engine.poll({ workflow: { id: 'workflow-2', nodes, connections: {} }, staticData })).staticData;
}

test(`${runs} sleeping executions: wake-ups lost, doubled, early and forged; each goes on once, with the outcome of its own calls`, async () => {
  const leads = leadsFor(runs * callsPerRun);
  const groups = Array.from({ length: runs }, (_, index) => leads.slice(index * callsPerRun, (index + 1) * callsPerRun));
  const ids = new Map<string, (typeof leads)[number][]>();
  let position = await poll({});
  await inTurn(groups, async (group) => {
    const { executionId, run } = await bench.start(parameters, group);
    if (run.status !== 'waiting') throw new Error(`Execution ${executionId} ended as ${run.status}. ${run.error?.message ?? ''}`);
    ids.set(executionId, group);
  });
  const addresses = [...new Set(bench.sandbox.ledger().accepted.map((row) => row.metadata['iqra_resume_url'] ?? ''))];
  expect(addresses).toHaveLength(runs);

  // Strangers, and a campaign whose action also runs when the phone begins to ring.
  await inTurn(addresses.filter((_, index) => index % 10 === 0), async (address) => {
    await wake(address);
    await wake(address.replace(/iqra=\w+/, 'iqra=forged'));
    await wake(address.replace(/signature=\w+/, 'signature=forged'));
  });
  for (let passedMs = 0; passedMs < longestMs; passedMs += stepMs) {
    await bench.sandbox.advance(stepMs);
    await bench.sandbox.actionsSettled();
    if (passedMs % 60_000 === 0) position = await poll(position);
  }
  for (let polls = 0; polls < 5; polls += 1) position = await poll(JSON.parse(JSON.stringify(position).replace(/"nextMs":\d+/g, '"nextMs":0')) as IDataObject);

  const wrong: object[] = [];
  const timesResumed = new Map<number, number>();
  for (const [executionId, group] of ids) {
    const { runs: resumed } = await bench.engine.waitingOf(executionId);
    timesResumed.set(resumed.length, (timesResumed.get(resumed.length) ?? 0) + 1);
    const got = itemsOf(resumed[0]).map(({ json }) => json['outcome']);
    const expected = group.map(({ outcome }) => outcome);
    if (JSON.stringify(got) !== JSON.stringify(expected)) wrong.push({ executionId, got, expected });
  }
  expect([...timesResumed]).toEqual([[1, runs]]);
  expect(wrong).toEqual([]);
  const { accepted } = bench.sandbox.ledger();
  expect(accepted).toHaveLength(leads.length);
  expect(new Set(accepted.map((row) => row.metadata['sandbox_event'])).size).toBe(leads.length);
}, 600_000);
