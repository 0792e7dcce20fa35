import { createConnection } from 'node:net';
import type { FaultRule, Sandbox } from '../../../../packages/sandbox/src/sandbox.ts';
import { config, get, initiate, list, minute, placed, post, queueIdOf, stillSandbox } from '../api.ts';

let sandbox: Sandbox;
beforeEach(async () => {
  sandbox = await stillSandbox();
});
afterEach(() => sandbox.close());

const accepted = () => sandbox.ledger().accepted.length;
/** The system's code of a broken request. */
const failed = (attempt: Promise<unknown>) => attempt.then(() => 'answered', (error: { readonly code?: string }) => error.code ?? 'no code');

const brokenAnswers: readonly (readonly [FaultRule['kind'], (answer: Awaited<ReturnType<typeof initiate>>) => void])[] = [
  ['html', (answer) => expect([answer.status, answer.text]).toEqual([200, expect.stringContaining('<html>')])],
  ['redirect', (answer) => expect([answer.status, answer.headers.get('location')]).toEqual([302, '/install'])],
  ['empty_body', (answer) => expect([answer.status, answer.text]).toEqual([200, ''])],
  ['wrong_json', (answer) => expect(JSON.parse(answer.text)).toEqual({ ok: true, items: [] })],
  ['400', (answer) => expect(answer.status).toBe(400)],
  ['404', (answer) => expect(answer.status).toBe(404)],
  ['405', (answer) => expect(answer.status).toBe(405)],
  ['415', (answer) => expect(answer.status).toBe(415)],
  ['401', (answer) => expect(JSON.parse(answer.text)).toHaveProperty('detail')],
  ['403', (answer) => expect(answer.status).toBe(403)],
  ['413', (answer) => expect(answer.status).toBe(413)],
  ['429', (answer) => expect([answer.status, answer.headers.get('retry-after')]).toEqual([429, null])],
  ['500', (answer) => expect([answer.status, answer.text]).toEqual([500, ''])],
  ['502', (answer) => expect([answer.status, answer.text]).toEqual([502, expect.stringContaining('Bad Gateway')])],
  ['503', (answer) => expect(answer.status).toBe(503)],
  ['504', (answer) => expect(answer.status).toBe(504)],
];

describe.each([
  ['before_accept', 0],
  ['after_accept', 1],
] as const)('%s', (when, queued) => {
  test.each(brokenAnswers)('%s', async (kind, check) => {
    sandbox.faults.add({ kind, when });
    check(await initiate(sandbox));
    expect(accepted()).toBe(queued);
    expect((await initiate(sandbox)).json.success).toBe(true);
  });

  test.each<FaultRule['kind']>(['drop', 'reset', 'truncated'])('%s breaks the connection', async (kind) => {
    sandbox.faults.add({ kind, when });
    expect(await failed(initiate(sandbox))).toBe('ECONNRESET');
    expect(accepted()).toBe(queued);
  });

  test('hang never answers; with a delay the connection closes after it', async () => {
    sandbox.faults.add({ kind: 'hang', when, delayMs: 60 });
    const from = Date.now();
    expect(await failed(initiate(sandbox))).toBe('ECONNRESET');
    expect(Date.now() - from).toBeGreaterThanOrEqual(50);
    expect(accepted()).toBe(queued);
  });

  test.each([
    ['exception', 'InitiateCall:EXCEPTION'],
    ['failure', 'InitiateCall:BILLING:NO_CREDIT'],
    ['enqueue_error', 'InitiateCall:ForwardCallInitiationRequestAsync:ForwardSingleCallToRegionProxy:OUTBOUND_CALL_QUEUE_ENQUEUE_ERROR'],
  ] as const)('%s answers its code', async (kind, code) => {
    sandbox.faults.add({ kind, when, code: 'InitiateCall:BILLING:NO_CREDIT', message: 'why' });
    expect((await initiate(sandbox)).json).toMatchObject({ success: false, data: null, code });
    expect(accepted()).toBe(queued);
  });
});

test('slow answers late, and in the end as usual', async () => {
  for (const when of ['before_accept', 'after_accept'] as const) {
    sandbox.faults.add({ kind: 'slow', when, delayMs: 60 });
    const from = Date.now();
    expect((await initiate(sandbox)).json.success).toBe(true);
    expect(Date.now() - from).toBeGreaterThanOrEqual(50);
  }
  expect(accepted()).toBe(2);
});

test('the two codes that precede the queue entry queue nothing; the one that follows it queues', async () => {
  const prefix = 'InitiateCall:ForwardCallInitiationRequestAsync';
  sandbox.faults.add({ kind: 'group_add_error', when: 'after_accept' });
  expect((await initiate(sandbox)).json.code).toBe(`${prefix}:OUTBOUND_CALL_QUEUE_GROUP_ADD_ERROR`);
  sandbox.faults.add({ kind: 'insufficient_balance' });
  expect((await initiate(sandbox)).json.code).toBe('InitiateCall:INSUFFICIENT_BALANCE');
  expect(accepted()).toBe(0);
  sandbox.faults.add({ kind: 'queued_without_id' });
  expect((await initiate(sandbox)).json).toMatchObject({ success: false, data: null, code: `${prefix}:ForwardSingleCallToRegionProxy:2` });
  expect(accepted()).toBe(1);
});

test('a wrong request is refused as ever, whatever fault is due', async () => {
  sandbox.faults.add({ kind: 'queued_without_id' });
  expect((await initiate(sandbox, { number: undefined })).json.code).toMatch(/CONFIG_NUMBER_NOT_FOUND$/);
  expect(accepted()).toBe(0);
});

test.each<FaultRule['kind']>(['502', 'drop', 'queued_without_id', 'enqueue_error'])('delayed accept with %s: the call appears later, dated then', async (kind) => {
  sandbox.faults.add({ kind, when: 'delayed_accept', delayMs: 30_000 });
  await failed(initiate(sandbox));
  expect((await list(sandbox)).totalCount).toBe(0);
  await sandbox.advance(29_999);
  expect((await list(sandbox)).totalCount).toBe(0);
  await sandbox.advance(5_000);
  const { items } = await list(sandbox);
  expect(items.map((item) => Date.parse(item.enqueuedAt))).toEqual([sandbox.now() - 4_999]);
});

test('a delayed accept after the latest start expires instead of ringing', async () => {
  sandbox.faults.add({ kind: '504', when: 'delayed_accept', delayMs: 3 * minute });
  await initiate(sandbox);
  await sandbox.advance(4 * minute);
  expect((await list(sandbox)).items).toMatchObject([{ status: 7 }]);
  expect(sandbox.ledger().dials).toHaveLength(0);
});

test('reads: hidden and loud database failures, lying counts, one by one', async () => {
  const id = await placed(sandbox, '+14155550101');
  const count = async () => (await post<number>(sandbox, '/queues/outbound/count', {})).json;
  sandbox.faults.add({ kind: 'db_failure_list', match: { operation: ['listOutbound', 'getOutbound'] }, times: 2 });
  sandbox.faults.add({ kind: 'db_failure_count', match: { operation: 'countOutbound' } });
  expect(await list(sandbox)).toMatchObject({ items: [], totalCount: 0 });
  expect((await post(sandbox, `/queues/outbound/${id}`)).json.code).toMatch(/NOT_FOUND$/);
  expect((await count()).code).toMatch(/DATABASE_COUNT_ERROR$/);
  sandbox.faults.add({ kind: 'lying_count', times: 2 });
  expect((await count()).data).toBe(2);
  sandbox.faults.clear();
  sandbox.faults.add({ kind: 'lying_count', count: 0 });
  expect((await count()).data).toBe(0);
  expect((await count()).data).toBe(1);
});

test('rules match by operation, path, recipient and n-th request', async () => {
  sandbox.faults.add({ kind: '500', match: { recipient: '+442079460001' } });
  sandbox.faults.add({ kind: '502', match: { path: '/conversations/' } });
  const third = sandbox.faults.add({ kind: '503', match: { operation: 'countOutbound', nth: 3 } });
  expect((await initiate(sandbox)).status).toBe(200);
  expect((await initiate(sandbox, { number: { type: 0, toNumber: '+442079460001' } })).status).toBe(500);
  expect((await get(sandbox, '/conversations/x')).status).toBe(502);
  const statuses: number[] = [];
  for (let index = 0; index < 5; index += 1) statuses.push((await post(sandbox, '/queues/outbound/count', {})).status);
  expect(statuses).toEqual([200, 200, 503, 200, 200]);
  expect([third.matched, third.struck]).toEqual([5, 1]);
});

test('probability strikes about that often, the same way again with the same seed, and without end', async () => {
  const strikes = async (): Promise<readonly number[]> => {
    const fresh = await stillSandbox();
    fresh.faults.add({ kind: '500', match: { probability: 0.2 } });
    const statuses: number[] = [];
    for (let index = 0; index < 200; index += 1) statuses.push((await post(fresh, '/queues/outbound/count', {})).status);
    await fresh.close();
    return statuses;
  };
  const first = await strikes();
  const share = first.filter((status) => status === 500).length / 200;
  expect(share).toBeGreaterThan(0.1);
  expect(share).toBeLessThan(0.3);
  expect(await strikes()).toEqual(first);
});

test('times limits a rule, remove ends it, clear ends all', async () => {
  const status = async () => (await post(sandbox, '/queues/outbound/count', {})).status;
  sandbox.faults.add({ kind: '500', times: 2 });
  expect([await status(), await status(), await status()]).toEqual([500, 500, 200]);
  sandbox.faults.clear();
  const rule = sandbox.faults.add({ kind: '500', times: null });
  expect([await status(), await status(), await status()]).toEqual([500, 500, 500]);
  rule.remove();
  expect(await status()).toBe(200);
});

test.each([
  [{ kind: 'explosion' }, /is not a kind of fault/],
  [{ kind: '500', when: 'never' }, /is not a moment/],
  [{ kind: '500', match: { operation: 'dial' } }, /is not an operation/],
])('a rule in unknown words is refused: %j', (rule, message) => {
  expect(() => sandbox.faults.add(rule as unknown as FaultRule)).toThrow(message);
});

test('429 with a time to wait', async () => {
  sandbox.faults.add({ kind: '429', retryAfterSeconds: 7 });
  const answer = await initiate(sandbox);
  expect([answer.headers.get('retry-after'), answer.headers.get('x-ratelimit-remaining')]).toEqual(['7', '0']);
});

test('a client that gives up in the middle of its request queues nothing and harms nobody', async () => {
  const socket = createConnection(sandbox.port, '127.0.0.1');
  await new Promise((resolve) => socket.write('POST /api/v1/business/184/call/initiate HTTP/1.1\r\nHost: x\r\nContent-Type: multipart/form-data; boundary=X\r\nContent-Length: 500\r\n\r\n--X', resolve));
  socket.destroy();
  expect(queueIdOf(await initiate(sandbox))).toMatch(/^[0-9a-f]{24}$/);
  expect(accepted()).toBe(1);
});

test('the request log keeps the exact bodies, the recipient and the fault, and never the key', async () => {
  sandbox.faults.add({ kind: '500' });
  await initiate(sandbox);
  const [entry] = sandbox.requests();
  expect(entry).toMatchObject({ operation: 'initiateCall', method: 'POST', recipient: '+14155550101', fault: '500' });
  expect(entry?.body.toString()).toContain(JSON.stringify(config(sandbox)));
  expect(JSON.stringify(sandbox.requests())).not.toContain(sandbox.apiKey);
});

test('lists and counts that lag show a new entry only after a while; the single read knows it at once', async () => {
  sandbox.faults.add({ kind: 'lagging_list', delayMs: 1_000, times: null });
  const id = await placed(sandbox, '+14155550104');
  const seen = async () => [(await list(sandbox)).totalCount, (await post(sandbox, '/queues/outbound/count', {})).json.data];
  expect(await seen()).toEqual([0, 0]);
  expect((await post(sandbox, `/queues/outbound/${id}`)).json.success).toBe(true);
  await sandbox.advance(1_000);
  expect(await seen()).toEqual([1, 1]);
});

test('a wrong Date header goes along with every other fault', async () => {
  sandbox.faults.add({ kind: 'wrong_date', offsetMs: -130_000, times: null });
  sandbox.faults.add({ kind: '502' });
  const off = (answer: Awaited<ReturnType<typeof initiate>>) => Date.parse(answer.headers.get('date') ?? '') - sandbox.now();
  const broken = await initiate(sandbox);
  expect([broken.status, off(broken)]).toEqual([502, -130_000]);
  expect(off(await initiate(sandbox))).toBe(-130_000);
});

test('a body that drips: headers at once, bytes one by one, never the end', async () => {
  sandbox.faults.add({ kind: 'drip', when: 'after_accept', delayMs: 5 });
  const form = new FormData();
  form.append('config', JSON.stringify(config(sandbox)));
  const answer = await fetch(`${sandbox.origin}/api/v1/business/184/call/initiate`, { method: 'POST', headers: { authorization: sandbox.apiKey }, body: form, signal: AbortSignal.timeout(500) });
  expect([answer.status, accepted()]).toEqual([200, 1]);
  await expect(answer.text()).rejects.toHaveProperty('name', 'TimeoutError');
});

test('a proxy that repeats a POST: two calls are accepted, one answer arrives', async () => {
  sandbox.faults.add({ kind: 'repeated', match: { operation: 'initiateCall' } });
  const answer = await initiate(sandbox);
  expect([answer.json.success, accepted()]).toEqual([true, 2]);
});
