import { agentIds, numberIds } from '../../../packages/sandbox/src/seed.ts';
import { type Bench, type BenchOptions, credentialFor, initiate, openBench, phoneOf, runNode } from './bench.ts';

let bench: Bench;
afterEach(() => bench.close());

/** Each test has a server of its own: its clock is moved, or it differs from others. */
async function open(options: BenchOptions = {}): Promise<void> {
  bench = await openBench({ hurry: 1000, ...options });
}

const ofDial = { operation: 'initiateCall' } as const;
const dayMs = 24 * 60 * 60_000;
const lead = [{ phone: phoneOf(1) }];

/** Error items tell the code and the placement. */
const continuing = { settings: { onError: 'continueRegularOutput' } } as const;

describe('an event that comes again', () => {
  it.each([
    ['the day before its call', 13],
    ['a minute after its call rang', 14 + 1 / 1_440],
  ])('two weeks after it was planned, %s, is called once', async (_when, days) => {
    await open({ timeScale: 0, outcomeOf: () => 'agent_hung_up' });
    const parameters = initiate({ eventKey: 'the event', options: { scheduledTime: new Date(bench.sandbox.now() + 14 * dayMs).toISOString() } });
    const first = await runNode(bench.engine, parameters, lead);
    await bench.sandbox.advance(days * dayMs);
    await bench.engine.moveClock(bench.sandbox.now());
    const second = await runNode(bench.engine, parameters, lead);
    expect(second.items[0]?.json).toMatchObject({ status: 'already_called', queueId: first.items[0]?.json['queueId'] });
    await bench.sandbox.advance(2 * dayMs);
    expect(bench.sandbox.ledger().dials).toHaveLength(1);
  });

  it('a month after its planned call is an event of its own', async () => {
    await open({ timeScale: 0, outcomeOf: () => 'agent_hung_up' });
    const eventKey = 'the event';
    const monthly = () => initiate({ eventKey, options: { scheduledTime: new Date(bench.sandbox.now() + dayMs).toISOString() } });
    await runNode(bench.engine, monthly(), lead);
    await bench.sandbox.advance(30 * dayMs);
    await bench.engine.moveClock(bench.sandbox.now());
    expect((await runNode(bench.engine, monthly(), lead)).items[0]?.json).toMatchObject({ status: 'placed' });
  });

  it('after its call failed is already called: the phone may have rung', async () => {
    await open({ timeScale: 0, outcomeOf: () => 'provider_refused' });
    const parameters = initiate({ eventKey: 'the event' });
    await runNode(bench.engine, parameters, lead);
    await bench.sandbox.advance(600_000);
    const { items } = await runNode(bench.engine, parameters, lead);
    expect(items[0]?.json).toMatchObject({ status: 'already_called', outcome: 'failed', note: expect.stringContaining('may have rung') });
    expect(bench.sandbox.ledger().accepted).toHaveLength(1);
  });
});

it('a dial answered with 429 is not sent again without a look-up, even where looking first is switched off', async () => {
  // A sandbox whose clock nobody moved: without a look before, a call planned by a clock that is behind would expire, and be sent again rightly.
  await open({ outcomeOf: () => 'agent_hung_up' });
  bench.sandbox.faults.add({ kind: '429', when: 'after_accept', retryAfterSeconds: 0, match: ofDial });
  await runNode(bench.engine, initiate({ eventKey: 'the event', options: { checkBeforeSending: false } }), lead);
  const operations = bench.sandbox.requests().map(({ operation }) => operation);
  expect(operations).toContain('countOutbound');
  expect(operations.filter((operation) => operation === 'initiateCall')).toHaveLength(1);
  expect(bench.sandbox.ledger().accepted).toHaveLength(1);
});

describe('a server whose clock is not the one that its answers show', () => {
  it('130 seconds behind: the call still rings, and the output warns', async () => {
    await open();
    bench.sandbox.faults.add({ kind: 'wrong_date', offsetMs: -130_000, times: null });
    const { items } = await runNode(bench.engine, initiate({ eventKey: 'the event' }), lead);
    expect(items[0]?.json).toMatchObject({ status: 'placed' });
    expect(items[0]?.json['warnings']).toEqual([expect.stringMatching(/1[23]\d seconds behind this computer/)]);
    await bench.sandbox.advanceUntilSettled();
    expect(bench.sandbox.ledger().dials).toHaveLength(1);
  });

  it('60 seconds ahead: no fence is built on it, so a lost request is not sent again', async () => {
    await open();
    bench.sandbox.faults.add({ kind: 'wrong_date', offsetMs: 60_000, times: null });
    bench.sandbox.faults.add({ kind: '504', when: 'delayed_accept', delayMs: 150_000, match: ofDial });
    const parameters = initiate({ eventKey: 'the event', options: { waitToSettle: true } });
    const { items } = await runNode(bench.engine, parameters, lead, continuing);
    expect(items[0]?.json).toMatchObject({ details: { code: 'PLACEMENT_UNKNOWN', safeAfter: null } });
    await bench.sandbox.advance(151_000);
    await bench.sandbox.advanceUntilSettled();
    expect(bench.sandbox.ledger().accepted).toHaveLength(1);
  });
});

describe('a server that only reads the documented fields', () => {
  const caller = { agentId: agentIds.reminder, numberId: numberIds.us };

  it.each(['documented', 'auto'] as const)('has no fence in the format %s: a lost request is not sent again, and hours are refused', async (requestFormat) => {
    await open({ format: 'documented', timeScale: 0 });
    const { engine, sandbox } = bench;
    await engine.saveCredentials([credentialFor(sandbox, { requestFormat })]);
    sandbox.faults.add({ kind: '504', when: 'delayed_accept', delayMs: 150_000, match: ofDial });
    const lost = await runNode(engine, initiate({ eventKey: 'the event', options: { ...caller, waitToSettle: true } }), lead, continuing);
    expect(lost.items[0]?.json).toMatchObject({ details: { code: 'PLACEMENT_UNKNOWN', safeAfter: null } });
    expect(sandbox.requests().filter(({ operation }) => operation === 'initiateCall')).toHaveLength(1);
    const placed = await runNode(engine, initiate({ eventKey: 'another event', options: caller }), [{ phone: phoneOf(2) }]);
    expect(placed.items[0]?.json).toMatchObject({ latestStart: '', warnings: [expect.stringContaining('does not read the latest start')] });
    const hours = initiate({ eventKey: 'third event', callingHours: 'custom', customHours: 'daily 00:00-24:00', options: caller });
    const refused = await runNode(engine, hours, [{ phone: phoneOf(3) }], continuing);
    expect(refused.items[0]?.json).toMatchObject({ details: { code: 'LATEST_START_NOT_ENFORCED', placement: 'not_placed' } });
  });
});
