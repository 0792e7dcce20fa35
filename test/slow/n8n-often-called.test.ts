import { type Bench, initiate, openBench, runNode } from '../unit/n8n-node/bench.ts';
import { callHotline, hotline } from '../unit/n8n-node/hotline.ts';

const mostLookedThrough = 2_000;

let bench: Bench;

beforeAll(async () => {
  bench = await openBench({ hurry: 100, keepRequests: 10_000 });
});
afterAll(() => bench.close());

it('a number with more calls than can be looked through is refused, with what to do, and nothing is sent', async () => {
  await callHotline(bench.sandbox, mostLookedThrough + 1);
  expect(bench.sandbox.ledger().accepted).toHaveLength(mostLookedThrough + 1);
  const { run } = await runNode(bench.engine, initiate({ eventKey: 'one too many' }), hotline);
  expect(run.nodes['Iqra']?.[0]?.error).toMatchObject({
    message: expect.stringMatching(/recent calls, and only 2000 can be looked through/),
    description: expect.stringMatching(/Use a campaign of its own .* test line/),
  });
  expect(bench.sandbox.ledger().accepted).toHaveLength(mostLookedThrough + 1);
});
