import type { OutcomeName, Sandbox } from '../../../../packages/sandbox/src/sandbox.ts';
import { scriptedEndings } from '../../../../packages/sandbox/src/calls/outcomes.ts';
import { campaignIds } from '../../../../packages/sandbox/src/seed.ts';
import { entry, get, list, minute, placed, post, startAt, stillSandbox } from '../api.ts';
import type { ConversationData, OutboundEntry } from '../api.ts';

let sandbox: Sandbox;
beforeEach(async () => {
  sandbox = await stillSandbox();
});
afterEach(() => sandbox.close());

const ending = (outcome: OutcomeName): string => [...scriptedEndings].find(([, name]) => name === outcome)?.[0] ?? '';
const call = (outcome: OutcomeName, changes = {}) => placed(sandbox, `+141555501${ending(outcome)}`, changes);
const ms = (date: string | null): number => Date.parse(date ?? '');

/** Every distinct (status, session state, end type) that a reader sees when looking every `stepMs`. */
async function watch(queueId: string, forMs: number, stepMs: number): Promise<readonly string[]> {
  const seen: string[] = [];
  for (let passed = 0; passed <= forMs; passed += stepMs) {
    const { status, sessionStatus, sessionEndType } = await entry(sandbox, queueId);
    const text = `${status} ${sessionStatus ?? '-'} ${sessionEndType ?? '-'}`;
    if (seen.at(-1) !== text) seen.push(text);
    await sandbox.advance(stepMs);
  }
  return seen;
}

test('an answered call: 1 → 0 → 1 → 3 → 4, then the session waits, talks, ends', async () => {
  const id = await call('recipient_hung_up');
  expect(await watch(id, 1_000, 20)).toEqual(['1 - -', '0 - -', '1 - -', '3 - -']);
  expect(await watch(id, 4 * minute, 1_000)).toEqual(['3 - -', '4 1 0', '4 3 0', '4 5 0', '4 6 5']);
});

test('completedAt is the moment of placing: the phone still rings, and it never changes', async () => {
  const id = await call('recipient_hung_up');
  await sandbox.advance(5_000);
  const ringing = await entry(sandbox, id);
  expect(ringing).toMatchObject({ status: 4, sessionStatus: 1, sessionEndType: 0 });
  expect(sandbox.ledger().dials[0]?.dialledAt).toBeLessThan(ms(ringing.completedAt));
  await sandbox.advance(60 * minute);
  expect(await entry(sandbox, id)).toMatchObject({ completedAt: ringing.completedAt, sessionStatus: 6, sessionEndType: 5 });
});

test.each<[OutcomeName, number]>([
  ['declined', 3],
  ['no_answer', 4],
  ['recipient_hung_up', 5],
  ['hung_up_at_once', 5],
  ['agent_hung_up', 6],
  ['agent_fault', 7],
  ['silence_limit', 8],
  ['duration_limit', 9],
  ['voicemail', 10],
  ['long_call', 5],
  ['failed_then_placed', 5],
  ['line_busy_then_placed', 5],
])('%s ends with state 6 and end type %i', async (outcome, endType) => {
  const id = await call(outcome);
  await sandbox.advanceUntilSettled();
  expect(await entry(sandbox, id)).toMatchObject({ status: 4, sessionStatus: 6, sessionEndType: endType });
});

test('calls that were not answered never go through states 2 and 3', async () => {
  const id = await call('no_answer');
  expect(await watch(id, minute, 250)).toEqual(['1 - -', '3 - -', '4 1 0', '4 5 0', '4 6 4']);
});

test.each<OutcomeName>(['setup_failed', 'provider_refused'])('%s: status 5 without a session; the conversation itself is in state 7 with end type 1', async (outcome) => {
  const id = await call(outcome);
  await sandbox.advance(10_000);
  expect(await entry(sandbox, id)).toMatchObject({ status: 5, completedAt: expect.any(String), sessionId: null, sessionStatus: null });
  const conversations = await post<{ items: ConversationData[] }>(sandbox, '/conversations', { filter: { sessionStates: [7] } });
  expect(conversations.json.data.items).toMatchObject([{ queueId: id, status: 7, endType: 1 }]);
  expect(sandbox.ledger().dials).toHaveLength(0);
  await sandbox.advance(11 * minute);
  const [conversation] = (await post<{ items: ConversationData[] }>(sandbox, '/conversations', {})).json.data.items;
  expect(conversation).toMatchObject({ status: 6, endType: 1 });
});

test('Failed can turn into placed, with a new completedAt', async () => {
  const id = await call('failed_then_placed');
  await sandbox.advance(30_100);
  const failed = await entry(sandbox, id);
  expect(failed).toMatchObject({ status: 5, sessionId: null });
  expect(sandbox.ledger().dials).toHaveLength(0);
  await sandbox.advance(10_000);
  const flipped = await entry(sandbox, id);
  expect(flipped).toMatchObject({ status: 4, sessionId: expect.any(String) });
  expect(ms(flipped.completedAt)).toBeGreaterThan(ms(failed.completedAt));
  expect(sandbox.ledger().dials).toHaveLength(1);
});

test('a long call is marked 6/0 while it is live, then goes 6 → 5 → 6 with its end type', async () => {
  const id = await call('long_call');
  const seen = await watch(id, 11 * minute, 1_000);
  expect(seen.slice(seen.indexOf('4 3 0'))).toEqual(['4 3 0', '4 6 0', '4 5 0', '4 6 5']);
});

test.each([
  [campaignIds.survey, 5 * minute],
  [campaignIds.reminders, 10 * minute],
  [campaignIds.consultation, 60 * minute],
])('the cleanup marks as early as maxCallTime − 5 min, for limits up to 300 s at its next run: campaign %s', async (campaignId, markedAfter) => {
  await sandbox.advance(1_000);
  const id = await call('provider_failed', { campaignId, dynamicVariables: { customer_name: 'A' }, metadata: { crm_id: '1' } });
  await sandbox.advance(markedAfter - 1_001);
  expect(await entry(sandbox, id)).toMatchObject({ sessionStatus: 1, sessionEndType: 0 });
  await sandbox.advance(1);
  expect(sandbox.now()).toBe(startAt + markedAfter);
  expect(await entry(sandbox, id)).toMatchObject({ sessionStatus: 6, sessionEndType: 0 });
});

test('a call that the provider reported as failed stays in state 1 until the cleanup, and 6/0 is its only end', async () => {
  const id = await call('provider_failed');
  await sandbox.advance(9 * minute);
  expect(await entry(sandbox, id)).toMatchObject({ status: 4, sessionStatus: 1, sessionEndType: 0 });
  await sandbox.advance(5 * 24 * 60 * minute);
  expect(await entry(sandbox, id)).toMatchObject({ status: 4, sessionStatus: 6, sessionEndType: 0 });
});

test('endTime keeps moving to the newest cleanup run', async () => {
  const id = await call('agent_hung_up');
  await sandbox.advanceUntilSettled();
  const conversation = async () => (await get<ConversationData>(sandbox, `/conversations/${(await entry(sandbox, id)).sessionId ?? ''}`)).json.data;
  const atEnd = (await conversation()).endTime;
  expect(ms(atEnd)).toBeLessThanOrEqual(sandbox.now());
  await sandbox.advance(3 * 60 * minute);
  const later = await conversation();
  expect(ms(later.endTime)).toBe(Math.floor(sandbox.now() / (5 * minute)) * 5 * minute);
  expect(ms(later.clients[0]?.leftAt ?? null)).toBeLessThanOrEqual(ms(atEnd));
});

test('without the cleanup job nothing is marked, and an ended record disappears after 30 days', async () => {
  const plain = await stillSandbox({ cleanupJob: false });
  const ended = await placed(plain, `+141555501${ending('agent_hung_up')}`);
  const failed = await placed(plain, `+141555501${ending('provider_failed')}`);
  await plain.advance(29 * 24 * 60 * minute);
  expect(await entry(plain, ended)).toMatchObject({ sessionStatus: 6, sessionEndType: 6 });
  expect(await entry(plain, failed)).toMatchObject({ sessionStatus: 1 });
  await plain.advance(2 * 24 * 60 * minute);
  expect(await entry(plain, ended)).toMatchObject({ status: 4, sessionId: null, sessionStatus: null, sessionEndType: null });
  await plain.close();
});

test.each<[OutcomeName, Partial<OutboundEntry>, number]>([
  ['canceled', { status: 6, completedAt: expect.any(String), sessionId: null }, 0],
  ['stuck_before_dial', { status: 1, completedAt: null, sessionId: null }, 0],
  ['stuck_after_dial', { status: 3, completedAt: null, sessionId: null }, 1],
  ['session_lost', { status: 4, sessionId: null, sessionStatus: null, sessionEndType: null }, 1],
])('%s stays as it is for ever', async (outcome, expected, dials) => {
  const id = await call(outcome);
  await sandbox.advance(7 * 24 * 60 * minute);
  expect(await entry(sandbox, id)).toMatchObject(expected);
  expect(sandbox.ledger().dials).toHaveLength(dials);
});

test('a scheduled call stays queued and is dialled up to a minute early', async () => {
  const at = startAt + 2 * 60 * minute;
  const id = await call('recipient_hung_up', { schedule: { dateTimeUTC: new Date(at).toISOString(), maxDateTimeUTC: new Date(at + minute).toISOString() } });
  await sandbox.advance(119 * minute - 1);
  expect(await entry(sandbox, id)).toMatchObject({ status: 0, processingStartedAt: null });
  await sandbox.advanceUntilSettled();
  const dialledAt = sandbox.ledger().dials[0]?.dialledAt ?? 0;
  expect(at - dialledAt).toBeGreaterThan(50_000);
  expect(at - dialledAt).toBeLessThanOrEqual(minute);
});

test('expiry is looked at on pick-up only: queued with a past latest start until its slot, then 7', async () => {
  const at = startAt + 60 * minute;
  const id = await call('recipient_hung_up', { schedule: { dateTimeUTC: new Date(at).toISOString(), maxDateTimeUTC: new Date(startAt).toISOString() } });
  await sandbox.advance(58 * minute);
  expect(await entry(sandbox, id)).toMatchObject({ status: 0 });
  await sandbox.advance(2 * minute);
  expect(await entry(sandbox, id)).toMatchObject({ status: 7, completedAt: expect.any(String), sessionId: null });
  expect(sandbox.ledger().dials).toHaveLength(0);
});

test('a busy line: back to 0 at each poll with the same id; expired after the latest start', async () => {
  const id = await call('line_always_busy');
  const seen = await watch(id, minute, 250);
  expect(new Set(seen)).toEqual(new Set(['1 - -', '0 - -']));
  expect(seen.length).toBeGreaterThan(15);
  await sandbox.advance(2 * minute);
  expect(await entry(sandbox, id)).toMatchObject({ status: 7 });
});

test('deleting a business cancels what waits, without a completion time; what was picked up goes on', async () => {
  const running = await call('recipient_hung_up');
  const waiting = await call('recipient_hung_up', { schedule: { dateTimeUTC: '2026-11-24T12:00:00Z', maxDateTimeUTC: '2026-11-24T13:00:00Z' } });
  await sandbox.advance(3_000);
  sandbox.cancelQueued();
  await sandbox.advance(6 * 60 * minute);
  expect(await entry(sandbox, waiting)).toMatchObject({ status: 6, completedAt: null });
  expect(await entry(sandbox, running)).toMatchObject({ status: 4, sessionEndType: 5 });
  expect(sandbox.ledger().dials.map((dial) => dial.queueId)).toEqual([running]);
  expect((await list(sandbox, { filter: { startCompletedAtDate: '2000-01-01T00:00:00Z' } })).items.map((item) => item.queueId)).toEqual([running]);
});

test('ModemTel never reports an end, other providers are canceled at processing', async () => {
  const modem = await call('declined', { campaignId: campaignIds.modemTel });
  const sip = await call('recipient_hung_up', { campaignId: campaignIds.sip });
  await sandbox.advance(5_000);
  expect(await entry(sandbox, sip)).toMatchObject({ status: 6 });
  expect(await entry(sandbox, modem)).toMatchObject({ status: 4, sessionStatus: 1 });
  await sandbox.advance(60 * minute);
  expect(await entry(sandbox, modem)).toMatchObject({ sessionStatus: 6, sessionEndType: 0 });
});
