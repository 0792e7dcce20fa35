import { type Bench, initiate, openBench, phoneOf, runNode, tryAgain } from './bench.ts';

let bench: Bench;

beforeAll(async () => {
  bench = await openBench({ hurry: 1000, timeScale: 0, outcomeOf: () => 'no_answer' });
});
afterAll(() => bench.close());
beforeEach(() => bench.sandbox.reset());

const accepted = () => bench.sandbox.ledger().accepted;
/** How often each person was called, by the end of the number. */
const timesCalled = () => [1, 2].map((index) => accepted().filter(({ recipient }) => recipient === phoneOf(index)).length);
const ofDial = (index: number) => ({ operation: 'initiateCall', recipient: phoneOf(index) }) as const;

let executions = 0;
const newExecution = (): string => `${5_000 + (executions += 1)}`;

/** Two calls that nobody answered, as the items of a run. */
async function unanswered(): Promise<{ queueId: unknown }[]> {
  const { items } = await runNode(bench.engine, initiate(), [{ phone: phoneOf(1) }, { phone: phoneOf(2) }], { executionId: newExecution() });
  await bench.sandbox.advanceUntilSettled();
  return items.map(({ json }) => ({ queueId: json['queueId'] }));
}

describe.each(['original', 'current'] as const)("n8n's Retry of a failed execution with Try Again, with the %s workflow", (retryWith) => {
  const retry = (retryOf: string) => runNode(bench.engine, tryAgain(), [], { executionId: newExecution(), retryOf, retryWith });

  it('places what was not placed, and nothing else', async () => {
    const calls = await unanswered();
    bench.sandbox.faults.add({ kind: 'insufficient_balance', match: ofDial(2) });
    const failed = newExecution();
    const first = await runNode(bench.engine, tryAgain(), calls, { executionId: failed });
    expect([first.run.status, ...timesCalled()]).toEqual(['error', 2, 1]);
    const again = await retry(failed);
    expect([again.run.status, ...timesCalled()]).toEqual(['success', 2, 2]);
    expect(again.items.map(({ json }) => [json['attempt'], json['queueId']])).toEqual(accepted().slice(2).map(({ queueId }) => [2, queueId]));
  });

  it('only looks for an attempt whose answer was lost: found, it is the result', async () => {
    const calls = await unanswered();
    bench.sandbox.faults.add({ kind: '504', when: 'delayed_accept', delayMs: 60_000, match: ofDial(1) });
    const failed = newExecution();
    const first = await runNode(bench.engine, tryAgain(), calls.slice(0, 1), { executionId: failed });
    expect([first.run.status, ...timesCalled()]).toEqual(['error', 1, 1]);
    await bench.sandbox.advance(61_000);
    const again = await retry(failed);
    expect([again.run.status, ...timesCalled()]).toEqual(['success', 2, 1]);
    expect(again.items[0]?.json).toMatchObject({ attempt: 2, queueId: accepted()[2]?.queueId });
  });

  it('rings nobody again after the attempt has ended and the next one was placed', async () => {
    const calls = await unanswered();
    bench.sandbox.faults.add({ kind: 'insufficient_balance', match: ofDial(2) });
    const failed = newExecution();
    await runNode(bench.engine, tryAgain(), calls, { executionId: failed });
    await bench.sandbox.advanceUntilSettled();
    await runNode(bench.engine, tryAgain(), [{ queueId: accepted()[2]?.queueId }], { executionId: newExecution() });
    expect(timesCalled()).toEqual([3, 1]);
    await retry(failed);
    expect(timesCalled()).toEqual([3, 2]);
  });
});
