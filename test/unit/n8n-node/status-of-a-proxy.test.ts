import { type Bench, initiate, openBench, phoneOf, runNode } from './bench.ts';

let bench: Bench;

beforeEach(async () => {
  bench = await openBench({ hurry: 1000, outcomeOf: () => 'agent_hung_up' });
});
afterEach(() => bench.close());

const dials = () => bench.sandbox.requests().filter(({ operation }) => operation === 'initiateCall').length;
const statuses = ['400', '401', '403', '404', '405', '413', '415', '429'] as const;

it.each(statuses)('%s by a proxy while the server still works on the call: nobody is rung twice, however soon the event comes again', async (kind) => {
  bench.sandbox.faults.add({ kind, when: 'delayed_accept', delayMs: 60_000, ...(kind === '429' ? { retryAfterSeconds: 0 } : {}), match: { operation: 'initiateCall' } });
  const settings = { onError: 'continueRegularOutput' } as const;
  const parameters = initiate({ eventKey: `late ${kind}` });
  const first = runNode(bench.engine, parameters, [{ phone: phoneOf(1) }], { settings: { ...settings, retryOnFail: true, maxTries: 3, waitBetweenTries: 100 } });
  while (dials() === 0) await new Promise((resolve) => setTimeout(resolve, 5));
  const again = runNode(bench.engine, parameters, [{ phone: phoneOf(1) }], { settings });
  await bench.sandbox.advance(61_000);
  await Promise.all([first, again]);
  const last = await runNode(bench.engine, parameters, [{ phone: phoneOf(1) }], { settings });
  expect(last.items[0]?.json).toMatchObject({ status: 'already_called' });
  await bench.sandbox.advanceUntilSettled();
  expect(bench.sandbox.ledger().dials).toHaveLength(1);
});

it('a call that a proxy refused while the server still works on it counts for the limits of the events after it', async () => {
  bench.sandbox.faults.add({ kind: '403', when: 'delayed_accept', delayMs: 60_000, match: { operation: 'initiateCall' } });
  const settings = { onError: 'continueRegularOutput' } as const;
  const call = (eventKey: string, phone: string, options: object) => runNode(bench.engine, initiate({ eventKey, options }), [{ phone }], { settings });
  await call('refused', phoneOf(2), {});
  const sameNumber = await call('another event', phoneOf(2), { maxCallsPerPeriod: 1, capPeriodHours: 24 });
  const sameDay = await call('third event', phoneOf(3), { maxCampaignCallsPerDay: 1 });
  expect([sameNumber, sameDay].map(({ items }) => (items[0]?.json['details'] as { code?: unknown } | undefined)?.code)).toEqual(['FREQUENCY_CAP', 'DAILY_LIMIT']);
  await bench.sandbox.advance(61_000);
  expect(bench.sandbox.ledger().accepted.map(({ recipient }) => recipient)).toEqual([phoneOf(2)]);
});
