import { type Bench, initiate, openBench, phoneOf, runNode } from './bench.ts';
import { untilTrue } from './waiting-bench.ts';

let bench: Bench;

beforeAll(async () => {
  bench = await openBench({ hurry: 50 });
});
afterAll(() => bench.close());
beforeEach(() => bench.sandbox.reset());

describe('a run that a person stops', () => {
  const notPlaced = { code: 'RUN_STOPPED', placement: 'not_placed' };
  it.each([
    ['before its calls are sent: it blames no address', 'countOutbound', ['countOutbound'], /^Somebody stopped this run/, notPlaced],
    ['while the server takes its calls: they are open', 'initiateCall', ['countOutbound', 'initiateCall', 'initiateCall'], /^We could not confirm/, { placement: 'unknown' }],
  ] as const)('%s, and asks nothing more', async (_when, operation, asked, sentence, details) => {
    const executionId = `stopped in ${operation}`;
    bench.sandbox.faults.add({ kind: 'slow', delayMs: 300, match: { operation }, times: null });
    const running = runNode(bench.engine, initiate(), [{ phone: phoneOf(1) }, { phone: phoneOf(2) }], { executionId, settings: { onError: 'continueRegularOutput' } });
    const seen = (): readonly string[] => bench.sandbox.requests().map((request) => request.operation ?? '');
    await untilTrue(() => Promise.resolve(seen().length === asked.length));
    await bench.engine.stop(executionId);
    const { run, items } = await running;
    expect(run.status).toBe('canceled');
    expect(seen()).toEqual(asked);
    // The server goes on with what it has heard.
    await untilTrue(() => Promise.resolve(bench.sandbox.ledger().accepted.length === asked.filter((one) => one === 'initiateCall').length));
    expect(items.map(({ json }) => json)).toEqual(Array.from({ length: 2 }, () => expect.objectContaining({ error: expect.stringMatching(sentence), details: expect.objectContaining(details) })));
  });
});
