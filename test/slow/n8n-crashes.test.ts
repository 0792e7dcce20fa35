import { type Bench, initiate, openBench, phoneOf, runNode, tryAgain } from '../unit/n8n-node/bench.ts';

const leads = Array.from({ length: 4 }, (_, index) => ({ phone: phoneOf(index) }));
const executionId = '4711';

let bench: Bench;

beforeEach(async () => {
  bench = await openBench({ hurry: 100, timeScale: 0, outcomeOf: () => 'no_answer' });
});
afterEach(() => bench.close());

/** Runs the node until the server has taken so many calls, whose answers never arrive, and ends the process of n8n there. */
async function crashAfter(calls: number, parameters: object, items: readonly object[]): Promise<void> {
  bench.sandbox.faults.add({ kind: 'hang', when: 'after_accept', match: { operation: 'initiateCall' }, times: null });
  const before = bench.sandbox.ledger().accepted.length;
  const broken = runNode(bench.engine, parameters, items, { executionId }).catch((error: unknown) => error);
  while (bench.sandbox.ledger().accepted.length < before + calls) await new Promise((resolve) => setTimeout(resolve, 5));
  await bench.restart();
  expect(await broken).toMatchObject({ name: 'EngineGone' });
  bench.sandbox.faults.clear();
}

it('an execution that was killed between send and answer finds its calls when n8n runs it again', async () => {
  await crashAfter(leads.length, initiate(), leads);
  const { items } = await runNode(bench.engine, initiate(), leads, { executionId });
  expect(items.map((item) => item.json['deduplicated'])).toEqual([true, true, true, true]);
  expect(bench.sandbox.ledger().accepted.map(({ recipient }) => recipient).toSorted()).toEqual(leads.map(({ phone }) => phone).toSorted());
});

it('an execution of Try Again that crashed, and whose data are lost, finds the attempt that it placed', async () => {
  const { items: called } = await runNode(bench.engine, initiate(), leads.slice(0, 1), { executionId: 'first' });
  await bench.sandbox.advanceUntilSettled();
  const unanswered = called.map(({ json }) => ({ queueId: json['queueId'] }));
  await crashAfter(1, tryAgain(), unanswered);
  for (const repeated of [executionId, 'another execution']) {
    const { items } = await runNode(bench.engine, tryAgain(), unanswered, { executionId: repeated });
    expect(items[0]?.json).toMatchObject({ status: 'already_called', placed: false, attempt: 2 });
  }
  expect(bench.sandbox.ledger().accepted).toHaveLength(2);
});
