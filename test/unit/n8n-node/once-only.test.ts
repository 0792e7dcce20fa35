import type { INode } from 'n8n-workflow';
import { type Bench, initiate, node, openBench, phoneOf, runNode } from './bench.ts';

let bench: Bench;

beforeAll(async () => {
  bench = await openBench({ hurry: 1000, outcomeOf: () => 'agent_hung_up' });
});
afterAll(() => bench.close());
beforeEach(() => bench.sandbox.reset());

let events = 0;
/** A key that no other test has used: the process remembers keys. */
const freshKey = (): string => `once-only ${(events += 1)}`;
const ofDial = { operation: 'initiateCall' } as const;
const lead = [{ phone: phoneOf(1) }];
const accepted = () => bench.sandbox.ledger().accepted;
const dials = () => bench.sandbox.requests().filter(({ operation }) => operation === 'initiateCall').length;

/** How often each person was rung in the end. */
async function rungInTheEnd(): Promise<readonly string[]> {
  await bench.sandbox.advanceUntilSettled();
  return bench.sandbox.ledger().dials.map(({ recipient }) => recipient);
}

/** Error items tell the code and the placement. */
const continuing = { settings: { onError: 'continueRegularOutput' } } as const;

describe('after an answer that was lost', () => {
  it('without an Event Key no look is promised that a new run does not make', async () => {
    bench.sandbox.faults.add({ kind: 'drop', match: ofDial });
    const { items } = await runNode(bench.engine, initiate(), lead, continuing);
    expect(items[0]?.json).toMatchObject({ details: { code: 'PLACEMENT_UNKNOWN', placement: 'unknown' } });
    expect(items[0]?.json['message']).toContain('without an Event Key a new run does not find this call');
    expect(items[0]?.json['message']).not.toMatch(/looks? for the call first|look first/);
  });

  it('with an Event Key the next run looks, also in this process, and sends nothing while the call can still arrive', async () => {
    const parameters = initiate({ eventKey: freshKey() });
    bench.sandbox.faults.add({ kind: '504', when: 'delayed_accept', delayMs: 60_000, match: ofDial });
    const first = await runNode(bench.engine, parameters, lead, continuing);
    expect(first.items[0]?.json).toMatchObject({ details: { code: 'PLACEMENT_UNKNOWN' } });
    const second = await runNode(bench.engine, parameters, lead, continuing);
    expect(second.items[0]?.json).toMatchObject({ details: { code: 'PLACEMENT_UNKNOWN' } });
    await bench.sandbox.advance(61_000);
    const third = await runNode(bench.engine, parameters, lead, continuing);
    expect(third.items[0]?.json).toMatchObject({ status: 'already_called' });
    expect(await rungInTheEnd()).toEqual([phoneOf(1)]);
  });
});

describe('an event that comes again', () => {
  it('a moment later in the same process is called once, although the lists do not show its call yet', async () => {
    for (let pair = 0; pair < 5; pair += 1) {
      bench.sandbox.faults.add({ kind: 'lagging_list', delayMs: 60_000, match: ofDial });
      const parameters = initiate({ eventKey: freshKey() });
      const first = await runNode(bench.engine, parameters, [{ phone: phoneOf(pair) }]);
      const second = await runNode(bench.engine, parameters, [{ phone: phoneOf(pair) }]);
      expect(first.items[0]?.json).toMatchObject({ status: 'placed' });
      expect(second.items[0]?.json).toMatchObject({ status: 'already_called', queueId: first.items[0]?.json['queueId'] });
    }
    expect(accepted()).toHaveLength(5);
  });

  it('gets the planned time and the latest start of its call, not the time of queueing', async () => {
    const parameters = initiate({ eventKey: freshKey(), options: { scheduledTime: new Date(bench.sandbox.now() + 48 * 3_600_000).toISOString() } });
    const first = await runNode(bench.engine, parameters, lead);
    const second = await runNode(bench.engine, parameters, lead);
    const { scheduledFor, latestStart } = first.items[0]?.json ?? {};
    expect(latestStart).not.toBe('');
    expect(second.items[0]?.json).toMatchObject({ status: 'already_called', scheduledFor, latestStart });
  });

  it('without an Event Key carries a warning that says so', async () => {
    const { items } = await runNode(bench.engine, initiate(), lead);
    expect(items[0]?.json['warnings']).toContainEqual(expect.stringContaining('this person is called again'));
    const named = await runNode(bench.engine, initiate({ eventKey: freshKey() }), [{ phone: phoneOf(2) }]);
    expect(named.items[0]?.json['warnings']).not.toContainEqual(expect.stringContaining('this person is called again'));
  });
});

describe('a dial that is refused with an HTTP status', () => {
  const statuses = ['400', '401', '403', '404', '405', '413', '415'] as const;

  it.each(statuses)('%s by a proxy after the server took the call: it is placed', async (kind) => {
    bench.sandbox.faults.add({ kind, when: 'after_accept', match: ofDial });
    const { items } = await runNode(bench.engine, initiate({ eventKey: freshKey() }), lead, continuing);
    expect(items[0]?.json).toMatchObject({ status: 'placed', recovered: true });
    expect(dials()).toBe(1);
  });

  it.each(statuses)('%s before the server took it: it is not placed', async (kind) => {
    bench.sandbox.faults.add({ kind, match: ofDial });
    const { items } = await runNode(bench.engine, initiate({ eventKey: freshKey() }), lead, continuing);
    expect(items[0]?.json).toMatchObject({ details: { placement: 'not_placed' } });
    expect([dials(), accepted().length]).toEqual([1, 0]);
  });

  it('429 after the server took the call: it is found, not sent again; before: sent again after an empty look-up', async () => {
    bench.sandbox.faults.add({ kind: '429', when: 'after_accept', retryAfterSeconds: 0, match: ofDial });
    const after = await runNode(bench.engine, initiate({ eventKey: freshKey() }), lead);
    expect(after.items[0]?.json).toMatchObject({ status: 'placed', recovered: true });
    expect(dials()).toBe(1);
    bench.sandbox.faults.add({ kind: '429', retryAfterSeconds: 0, match: ofDial });
    const before = await runNode(bench.engine, initiate({ eventKey: freshKey() }), [{ phone: phoneOf(2) }]);
    expect(before.items[0]?.json).toMatchObject({ status: 'placed', recovered: false });
    const ofSecond = bench.sandbox.requests().slice(-4).map(({ operation }) => operation);
    expect(ofSecond).toEqual(['countOutbound', 'initiateCall', 'countOutbound', 'initiateCall']);
  });
});

it('two Initiate nodes with one id, as in copied workflows, are two steps: both call', async () => {
  const start: INode = { id: 'start', name: 'Start', type: 'n8n-nodes-base.manualTrigger', typeVersion: 1, position: [0, 0], parameters: {} };
  const to = (name: string) => ({ main: [[{ node: name, type: 'main' as const, index: 0 }]] });
  const parameters = initiate({ recipientNumber: phoneOf(1) });
  const workflow = {
    id: 'workflow-2',
    nodes: [start, node('First', parameters, { id: 'same' }), node('Second', parameters, { id: 'same' })],
    connections: { Start: to('First'), First: to('Second') },
  };
  const run = await bench.engine.runWorkflow({ workflow, items: [{ json: {} }] });
  expect(run.status).toBe('success');
  expect(accepted()).toHaveLength(2);
});

it('a failed item speaks of itself only', async () => {
  bench.sandbox.faults.add({ kind: 'db_failure', match: { operation: 'countOutbound', recipient: phoneOf(2) }, times: null });
  bench.sandbox.faults.add({ kind: 'failure', code: 'InitiateCall:INSUFFICIENT_BALANCE', match: { operation: 'initiateCall', recipient: phoneOf(2) } });
  const { items } = await runNode(bench.engine, initiate(), [{ phone: phoneOf(1) }, { phone: phoneOf(2) }], continuing);
  expect(items[0]?.json).toMatchObject({ status: 'placed' });
  expect(JSON.stringify(items[1]?.json)).not.toMatch(/nothing was sent/i);
});
