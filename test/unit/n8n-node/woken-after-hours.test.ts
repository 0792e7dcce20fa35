import { initiate, node } from './bench.ts';
import { itemsOf, openWaitingBench, sleeping, type WaitingBench, workflowOf } from './waiting-bench.ts';

/** Nine in the morning in Berlin. */
const morning = Date.parse('2026-12-08T08:00:00Z');
const hourMs = 3_600_000;
const [berlin, munich] = ['+493012345678', '+498912345678'];

let bench: WaitingBench;

beforeAll(async () => {
  bench = await openWaitingBench({ startAt: morning, outcomeOf: () => 'declined' });
  await bench.engine.moveClock(morning);
});
afterAll(() => bench.close());

it('an execution that wakes late, at night, places no call at night: neither the next attempt nor a call to somebody else', async () => {
  const { nodes, connections, ...workflow } = workflowOf(sleeping({ callingHours: 'germany', eventKey: 'asleep', recipientNumber: berlin }));
  const again = node('Again', { resource: 'call', operation: 'tryAgain', queueId: '={{ $json.queueId }}', delay: '1 min', callingHours: 'germany', options: { requestsPerMinute: 0 } });
  const other = node('Other', initiate({ recipientNumber: munich, eventKey: 'other', callingHours: 'germany' }));
  const to = (...names: readonly string[]) => ({ main: [names.map((name) => ({ node: name, type: 'main' as const, index: 0 }))] });
  const chain = { ...workflow, nodes: [...nodes, again, other], connections: { ...connections, Iqra: to('Again', 'Other') } };
  const asleep = await bench.engine.runWorkflow({ workflow: chain, items: [{ json: {} }], executionId: '9901' });
  expect(asleep.status).toBe('waiting');

  await bench.sandbox.advance(13 * hourMs);
  await bench.engine.moveClock(bench.sandbox.now());
  // n8n was off when the limit of the wait passed, and wakes the execution as soon as it is back.
  await bench.engine.timeIsUp('9901');
  const run = (await bench.wentOn('9901')).at(-1);
  expect([itemsOf(run, 'Again')[0]?.json['status'], itemsOf(run, 'Other')[0]?.json['status']]).toEqual(['placed', 'placed']);
  const later = bench.sandbox.ledger().accepted.slice(1);
  expect(later.map(({ recipient }) => recipient).toSorted()).toEqual([berlin, munich]);
  for (const { scheduledFor, expiresAt } of later) {
    // Germany, Wednesday: 08:00 to 20:00 by custom (docs/calling-hours.md); the server may dial a minute early.
    expect(scheduledFor - 60_000).toBeGreaterThanOrEqual(Date.parse('2026-12-09T07:00:00Z'));
    expect(expiresAt).toBeLessThan(Date.parse('2026-12-09T19:00:00Z'));
  }
});
