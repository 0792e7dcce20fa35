import type { IDataObject } from 'n8n-workflow';
import type { OutcomeName } from '../../../packages/sandbox/src/sandbox.ts';
import { itemsOf, leadsOf, placing, whileTimeGoesOn, workflowOf } from './waiting-bench.ts';
import { type Bench, initiate, node, openBench, phoneOf, runNode, triggerType, type RunChange } from './bench.ts';

const hour = 3_600_000;
const outcomes: Readonly<Record<string, OutcomeName>> = {
  [phoneOf(1)]: 'no_answer',
  [phoneOf(2)]: 'recipient_hung_up',
  [phoneOf(3)]: 'opt_out',
  [phoneOf(4)]: 'voicemail',
};

let bench: Bench;

beforeAll(async () => {
  bench = await openBench({ timeScale: 0, hurry: 50, outcomeOf: (recipient) => outcomes[recipient] ?? 'declined' });
});
afterAll(() => bench.close());
beforeEach(() => bench.sandbox.reset());

/** What somebody sets who takes the form as it is, but for the hours: no test depends on the time of day. */
function tryAgain(more: object = {}): object {
  return {
    resource: 'call',
    operation: 'tryAgain',
    queueId: '={{ $json.queueId }}',
    callingHours: 'off',
    ...more,
    options: { requestsPerMinute: 0, ...('options' in more ? (more.options as object) : {}) },
  };
}

const accepted = () => bench.sandbox.ledger().accepted;

async function endedCalls(phones: readonly string[]): Promise<string[]> {
  const { items } = await runNode(bench.engine, initiate({ options: { metadata: { entry: [{ key: 'crm_id', value: 'C-7' }] } } }), phones.map((phone) => ({ phone })));
  await bench.sandbox.advanceUntilSettled();
  return items.map(({ json }) => json['queueId'] as string);
}

async function again(queueIds: readonly (string | undefined)[], more: object = {}, change: RunChange = {}) {
  const { items, errorItems, run } = await runNode(bench.engine, tryAgain(more), queueIds.map((queueId) => ({ queueId })), change);
  return { json: items.map((item) => item.json), items, errorItems, run };
}

/** The items of a step that calls and waits, and of *Try Again* behind it. */
async function waitAndTryAgain(phones: readonly string[]) {
  const { nodes, connections, ...workflow } = workflowOf(placing());
  const behind = node('Again', tryAgain());
  const links = { ...connections, Iqra: { main: [[{ node: 'Again', type: 'main' as const, index: 0 }]] } };
  const items = leadsOf(...phones).map((json) => ({ json }));
  const work = bench.engine.runWorkflow({ workflow: { ...workflow, nodes: [...nodes, behind], connections: links }, items, executionId: '77' });
  const run = await whileTimeGoesOn(bench.sandbox, work);
  return { waited: itemsOf(run, 'Iqra'), again: itemsOf(run, 'Again').map(({ json }) => json), error: run.error };
}

describe('Call: Try Again', () => {
  it('gives one item for each ended call, in their order: the next attempt, or why there is none; nothing fails', async () => {
    const queueIds = await endedCalls([phoneOf(1), phoneOf(2), phoneOf(3), phoneOf(4)]);
    const { json, items, run } = await again(queueIds);
    expect(run.error).toBeUndefined();
    expect(json).toMatchObject([
      { status: 'placed', retry: true, gaveUp: false, attempt: 2, previousQueueId: queueIds[0], previousOutcome: 'no_answer', recipientNumber: phoneOf(1), placed: true },
      { status: 'not_retried', retry: false, gaveUp: false, code: 'ANSWERED', queueId: null, placed: false },
      { status: 'not_retried', retry: false, code: 'OPTED_OUT' },
      { status: 'placed', attempt: 2, previousOutcome: 'voicemail' },
    ]);
    expect(items.map(({ pairedItem }) => pairedItem)).toEqual([{ item: 0 }, { item: 1 }, { item: 2 }, { item: 3 }]);
    expect(new Set(json.map((one) => Object.keys(one).toSorted().join())).size).toBe(1);
    expect(accepted()).toHaveLength(6);
    expect(accepted()[4]?.metadata).toMatchObject({ crm_id: 'C-7', iqra_call_attempt: '2' });
    expect(run.customData).toMatchObject({ iqraCalls: '2' });
  });

  it('is what stands behind the trigger: three calls in all, then it gives up, however often each end is told', async () => {
    let staticData: IDataObject = {};
    const told: IDataObject[] = [];
    const poll = async (): Promise<readonly (string | undefined)[]> => {
      const watch = node('Watch', { event: 'callEnded', filters: { outcomes: ['no_answer'] } }, { type: triggerType });
      const polled = await bench.engine.poll({ workflow: { nodes: [watch], connections: {} }, staticData });
      staticData = polled.staticData;
      return (polled.items ?? []).map(({ json }) => json['queueId'] as string);
    };
    await poll();
    await endedCalls([phoneOf(1)]);
    for (let round = 0; round < 4; round += 1) {
      const ended = await poll();
      // n8n saves the position of a trigger after it told: a crash in between tells the end again.
      for (const queueIds of [ended, ended]) {
        const { json } = await again(queueIds, { delay: '30 min, 1 h' });
        told.push(...json);
      }
      await bench.sandbox.advanceUntilSettled();
    }
    expect(told.map(({ status, attempt }) => [status, attempt])).toEqual([
      ['placed', 2],
      ['already_called', 2],
      ['placed', 3],
      ['already_called', 3],
      ['gave_up', 3],
      ['gave_up', 3],
    ]);
    expect(accepted().map(({ metadata }) => metadata['iqra_call_attempt'])).toEqual(['1', '2', '3']);
  });

  it('takes the two hours from the form, and the hours of the recipient move it on', async () => {
    const [queueId] = await endedCalls([phoneOf(1)]);
    const zone = 'Asia/Dubai';
    const { json } = await again([queueId], { callingHours: 'custom', customHours: 'daily 10:00-11:00', options: { contactTimeZone: zone } });
    const scheduledFor = Date.parse(json[0]?.['scheduledFor'] as string);
    expect(scheduledFor - Date.now()).toBeGreaterThan(2 * hour - 60_000);
    const local = new Intl.DateTimeFormat('en-GB', { timeZone: zone, hour: '2-digit', minute: '2-digit' }).format(scheduledFor);
    expect(local >= '10:02' && local <= '10:47').toBe(true);
  });

  it('keeps its promise when n8n runs the node again with all items, and across executions', async () => {
    const queueIds = await endedCalls([phoneOf(1), phoneOf(4)]);
    bench.sandbox.faults.add({ kind: '500', match: { operation: 'getOutbound', nth: 2 }, times: 4 });
    const change = { settings: { retryOnFail: true, maxTries: 3, waitBetweenTries: 0 } };
    const { json } = await again(queueIds, { options: { concurrency: 1 } }, change);
    expect(json.map(({ retry }) => retry)).toEqual([true, true]);
    await again(queueIds);
    expect(accepted()).toHaveLength(4);
  });

  it('a rule that says no is an item, not an error, and keeps no other item from its call', async () => {
    const queueIds = await endedCalls([phoneOf(1), phoneOf(4)]);
    const { json, run } = await again(queueIds, { options: { doNotCall: phoneOf(1) } });
    expect(run.error).toBeUndefined();
    expect(json).toMatchObject([{ status: 'not_retried', code: 'DO_NOT_CALL' }, { status: 'placed' }]);
  });

  it('a policy that cannot be read stops the run before anything is asked, also where no item needs it', async () => {
    const queueIds = await endedCalls([phoneOf(2), phoneOf(1)]);
    const before = bench.sandbox.requests().length;
    const { run } = await again(queueIds, { delay: '2 m' });
    expect(run.error?.message).toBe('2 of 2 items cannot be run, so nobody was called.');
    expect(run.error?.description).toContain('Delay: "2 m" is not a valid delay. Write for example 30 min, 2 h, 1 day, next morning or tomorrow 16:00.');
    const mapped = await again(queueIds, { delay: '={{ $json.nothing }}' });
    expect(mapped.run.error?.description).toContain('Delay is mapped, but the mapping found no value');
    expect(bench.sandbox.requests()).toHaveLength(before);
  });

  it('all attempts can be ones that were never chosen: emptied outcomes are the usual ones', async () => {
    const [queueId] = await endedCalls([phoneOf(9)]);
    const { json } = await again([queueId], { afterOutcomes: [] });
    expect(json).toMatchObject([{ status: 'placed', previousOutcome: 'declined' }]);
  });

  it('a missing call is an error of its item', async () => {
    const { run } = await again(['6742e6b8f0a1c2d3e4f50617']);
    expect(run.error?.message).toMatch(/call/i);
    const none = await again([undefined]);
    expect(none.run.error?.message).toContain('Queue ID is required');
  });

  it('stands behind a step that called and waited as well', async () => {
    const { waited, again: items, error } = await waitAndTryAgain([phoneOf(2), phoneOf(9)]);
    expect(error).toBeUndefined();
    expect(waited.map(({ json }) => json['outcome'])).toEqual(['completed', 'declined']);
    expect(items).toMatchObject([{ status: 'not_retried', code: 'ANSWERED' }, { status: 'placed', attempt: 2, recipientNumber: phoneOf(9), previousQueueId: waited[1]?.json['queueId'] }]);
  });

  it('tells an AI agent the same as data', async () => {
    const [queueId] = await endedCalls([phoneOf(3)]);
    const { json } = await again([queueId], {}, { settings: { type: 'n8n-nodes-iqra-ai.iqraAiTool' } });
    expect(json).toMatchObject([{ status: 'not_retried', code: 'OPTED_OUT' }]);
  });
});
