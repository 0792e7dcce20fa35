import type { INodeExecutionData } from 'n8n-workflow';
import { EngineGone } from '../hosts/n8n/engine.ts';
import type { Sandbox } from '../../packages/sandbox/src/sandbox.ts';
import { type Bench, initiate, openBench, phoneOf, runNode } from '../unit/n8n-node/bench.ts';

const items = 2_400;
const perExecution = 200;
/** Each execution whose number this divides is killed in the middle and run again. */
const killEvery = 3;

const settings = { retryOnFail: true, maxTries: 3, waitBetweenTries: 100, onError: 'continueRegularOutput' } as const;
const parameters = initiate({ options: { concurrency: 50, requestsPerMinute: 0 } });

let bench: Bench;

beforeAll(async () => {
  // A call that failed or was canceled undialled may be placed again; here every accepted call rings.
  bench = await openBench({ hurry: 20, keepRequests: 50_000, outcomeOf: () => 'recipient_hung_up' });
});
afterAll(() => bench.close());

/** About one request in six is struck. */
function addFaults({ faults }: Sandbox): void {
  const dial = (probability: number) => ({ operation: 'initiateCall', probability }) as const;
  faults.add({ kind: 'drop', when: 'after_accept', match: dial(0.02) });
  faults.add({ kind: 'reset', when: 'before_accept', match: dial(0.02) });
  faults.add({ kind: '500', when: 'after_accept', match: dial(0.02) });
  faults.add({ kind: '502', when: 'before_accept', match: dial(0.01) });
  faults.add({ kind: 'truncated', when: 'after_accept', match: dial(0.01) });
  faults.add({ kind: 'html', when: 'before_accept', match: dial(0.01) });
  faults.add({ kind: '504', when: 'delayed_accept', delayMs: 500, match: dial(0.01) });
  faults.add({ kind: '429', retryAfterSeconds: 1, match: dial(0.02) });
  faults.add({ kind: 'slow', delayMs: 400, match: dial(0.03) });
  faults.add({ kind: 'queued_without_id', match: dial(0.01) });
  faults.add({ kind: 'enqueue_error', when: 'after_accept', match: dial(0.01) });
  faults.add({ kind: '503', match: { operation: 'countOutbound', probability: 0.01 } });
  faults.add({ kind: 'db_failure_list', match: { operation: 'listOutbound', probability: 0.02 } });
}

async function runExecution(number: number): Promise<readonly INodeExecutionData[]> {
  const leads = Array.from({ length: perExecution }, (_, index) => ({ phone: phoneOf(number * perExecution + index) }));
  const change = { settings, executionId: `execution ${number}` };
  const running = runNode(bench.engine, parameters, leads, change).catch((error: unknown) => error);
  if (number % killEvery === 0) {
    const started = bench.sandbox.ledger().accepted.length;
    while (bench.sandbox.ledger().accepted.length < started + perExecution / 3) await new Promise((resolve) => setTimeout(resolve, 5));
    await bench.restart();
    if (!((await running) instanceof EngineGone)) throw new Error('The execution had ended before it was killed.');
    return (await runNode(bench.engine, parameters, leads, change)).items;
  }
  return ((await running) as Awaited<ReturnType<typeof runNode>>).items;
}

const placementOf = (item: INodeExecutionData): string => {
  const details = item.json['details'] as { readonly placement: string } | undefined;
  return details?.placement ?? 'placed';
};

it(`${items} items with lost, late and refused answers, retries and killed processes: nobody is dialled twice, nobody is lost`, async () => {
  addFaults(bench.sandbox);
  const outputs: INodeExecutionData[] = [];
  for (let number = 0; number < items / perExecution; number += 1) outputs.push(...(await runExecution(number)));
  const accepted = new Map<string, number>();
  for (const call of bench.sandbox.ledger().accepted) accepted.set(call.recipient, (accepted.get(call.recipient) ?? 0) + 1);
  const counts: Record<string, number> = {};
  const wrong: string[] = [];
  for (const [index, item] of outputs.entries()) {
    const placement = placementOf(item);
    counts[placement] = (counts[placement] ?? 0) + 1;
    const calls = accepted.get(phoneOf(index)) ?? 0;
    const expected = placement === 'placed' ? calls === 1 : placement === 'not_placed' ? calls === 0 : calls <= 1;
    if (!expected) wrong.push(`${phoneOf(index)}: ${placement}, but ${calls} calls`);
  }
  process.stdout.write(`n8n faults: ${items} items, ${bench.sandbox.requests().filter((request) => request.fault !== null).length} struck requests, ${JSON.stringify(counts)}\n`);
  expect(outputs).toHaveLength(items);
  expect(wrong).toEqual([]);
  expect(Math.max(...accepted.values())).toBe(1);
}, 600_000);
