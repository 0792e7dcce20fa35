import type { INode } from 'n8n-workflow';
import type { FaultKind, FaultRule } from '../../../packages/sandbox/src/faults/fault-rule.ts';
import { rowsInDepth } from '../../depth.ts';
import type { WorkflowRun } from '../../hosts/n8n/engine.ts';
import { type Bench, initiate, node, openBench, phoneOf, runNode } from './bench.ts';

let bench: Bench;

beforeAll(async () => {
  bench = await openBench({ hurry: 100 });
});
afterAll(() => bench.close());
beforeEach(() => bench.sandbox.reset());

const retrying = { retryOnFail: true, maxTries: 3, waitBetweenTries: 100 } as const;
const leads = Array.from({ length: 4 }, (_, index) => ({ phone: phoneOf(index) }));

function initiateRequests(): number {
  return bench.sandbox.requests().filter((request) => request.operation === 'initiateCall').length;
}

/** How often each person is in the queue. */
function acceptedPerPerson(): readonly number[] {
  const accepted = bench.sandbox.ledger().accepted;
  return leads.map((lead) => accepted.filter((call) => call.recipient === lead.phone).length);
}

/** Answers that leave open whether the call was queued. */
const ambiguous = rowsInDepth(['drop', 'reset', 'truncated', 'html', 'empty_body', 'redirect', '500', '502', '504'] as const satisfies readonly FaultKind[], { quick: 3 });

describe('Retry On Fail, when an answer is lost', () => {
  it.each(ambiguous)('%s after the call was queued: it is found, and nobody is in the queue twice', async (kind) => {
    bench.sandbox.faults.add({ kind, when: 'after_accept', match: { operation: 'initiateCall', recipient: phoneOf(1) } });
    const { run, items } = await runNode(bench.engine, initiate(), leads, { settings: retrying });
    expect(acceptedPerPerson()).toEqual([1, 1, 1, 1]);
    expect(run.status).toBe('success');
    expect(items[1]?.json).toMatchObject({ recovered: true, placed: true });
  });

  it.each(ambiguous)('%s before the call was queued: it is reported as unknown, and never sent again', async (kind) => {
    bench.sandbox.faults.add({ kind, when: 'before_accept', match: { operation: 'initiateCall', recipient: phoneOf(1) } });
    const { run } = await runNode(bench.engine, initiate(), leads, { settings: retrying });
    expect(acceptedPerPerson()).toEqual([1, 0, 1, 1]);
    expect(run.error?.message).toMatch(/\[item 1\]$/);
    expect(run.error?.description).toMatch(/again|look/i);
    // The tries after the first one look, and never send this call again.
    expect(bench.sandbox.requests().filter((request) => request.recipient === phoneOf(1))).toHaveLength(1);
  });
});

it('tries a call again that provably was not queued, and leaves the others alone', async () => {
  bench.sandbox.faults.add({ kind: 'failure', code: 'InitiateCall:INSUFFICIENT_BALANCE', message: 'Top up', match: { operation: 'initiateCall', recipient: phoneOf(2) } });
  const { run, items } = await runNode(bench.engine, initiate(), leads, { settings: retrying });
  expect(run.status).toBe('success');
  expect(acceptedPerPerson()).toEqual([1, 1, 1, 1]);
  expect(items.map((item) => item.json['placed'])).toEqual([true, true, true, true]);
  expect(initiateRequests()).toBe(5);
});

it('with continue on fail and retries, dials nobody again although n8n runs all items again', async () => {
  bench.sandbox.faults.add({ kind: '500', when: 'after_accept', match: { operation: 'initiateCall' }, times: null });
  bench.sandbox.faults.add({ kind: 'db_failure', match: { operation: ['countOutbound', 'listOutbound'] }, times: null });
  const settings = { ...retrying, onError: 'continueRegularOutput' } as const;
  const blind = initiate({ options: { checkBeforeSending: false } });
  const { items } = await runNode(bench.engine, blind, leads, { settings });
  expect(items.map((item) => (item.json['details'] as { placement: string }).placement)).toEqual(['unknown', 'unknown', 'unknown', 'unknown']);
  expect(acceptedPerPerson()).toEqual([1, 1, 1, 1]);
  expect(initiateRequests()).toBe(4);
});

it('remembers what was placed when a failed execution is retried by hand, although n8n gives it a new id', async () => {
  bench.sandbox.faults.add({ kind: 'failure', code: 'InitiateCall:INSUFFICIENT_BALANCE', message: 'Top up', match: { operation: 'initiateCall', recipient: phoneOf(3) } });
  const failed = await runNode(bench.engine, initiate(), leads, { executionId: '100' });
  expect(failed.run.status).toBe('error');
  const { run, items } = await runNode(bench.engine, initiate(), [], { executionId: '101', retryOf: '100' });
  expect(run.status).toBe('success');
  expect(items.map((item) => item.json['placed'])).toEqual([true, true, true, true]);
  expect(acceptedPerPerson()).toEqual([1, 1, 1, 1]);
});

describe('a run that is stopped by its own check after calls of the same execution', () => {
  const outOfBalance = { kind: 'failure', code: 'InitiateCall:INSUFFICIENT_BALANCE', message: 'Top up', times: null } as const;
  let executions = 500;

  /** The first two items are sent, one after the other, and the second one stops the run; then it is retried with another form. */
  async function retryAfter(second: FaultRule, form: object): Promise<WorkflowRun> {
    const [retryOf, executionId] = [String((executions += 1)), String((executions += 1))];
    bench.sandbox.faults.add({ ...second, match: { operation: 'initiateCall', recipient: phoneOf(1) } });
    await runNode(bench.engine, initiate({ options: { concurrency: 1 } }), leads, { executionId: retryOf });
    return (await runNode(bench.engine, form, [], { executionId, retryOf, retryWith: 'current' })).run;
  }

  it.each([
    ['several items', [1, 2], '2 of 4 items cannot be run, so nobody else was called.'],
    ['one item', [1], 'This recipient is on the Do Not Call list (number 1). [item 1]'],
  ])('tells the call that the first try placed, beside %s', async (_what, listed, message) => {
    const run = await retryAfter(outOfBalance, initiate({ options: { doNotCall: listed.map(phoneOf).join(', ') } }));
    const [placed] = bench.sandbox.ledger().accepted;
    expect(acceptedPerPerson()).toEqual([1, 0, 0, 0]);
    expect(run.error?.message).toBe(`1 of 4 calls was placed before the run stopped. ${message}`);
    expect(run.error?.description).toContain('All items are checked before any further call; nobody else was called.');
    expect(run.error?.description).toMatch(new RegExp(`Placed: \\S+ as ${placed?.queueId ?? '?'} \\[item 0\\]$`, 'm'));
    expect(`${run.error?.message} ${run.error?.description}`).not.toContain('nobody was called');
  });

  it('tells a call whose answer was lost in the first try', async () => {
    const run = await retryAfter({ kind: '500', when: 'before_accept' }, initiate({ options: { doNotCall: [2, 3].map(phoneOf) } }));
    expect(run.error?.message).toBe('1 of 4 calls was placed before the run stopped. 2 of 4 items cannot be run, so nobody else was called.');
    expect(run.error?.description).toMatch(/^May have been placed: the answer was lost \[item 1\]$/m);
  });

  it('tells the calls of an earlier round of a loop', async () => {
    const start: INode = { id: 'start', name: 'Start', type: 'n8n-nodes-base.manualTrigger', typeVersion: 1, position: [0, 0], parameters: {} };
    const toIqra = { main: [[{ node: 'Iqra', type: 'main' as const, index: 0 }]] };
    const workflow = { id: 'workflow-1', nodes: [start, node('Iqra', initiate())], connections: { Start: toIqra, Iqra: toIqra } };
    // What the first round gives has no phone for the second one.
    const { error } = await bench.engine.runWorkflow({ workflow, items: leads.map((json) => ({ json })) });
    expect(acceptedPerPerson()).toEqual([1, 1, 1, 1]);
    expect(error?.message).toBe('4 of 4 items cannot be run, so nobody else was called.');
    expect(error?.description).toMatch(/^In other rounds of the loop, 4 calls were placed, or may have been\.$/m);
  });

  it('does not say that nobody was called when the node as a whole cannot run', async () => {
    const run = await retryAfter(outOfBalance, initiate({ options: { concurrency: 1_000_000 } }));
    expect(run.error?.message).toContain('Concurren');
    expect(`${run.error?.message} ${run.error?.description}`).not.toMatch(/nobody was called/i);
  });
});

it('two n8n that count their executions from 1, and hold the same workflow, have two events: both call', async () => {
  await bench.loadAnew();
  const first = await runNode(bench.engine, initiate(), leads.slice(0, 1), { executionId: '1' });
  await bench.loadAnew({ hurry: 100, instanceId: 'another n8n altogether' });
  const second = await runNode(bench.engine, initiate(), leads.slice(0, 1), { executionId: '1' });
  await bench.loadAnew();
  expect([first.items[0]?.json['status'], second.items[0]?.json['status']]).toEqual(['placed', 'placed']);
  expect(bench.sandbox.ledger().accepted).toHaveLength(2);
});
