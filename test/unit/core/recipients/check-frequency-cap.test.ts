import type { CallEntry, CallReads, Client, DialRequest } from '@iqra-automation/core';
import { createRecipientTurns, refuseIfCapReached, type FrequencyCap } from '@iqra-automation/core/testing';
import { startSandbox, type Sandbox } from '../../../../packages/sandbox/src/sandbox.ts';
import { campaignIds, keys } from '../../../../packages/sandbox/src/seed.ts';
import { depth } from '../../../depth.ts';
import { openClient } from '../open-sandbox-client.ts';

const [hourMs, minuteMs] = [3_600_000, 60_000];
const cap: FrequencyCap = { maxCalls: 2, periodMs: 24 * hourMs };
/** The last two digits script the call's course in the sandbox. */
const recipient = '+14155550101';

let sandbox: Sandbox;
let client: Client;

beforeEach(async () => await startWith());
afterEach(() => sandbox.close());

async function startWith(outcome?: 'canceled' | 'provider_refused' | 'failed_then_placed'): Promise<void> {
  sandbox = await startSandbox({ timeScale: 0, startAt: '2026-11-24T09:00:00Z', outcomeOf: () => outcome });
  client = clientWith(keys.full.text);
}

function clientWith(apiKey: string): Client {
  return openClient(sandbox, { apiKey, deps: { clock: { now: () => sandbox.now(), sleep: () => Promise.resolve(), random: () => 0.5 } } });
}

async function call(recipientNumber = recipient, inMs = 0): Promise<void> {
  const startMs = sandbox.now() + inMs;
  const who = { recipientNumber, campaignId: campaignIds.consultation, agentId: null, callingNumberId: null };
  const when = { startMs, latestStartMs: startMs + 10 * minuteMs, scheduled: inMs > 0 };
  const request: DialRequest = { ...who, ...when, dynamicVariables: {}, metadata: {} };
  const answer = await client.dial(request);
  if (answer.kind !== 'queued') throw answer.error;
}

const callTo = (recipientNumber = recipient) => ({ recipientNumber, startMs: null, latestStartLimitMs: null, keepTryingMs: 10 * minuteMs });

async function check(reads: Pick<CallReads, 'countCalls' | 'listCalls'> = client, number = recipient): Promise<string | null> {
  return (await refuseIfCapReached(reads, cap, callTo(number)))?.code ?? null;
}

test('a number that was never called, or less often than the cap, passes after one request', async () => {
  expect(await check()).toBeNull();
  await call();
  const before = sandbox.requests().length;
  expect(await check()).toBeNull();
  expect(sandbox.requests().length - before).toBe(1);
});

test('a waiting call counts as soon as it is queued', async () => {
  await call();
  await call();
  const error = await refuseIfCapReached(client, cap, callTo());
  expect(error).toMatchObject({
    kind: 'refused_by_rule',
    code: 'FREQUENCY_CAP',
    placement: 'not_placed',
    message: 'This number was called, or is waiting to be called, 2 times in the last 24 hours; Maximum Calls per Number is 2.',
    nextStep: 'Nobody was called. Run the step again later, or allow more calls.',
    details: { maxCalls: 2, periodHours: 24, counted: 2, nextAllowed: null },
  });
});

test('a call that waits for a later time counts from the moment it is queued', async () => {
  await call(recipient, 20 * hourMs);
  await call(recipient, 20 * hourMs);
  await sandbox.advance(hourMs);
  const { value } = await client.listCalls({ filter: { recipientNumbers: [recipient] }, limit: 10 });
  expect(value.items.map(({ progress }) => progress)).toEqual(['queued', 'queued']);
  expect(await refuseIfCapReached(client, cap, callTo())).toMatchObject({ code: 'FREQUENCY_CAP', details: { counted: 2, nextAllowed: null } });
});

test('with more calls than the cap, so many must leave the period that one more is allowed', async () => {
  for (let calls = 0; calls < 4; calls += 1) {
    await call();
    await sandbox.advance(hourMs);
  }
  const error = await refuseIfCapReached(client, cap, callTo());
  expect(error?.details).toMatchObject({ counted: 4, nextAllowed: expect.stringMatching(/^2026-11-25T11:0\d:/) });
});

test('other numbers do not count', async () => {
  await call('+14155550201');
  await call('+14155550301');
  expect(await check()).toBeNull();
});

test('placed calls count for the period, and the refusal says when the next one is allowed', async () => {
  await call();
  await sandbox.advance(hourMs);
  await call();
  await sandbox.advance(hourMs);
  const error = await refuseIfCapReached(client, cap, callTo());
  const allowedAt = String(error?.details['nextAllowed']);
  expect(allowedAt).toMatch(/^2026-11-25T09:0\d:/);
  const toldMs = Math.ceil(Date.parse(allowedAt) / minuteMs) * minuteMs;
  expect(error?.nextStep).toBe(`Nobody was called. The next call to this number is allowed from ${new Date(toldMs).toISOString().slice(11, 16)} UTC on 25 November 2026.`);
  expect(error?.retryAfterMs).toBe(Date.parse(allowedAt) - sandbox.now());

  await sandbox.advance(Date.parse(allowedAt) - sandbox.now() - 2_000);
  expect(await check()).toBe('FREQUENCY_CAP');
  await sandbox.advance(4_000);
  expect(await check()).toBeNull();
});

test('a call that was asked for before the period and rang within it counts', async () => {
  await call(recipient, 20 * hourMs);
  await call(recipient, 20 * hourMs);
  await sandbox.advance(30 * hourMs);
  expect(await check()).toBe('FREQUENCY_CAP');
  await sandbox.advance(15 * hourMs);
  expect(await check()).toBeNull();
});

test('calls that were canceled rang nobody and do not count', async () => {
  await sandbox.close();
  await startWith('canceled');
  await call();
  await call();
  await sandbox.advance(hourMs);
  const seen = await client.listCalls({ filter: { recipientNumbers: [recipient] }, limit: 10 });
  expect(seen.value.items.every(({ progress }) => progress !== 'placed' && progress !== 'queued')).toBe(true);
  expect(await check()).toBeNull();
});

test('a call marked as failed may have rung, so it counts for the whole period, and leaves it like any other', async () => {
  await sandbox.close();
  await startWith('provider_refused');
  await call();
  await call(recipient, 3 * hourMs);
  await sandbox.advance(4 * hourMs);
  const { value } = await client.listCalls({ filter: { recipientNumbers: [recipient] }, limit: 10 });
  expect(value.items.map(({ progress }) => progress)).toEqual(['failed', 'failed']);
  const error = await refuseIfCapReached(client, cap, callTo());
  expect(error).toMatchObject({ code: 'FREQUENCY_CAP', details: { counted: 2, nextAllowed: expect.stringMatching(/^2026-11-25T09:0\d:/) } });
  await sandbox.advance(20 * hourMs + 5 * minuteMs);
  expect(await check()).toBeNull();
});

test('a call that failed and is placed after all counts at every moment', async () => {
  await sandbox.close();
  await startWith('failed_then_placed');
  await call();
  await call();
  const everyMs = depth({ whole: 1_000, quick: 4_000 });
  const passed: number[] = [];
  for (let ms = 0; ms < 240_000; ms += everyMs) {
    if ((await check()) !== 'FREQUENCY_CAP') passed.push(ms);
    await sandbox.advance(everyMs);
  }
  expect(passed).toEqual([]);
});

test.each([
  [{ kind: 'db_failure', times: null }, 'server'],
  [{ kind: '503', times: null }, 'server'],
  [{ kind: 'reset', times: null }, 'server'],
  [{ kind: '429', times: null, retryAfterSeconds: 7 }, 'rate_limit'],
  [{ kind: 'html', times: null }, 'connection'],
] as const)('a look-up that fails (%j) refuses instead of dialling', async (fault, kind) => {
  sandbox.faults.add(fault);
  const error = await refuseIfCapReached(client, cap, callTo());
  expect(error).toMatchObject({ code: 'FREQUENCY_CAP_NOT_CHECKED', kind, placement: 'not_placed', field: 'maxCallsPerPeriod' });
  expect(error?.message).toMatch(/^It could not be checked how often this number was called, so nobody was called\. .+\.$/);
});

test('a failure of the second look refuses too', async () => {
  await call();
  await call();
  await sandbox.advance(30 * hourMs);
  expect(await check()).toBeNull();
  // The client repeats a read a few times, so all later ones must fail. A rule counts only what no earlier rule has struck.
  for (let rule = 0; rule < 10; rule += 1) sandbox.faults.add({ kind: 'db_failure_count', match: { operation: 'countOutbound', nth: 2 } });
  expect(await check()).toBe('FREQUENCY_CAP_NOT_CHECKED');
});

test('a list that hides its failure costs only the time of the next call', async () => {
  await call();
  await call();
  await sandbox.advance(hourMs);
  sandbox.faults.add({ kind: 'db_failure_list', times: null });
  expect(await refuseIfCapReached(client, cap, callTo())).toMatchObject({ code: 'FREQUENCY_CAP', details: { nextAllowed: null } });
});

test.each([
  [keys.withoutOutboundQueue.text, 'permission'],
  [keys.revoked.text, 'authentication'],
])('a key that may not read the queue is told so', async (apiKey, kind) => {
  const error = await refuseIfCapReached(clientWith(apiKey), cap, callTo());
  expect(error).toMatchObject({ code: 'FREQUENCY_CAP_NOT_CHECKED', kind, placement: 'not_placed' });
});

test('two items with one number, side by side: the cap holds when looking and placing are one turn', async () => {
  const turns = createRecipientTurns();
  const place = (): Promise<string | null> =>
    turns.take(recipient, async () => {
      const code = await check();
      if (code === null) await call();
      return code;
    });
  expect(await Promise.all([place(), place(), place(), place()])).toEqual([null, null, 'FREQUENCY_CAP', 'FREQUENCY_CAP']);
});

describe('the words of a refusal', () => {
  const refusal = async (reads: Partial<CallReads>, change: Partial<FrequencyCap> = {}) =>
    await refuseIfCapReached({ ...client, ...reads }, { ...cap, ...change }, callTo());

  test.each([
    [1, hourMs, 'once in the last hour'],
    [1, 24 * hourMs, 'once in the last 24 hours'],
    [1, 48 * hourMs, 'once in the last 2 days'],
    [1, 36 * hourMs, 'once in the last 36 hours'],
  ])('%i call in %i ms', async (maxCalls, periodMs, words) => {
    await call();
    expect(await refusal({}, { maxCalls, periodMs })).toMatchObject({ kind: 'refused_by_rule', code: 'FREQUENCY_CAP', message: expect.stringContaining(words) });
  });

  test.each<[string, (list: CallReads['listCalls']) => CallReads['listCalls'], boolean]>([
    ['can be read', (list) => list, true],
    ['cannot be read', () => () => Promise.reject(new TypeError('down')), false],
    ['is longer than one page', (list) => async (query) => cut(await list(query)), false],
    ['tells no time of placing', (list) => async (query) => showing(await list(query), { leftQueueAt: null }), true],
    ['shows calls of somebody else', (list) => async (query) => showing(await list(query), { recipientNumber: '+14155550201' }), false],
  ])('names the next allowed time when the list of placed calls %s: %#', async (_name, change, isNamed) => {
    await call();
    await call();
    await sandbox.advance(10 * minuteMs);
    const error = await refusal({ listCalls: change(client.listCalls.bind(client)) });
    expect(error?.code).toBe('FREQUENCY_CAP');
    expect(error?.details['nextAllowed'] !== null).toBe(isNamed);
  });

  type Listing = Awaited<ReturnType<CallReads['listCalls']>>;
  const cut = (read: Listing) => ({ ...read, value: { ...read.value, nextCursor: 'more' } });
  const showing = (read: Listing, change: Partial<CallEntry>) => {
    const items = read.value.items.map((one) => ({ ...one, ...change }));
    return { ...read, value: { ...read.value, items } };
  };

  test('a fault of ours while looking refuses as well, without a code of the server', async () => {
    const broken = { countCalls: () => Promise.reject(new TypeError('a fault of ours')) };
    expect(await refusal(broken)).toMatchObject({
      kind: 'server', code: 'FREQUENCY_CAP_NOT_CHECKED',
      message: 'It could not be checked how often this number was called, so nobody was called. The look-up failed.',
      nextStep: 'Run the step again in a minute. Without Maximum Calls per Number no such check is made.',
      details: { rule: 'maxCallsPerPeriod' }, placement: 'not_placed',
    });
  });
});
