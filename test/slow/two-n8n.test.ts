import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startN8nEngine, type N8nEngine } from '../hosts/n8n/engine.ts';
import { type Bench, credentialFor, initiate, openBench, phoneOf, runNode, tryAgain } from '../unit/n8n-node/bench.ts';

/** Each n8n is a process of its own, which takes seconds to start; both keep the values of processed items in one store. */
describe('two n8n with one database', () => {
  let bench: Bench;
  let sharedValues: string;
  const engines: N8nEngine[] = [];
  beforeAll(async () => {
    bench = await openBench({ hurry: 1000, timeScale: 0, outcomeOf: () => 'no_answer' });
    sharedValues = await mkdtemp(join(tmpdir(), 'iqra-n8n-values-'));
  });
  afterAll(async () => {
    await Promise.all(engines.map((engine) => engine.close()));
    await bench.close();
    await rm(sharedValues, { recursive: true });
  });

  it('place one attempt, when both are told the end of a call and the list does not show the attempt of the other yet', async () => {
    const start = async (): Promise<N8nEngine> => {
      const engine = await startN8nEngine({ packageDir: join(__dirname, '../../packages/n8n-node'), credentials: [credentialFor(bench.sandbox)], sharedValues, hurry: 100 });
      engines.push(engine);
      return engine;
    };
    const [first, second] = await Promise.all([start(), start()]);
    const { items } = await runNode(first, initiate(), [{ phone: phoneOf(1) }], { executionId: '1' });
    await bench.sandbox.advanceUntilSettled();
    await bench.sandbox.advance(61_000);
    bench.sandbox.faults.add({ kind: 'lagging_list', delayMs: 60_000, times: null });
    const ended = [{ queueId: items[0]?.json['queueId'] }];
    const placed = await runNode(first, tryAgain(), ended, { executionId: '2' });
    const looks = (): number => bench.sandbox.requests().filter(({ operation }) => operation === 'countOutbound').length;
    const before = looks();
    const told = runNode(second, tryAgain(), ended, { executionId: '3' });
    for (let waits = 0; looks() < before + 3 && waits < 200; waits += 1) await new Promise((resolve) => setTimeout(resolve, 5));
    await bench.sandbox.advance(61_000);
    expect((await told).items[0]?.json).toMatchObject({ placed: false, attempt: 2, queueId: placed.items[0]?.json['queueId'] });
    expect(bench.sandbox.ledger().accepted).toHaveLength(2);
  });
});
