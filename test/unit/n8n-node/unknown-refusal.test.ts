import { type Bench, initiate, openBench, phoneOf, runNode } from './bench.ts';

let bench: Bench;

beforeAll(async () => {
  bench = await openBench({ hurry: 1000, outcomeOf: () => 'agent_hung_up' });
});
afterAll(() => bench.close());
beforeEach(() => bench.sandbox.reset());

const dials = () => bench.sandbox.requests().filter(({ operation }) => operation === 'initiateCall').length;
const codes = ['InitiateCall:PLAN_LIMIT_REACHED', 'InitiateCall:Billing:NO_MINUTES_LEFT', 'InitiateCall:ForwardCallInitiationRequestAsync:ForwardSingleCallToRegionProxy:LOW_BALANCE'];
let events = 0;

async function call(code: string, when: 'before_accept' | 'after_accept') {
  bench.sandbox.faults.add({ kind: 'failure', code, message: 'Your plan has no minutes left.', when, match: { operation: 'initiateCall' } });
  const parameters = initiate({ eventKey: `refused ${(events += 1)}` });
  const { items } = await runNode(bench.engine, parameters, [{ phone: phoneOf(1) }], { settings: { onError: 'continueRegularOutput' } });
  return items[0]?.json;
}

describe.each(codes)('%s, a refusal whose code nobody knows', (code) => {
  it('is looked into: a call that was queued all the same is the result', async () => {
    expect(await call(code, 'after_accept')).toMatchObject({ status: 'placed', queueId: bench.sandbox.ledger().accepted[0]?.queueId });
    expect(dials()).toBe(1);
  });

  it('leaves it open whether the call was queued, and passes on what the server says', async () => {
    const json = await call(code, 'before_accept');
    expect(json).toMatchObject({ details: { code: 'PLACEMENT_UNKNOWN', placement: 'unknown' } });
    expect(json?.['error']).toContain('The server says: Your plan has no minutes left.');
  });
});

it('the one code of the balance that is documented says at once that nothing was placed', async () => {
  expect(await call('InitiateCall:INSUFFICIENT_BALANCE', 'before_accept')).toMatchObject({ details: { code: 'BALANCE_TOO_LOW', placement: 'not_placed' } });
});
