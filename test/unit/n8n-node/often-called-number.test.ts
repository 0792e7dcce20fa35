import { callHotline, hotline } from './hotline.ts';
import { type Bench, initiate, openBench, runNode } from './bench.ts';

let bench: Bench;

beforeAll(async () => {
  bench = await openBench({ hurry: 100 });
});
afterAll(() => bench.close());

describe('a number that is called often, such as a hotline or a test line', () => {
  it('after 150 calls within 7 days is called for the next event, and that event once', async () => {
    await callHotline(bench.sandbox, 150);
    await bench.sandbox.advance(6 * 86_400_000);
    const parameters = initiate({ eventKey: 'the 151st' });
    const { items } = await runNode(bench.engine, parameters, hotline);
    expect(items[0]?.json).toMatchObject({ status: 'placed', recovered: false });
    await bench.loadAnew();
    const again = await runNode(bench.engine, parameters, hotline);
    expect(again.items[0]?.json).toMatchObject({ status: 'already_called', queueId: items[0]?.json['queueId'] });
    expect(bench.sandbox.ledger().accepted).toHaveLength(151);
  });
});
