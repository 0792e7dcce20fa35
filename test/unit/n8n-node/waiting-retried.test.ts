import { node, tryAgain } from './bench.ts';
import { type WaitingBench, declines, hangsUp, itemsOf, openWaitingBench, outcomesOf, phone, sleeping, wake, workflowOf } from './waiting-bench.ts';

let bench: WaitingBench;

beforeAll(async () => {
  bench = await openWaitingBench();
});
afterAll(() => bench.close());
beforeEach(() => bench.sandbox.reset());

/** Items that are named like the results: what n8n holds as the node's input after a wait can be read as a lead. */
const leads = (round: string) => [
  { id: `${round}-1`, recipientNumber: '+1 (201) 555-01-01' },
  { id: `${round}-2`, recipientNumber: '+1 (202) 555-01-03' },
];
const byResultNames = (more: object = {}) => sleeping({ recipientNumber: '={{ $json.recipientNumber }}', eventKey: '={{ $json.id }}-welcome', ...more });
const withoutKey = (more: object = {}) => {
  const { eventKey: _eventKey, ...form } = byResultNames(more) as Record<string, unknown>;
  return form;
};
const accepted = () => bench.sandbox.ledger().accepted.length;

/** Executions that were asleep, and whose process died before they had ended: people press *Retry*. */
describe.each([
  ['with an Event Key', byResultNames],
  ['without one', withoutKey],
])('a retry by hand, %s', (_name, form) => {
  it.each(['original', 'current'] as const)('of an execution that was woken and then crashed, with the %s workflow: nobody is called again, and the items go on', async (retryWith) => {
    const first = await bench.start(form(), leads(`woken ${retryWith} ${_name}`));
    expect(first.run.status).toBe('waiting');
    await bench.sandbox.advanceUntilSettled();
    await wake(bench.addressOf(phone(hangsUp)));
    await bench.wentOn(first.executionId);
    const again = await bench.start(form(), [], { retryOf: first.executionId, retryWith });
    expect(accepted()).toBe(2);
    expect(again.run.error).toBeUndefined();
    expect(outcomesOf(again.run)).toEqual(['completed', 'declined']);
    expect(itemsOf(again.run)).toMatchObject([{ json: { status: 'placed' } }, { json: { status: 'placed' } }]);
  });

  it.each(['original', 'current'] as const)('of an execution that slept until its limit and then crashed, with the %s workflow: the same', async (retryWith) => {
    const first = await bench.start(form({ resumeAmount: 2, resumeUnit: 'minutes' }), leads(`limit ${retryWith} ${_name}`));
    await bench.engine.timeIsUp(first.executionId);
    const again = await bench.start(form({ resumeAmount: 2, resumeUnit: 'minutes' }), [], { retryOf: first.executionId, retryWith });
    expect(accepted()).toBe(2);
    expect(again.run.error).toBeUndefined();
    expect(itemsOf(again.run)).toMatchObject([{ json: { recipientNumber: phone(hangsUp), queueId: expect.any(String) } }, { json: { recipientNumber: phone(declines, 202) } }]);
  });
});

it('of an execution that was stopped while it slept: nobody is called again', async () => {
  const first = await bench.start(byResultNames(), leads('stopped'));
  const again = await bench.start(byResultNames(), [], { retryOf: first.executionId, retryWith: 'current' });
  expect(accepted()).toBe(2);
  expect(again.run.error).toBeUndefined();
});

it('another run of the node in the same execution, as the next pass of a loop, is no repeat of the one that slept: it calls', async () => {
  const workflow = workflowOf(withoutKey());
  const to = (...names: readonly string[]) => names.map((name) => ({ node: name, type: 'main' as const, index: 0 }));
  const twice = { ...workflow, connections: { Start: { main: [to('Iqra', 'Failed')] }, Failed: { main: [to('Iqra')] }, Iqra: { main: [to('After')] } } };
  const items = leads('two passes').slice(1).map((json) => ({ json }));
  const run = await bench.engine.runWorkflow({ workflow: twice, items, executionId: '7701' });
  expect([run.status, accepted()]).toEqual(['waiting', 1]);
  await bench.sandbox.advanceUntilSettled();
  await wake(bench.addressOf(phone(declines, 202)));
  const [, second] = [run, ...(await bench.wentOn('7701'))];
  expect([second?.status, accepted()]).toEqual(['waiting', 2]);
});

let executions = 0;

it.each(['original', 'current'] as const)('of an execution that failed after Try Again placed an attempt, behind a step that slept, with the %s workflow: nobody is rung again', async (retryWith) => {
  const { nodes, connections, ...workflow } = workflowOf(sleeping({ recipientNumber: phone(declines), eventKey: `slept ${retryWith}` }));
  const failing = node('Failing', { resource: 'call', operation: 'get', queueId: 'no such call' });
  const to = (name: string) => ({ main: [[{ node: name, type: 'main' as const, index: 0 }]] });
  const chain = { ...workflow, nodes: [...nodes, node('Again', tryAgain()), failing], connections: { ...connections, Iqra: to('Again'), Again: to('Failing') } };
  const executionId = `8${(executions += 1)}`;
  await bench.engine.runWorkflow({ workflow: chain, items: [{ json: {} }], executionId });
  await bench.sandbox.advanceUntilSettled();
  await wake(bench.addressOf(phone(declines)));
  const slept = (await bench.wentOn(executionId)).at(-1);
  expect([slept?.status, itemsOf(slept, 'Again')[0]?.json['attempt'], bench.sandbox.ledger().accepted.length]).toEqual(['error', 2, 2]);
  await bench.engine.runWorkflow({ workflow: chain, items: [], executionId: `8${(executions += 1)}`, retryOf: executionId, retryWith });
  const anew = await bench.engine.runWorkflow({ workflow: chain, items: [{ json: {} }], executionId: `8${(executions += 1)}` });
  expect(itemsOf(anew, 'Again')[0]?.json).toMatchObject({ attempt: 2, placed: false });
  expect(bench.sandbox.ledger().accepted).toHaveLength(2);
});
