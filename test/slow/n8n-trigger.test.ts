import type { IDataObject } from 'n8n-workflow';
import type { Poll } from '../hosts/n8n/engine.ts';
import { type Bench, initiate, node, openBench, phoneOf, runNode, triggerType } from '../unit/n8n-node/bench.ts';

const calls = 2_000;
const minuteMs = 60_000;
const outcomes = ['recipient_hung_up', 'agent_hung_up', 'no_answer', 'declined', 'voicemail', 'silence_limit'] as const;

let bench: Bench;

beforeAll(async () => {
  bench = await openBench({ timeScale: 0, hurry: 20, outcomeOf: (recipient) => outcomes[Number(recipient.slice(-2)) % outcomes.length] });
});
afterAll(() => bench.close());

function poll(staticData: IDataObject): Promise<Poll> {
  const watch = node('Watch', { event: 'callEnded' }, { type: triggerType });
  return bench.engine.poll({ workflow: { nodes: [watch], connections: {} }, staticData });
}

it(`a burst of ${calls} ended calls, with n8n killed after every poll: each call once, as list and get tell it`, async () => {
  let { staticData } = await poll({});
  const leads = Array.from({ length: calls }, (_, index) => ({ phone: phoneOf(index) }));
  await runNode(bench.engine, initiate({ options: { concurrency: 50, requestsPerMinute: 0 } }), leads);
  await bench.sandbox.advanceUntilSettled();
  await bench.sandbox.advance(minuteMs);
  const events: IDataObject[] = [];
  let polls = 0;
  let largestState = 0;
  while (events.length < calls && polls < 60) {
    polls += 1;
    const polled = await poll(staticData);
    events.push(...(polled.items ?? []).map((item) => item.json));
    staticData = polled.staticData;
    largestState = Math.max(largestState, JSON.stringify(staticData).length);
    await bench.restart();
    await bench.sandbox.advance(minuteMs);
  }
  const late = await poll(staticData);
  process.stdout.write(`n8n trigger: ${events.length} events in ${polls} polls, largest state ${(largestState / 1000).toFixed(1)} kB\n`);
  expect(late.items).toBeNull();
  expect(events).toHaveLength(calls);
  expect(new Set(events.map((event) => event['queueId'])).size).toBe(calls);
  expect(events.every((event) => event['transcript'] !== '' || event['outcome'] !== 'completed')).toBe(true);

  const listed = await runNode(bench.engine, { resource: 'call', operation: 'getAll', limit: 100 });
  for (const { json } of listed.items) {
    const event = events.find((one) => one['queueId'] === json['queueId']);
    const read = await runNode(bench.engine, { resource: 'call', operation: 'get', queueId: json['queueId'] });
    expect(read.items[0]?.json['outcome']).toBe(event?.['outcome']);
    // A list knows how the connection ended, not whether anybody spoke (docs/n8n.md).
    const silent = event?.['outcome'] === 'no_answer' && event['endReason'] !== 'no_answer';
    expect(json['outcome']).toBe(silent ? 'completed' : event?.['outcome']);
  }
}, 600_000);
