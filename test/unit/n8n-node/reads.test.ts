import type { OutcomeName } from '../../../packages/sandbox/src/sandbox.ts';
import { campaignIds } from '../../../packages/sandbox/src/seed.ts';
import { type Bench, initiate, openBench, phoneOf, runNode } from './bench.ts';

const outcomes: Readonly<Record<string, OutcomeName>> = {
  [phoneOf(1)]: 'recipient_hung_up',
  [phoneOf(2)]: 'no_answer',
  [phoneOf(3)]: 'says_nothing',
  [phoneOf(4)]: 'set_up_error_then_placed',
  [phoneOf(5)]: 'every_tool',
};

let bench: Bench;
let talkId = '';

beforeAll(async () => {
  bench = await openBench({ timeScale: 0, outcomeOf: (recipient) => outcomes[recipient] ?? 'declined' });
  const leads = Array.from({ length: 60 }, (_, index) => ({ phone: phoneOf(index) }));
  await runNode(bench.engine, initiate({ options: { concurrency: 20, requestsPerMinute: 0 } }), leads);
  bench.sandbox.addInboundCall({ callerNumber: '+14155550123', outcome: 'recipient_hung_up' });
  await bench.sandbox.advanceUntilSettled();
  await bench.sandbox.advance(15 * 60_000);
  const { items } = await run({ resource: 'call', operation: 'getAll', filters: { recipientNumber: phoneOf(1) } });
  talkId = items[0]?.json['conversationId'] as string;
});
afterAll(() => bench.close());

const run = (parameters: object) => runNode(bench.engine, parameters);

describe('Call', () => {
  it('get many returns up to the limit, newest first, with at most ten simplified fields', async () => {
    const { items } = await run({ resource: 'call', operation: 'getAll', limit: 55 });
    expect(items).toHaveLength(55);
    const times = items.map((item) => Date.parse(item.json['queuedAt'] as string));
    expect(times).toEqual(times.toSorted((a, b) => b - a));
    for (const item of items) expect(Object.keys(item.json).length).toBeLessThanOrEqual(10);
    expect(items[0]?.json).toMatchObject({ ended: true, outcome: 'declined', status: 'ended' });
    expect(items.every((item) => JSON.stringify(item.pairedItem) === '{"item":0}')).toBe(true);
  });

  it('get many returns all over several pages, each call once', async () => {
    const { items } = await run({ resource: 'call', operation: 'getAll', returnAll: true });
    expect(new Set(items.map((item) => item.json['queueId'])).size).toBe(60);
  });

  it('get says that there is no such call, and nothing about calling anybody', async () => {
    const { error } = (await run({ resource: 'call', operation: 'get', queueId: '6742e6b8f0a1c2d3e4f50617' })).run;
    expect(error?.message).toBe('No call with this queue ID was found. [item 0]');
    expect(error?.description).toMatch(/^Check the id\./);
  });

  it('get many and count filter by campaign, number, state and time', async () => {
    const cases: readonly (readonly [object, number])[] = [
      [{ recipientNumber: '+61 411 000 002' }, 1],
      [{ campaignId: { __rl: true, mode: 'id', value: campaignIds.consultation } }, 60],
      [{ campaignId: { __rl: true, mode: 'id', value: campaignIds.survey } }, 0],
      [{ progress: ['failed', 'expired'] }, 0],
      [{ progress: ['placed'] }, 60],
      [{ createdFrom: '2100-01-01T00:00:00' }, 0],
    ];
    for (const [filters, expected] of cases) {
      expect((await run({ resource: 'call', operation: 'getAll', returnAll: true, filters })).items).toHaveLength(expected);
      expect((await run({ resource: 'call', operation: 'count', filters })).items[0]?.json).toEqual({ count: expected });
    }
  });

  it('reads a time without offset in the zone of the workflow', async () => {
    await run({ resource: 'call', operation: 'count', filters: { createdFrom: '2026-11-24T09:00:00' } });
    const [last] = bench.sandbox.requests().slice(-1);
    expect(last?.body.toString('utf8')).toContain('2026-11-24T09:00:00.000Z');
  });

  it('get tells how a call ended, and everything the server has when it is not simplified', async () => {
    const listed = await run({ resource: 'call', operation: 'getAll', filters: { recipientNumber: phoneOf(2) } });
    const queueId = listed.items[0]?.json['queueId'];
    const simple = await run({ resource: 'call', operation: 'get', queueId });
    expect(simple.items[0]?.json).toMatchObject({ queueId, outcome: 'no_answer', ended: true, recipientNumber: phoneOf(2) });
    const raw = await run({ resource: 'call', operation: 'get', queueId, simplify: false });
    expect(raw.items[0]?.json).toMatchObject({ progress: 'placed', endReason: 'no_answer', sessionState: 'ended', dynamicVariables: {} });
  });

  it('get looks at what was said: a call in which nobody spoke is not completed', async () => {
    const silent = await run({ resource: 'call', operation: 'getAll', filters: { recipientNumber: phoneOf(3) } });
    const { queueId } = silent.items[0]?.json ?? {};
    expect(silent.items[0]?.json).toMatchObject({ outcome: 'completed' });
    expect((await run({ resource: 'call', operation: 'get', queueId })).items[0]?.json).toMatchObject({ queueId, outcome: 'no_answer' });
    expect((await run({ resource: 'call', operation: 'get', queueId, simplify: false })).items[0]?.json).toMatchObject({ outcome: 'no_answer', reached: false });
  });

  it('get many reads a failed set-up again by its ID, since a list may show the first of two conversations', async () => {
    const listed = await run({ resource: 'call', operation: 'getAll', filters: { recipientNumber: phoneOf(4) } });
    expect(listed.items[0]?.json).toMatchObject({ recipientNumber: phoneOf(4), outcome: 'completed' });
  });

  it('never takes an empty list for the truth when the server counts something', async () => {
    bench.sandbox.faults.add({ kind: 'db_failure_list', match: { operation: 'listOutbound' } });
    const { run: failed } = await run({ resource: 'call', operation: 'getAll', returnAll: true });
    expect(failed.error).toMatchObject({ name: 'NodeApiError', message: expect.stringContaining('shows none of them') });
  });
});

describe('Conversation', () => {
  it('get returns transcript and duration in at most ten fields, and the messages when it is not simplified', async () => {
    const simple = await run({ resource: 'conversation', operation: 'get', conversationId: talkId });
    expect(simple.items[0]?.json).toMatchObject({ conversationId: talkId, transcript: expect.stringContaining('Agent: ') });
    expect(Object.keys(simple.items[0]?.json ?? {}).length).toBeLessThanOrEqual(10);
    const raw = await run({ resource: 'conversation', operation: 'get', conversationId: talkId, simplify: false });
    expect(raw.items[0]?.json['messages']).toEqual(expect.arrayContaining([expect.objectContaining({ role: 'agent' })]));
  });

  it('get many lists conversations', async () => {
    const { items } = await run({ resource: 'conversation', operation: 'getAll', returnAll: true });
    expect(items.map((item) => item.json['conversationId'])).toContain(talkId);
  });

  it('download recording puts one side into a binary field, or says that there is none', async () => {
    const { items, run: done } = await run({ resource: 'conversation', operation: 'downloadRecording', conversationId: talkId });
    expect(done.error).toBeUndefined();
    expect(items[0]?.binary?.['data']).toMatchObject({ mimeType: expect.stringMatching(/^audio\//), fileName: `${talkId}-agent.wav` });
    const other = await run({ resource: 'conversation', operation: 'downloadRecording', conversationId: talkId, side: 'recipient' });
    expect(other.run.error?.message).toMatch(/no recording of the recipient's side/);
  });
});

describe('Inbound call, web session and usage', () => {
  it('inbound: get many, filter and get', async () => {
    const { items } = await run({ resource: 'inboundCall', operation: 'getAll', returnAll: true, filters: { callerNumber: '+14155550123' } });
    expect(items[0]?.json).toMatchObject({ callerNumber: '+14155550123', ended: true, outcome: 'completed' });
    const one = await run({ resource: 'inboundCall', operation: 'get', queueId: items[0]?.json['queueId'] });
    expect(one.items[0]?.json).toEqual(items[0]?.json);
  });

  it('web sessions: an empty list is an empty output', async () => {
    const { items, run: done } = await run({ resource: 'webSession', operation: 'getAll', returnAll: true });
    expect([done.status, items.length]).toEqual(['success', 0]);
  });

  it('usage: history and count', async () => {
    const history = await run({ resource: 'usage', operation: 'history', limit: 5 });
    expect(history.run.error).toBeUndefined();
    const counted = await run({ resource: 'usage', operation: 'count', from: '2020-01-01T00:00:00Z', to: '2100-01-01T00:00:00Z', comparePrevious: true });
    expect(counted.items[0]?.json).toMatchObject({ from: '2020-01-01T00:00:00.000Z', current: expect.any(Object), previous: expect.anything() });
  });
});
