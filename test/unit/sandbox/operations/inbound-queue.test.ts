import type { Sandbox } from '../../../../packages/sandbox/src/sandbox.ts';
import { numberIds, routeIds } from '../../../../packages/sandbox/src/seed.ts';
import { get, minute, post, startAt, stillSandbox } from '../api.ts';
import type { ConversationData, Page } from '../api.ts';

interface InboundEntry {
  readonly queueId: string;
  readonly status: number;
  readonly completedAt: string | null;
  readonly sessionId: string | null;
  readonly sessionStatus: number | null;
  readonly sessionEndType: number | null;
}

let sandbox: Sandbox;
beforeEach(async () => {
  sandbox = await stillSandbox();
});
afterEach(() => sandbox.close());

const inbound = async (id: string) => (await post<InboundEntry>(sandbox, `/queues/inbound/${id}`)).json.data;
const page = async (body: unknown) => (await post<Page<InboundEntry>>(sandbox, '/queues/inbound', body)).json.data;
const count = async (filter: unknown) => (await post<number>(sandbox, '/queues/inbound/count', filter)).json.data;

test('an entry has exactly the documented members in order and goes 0, 1, 2, 3, 4', async () => {
  const id = sandbox.addInboundCall();
  expect(Object.keys(await inbound(id))).toEqual('queueId status enqueuedAt processingStartedAt completedAt numberId routeId callerNumber sessionId sessionStatus sessionEndType'.split(' '));
  const seen: number[] = [];
  for (let step = 0; step < 20; step += 1) {
    seen.push((await inbound(id)).status);
    await sandbox.advance(100);
  }
  expect([...new Set(seen)]).toEqual([0, 1, 2, 3, 4]);
  expect(await inbound(id)).toMatchObject({ numberId: numberIds.us, routeId: routeIds.reception, callerNumber: '+14155550123', sessionStatus: expect.any(Number) });
});

test('the inbound cleanup turns answered calls into Failed with a new completedAt; the session tells the truth', async () => {
  await sandbox.advance(1_000);
  const id = sandbox.addInboundCall({ outcome: 'agent_hung_up' });
  await sandbox.advance(9 * minute);
  expect(await inbound(id)).toMatchObject({ status: 4, sessionStatus: 6, sessionEndType: 6 });
  await sandbox.advance(minute);
  const marked = await inbound(id);
  expect(marked).toMatchObject({ status: 5, sessionStatus: 6, sessionEndType: 6 });
  expect(Date.parse(marked.completedAt ?? '')).toBe(startAt + 10 * minute);
  await sandbox.advance(60 * minute);
  expect((await inbound(id)).completedAt).toBe(marked.completedAt);
});

test('filters, counts and pages follow the same rules as outbound', async () => {
  for (let index = 0; index < 12; index += 1) {
    sandbox.addInboundCall({ callerNumber: index % 2 === 0 ? '+14155550123' : '+442079460123' });
    await sandbox.advance(1_000);
  }
  expect(await count({})).toBe(12);
  expect(await count({ callingNumbers: ['+442079460123'] })).toBe(6);
  expect(await count({ routeIds: ['x'] })).toBe(0);
  expect(await count({ routeNumberProviders: [2], routeNumberIds: [numberIds.us] })).toBe(12);
  expect(await count({ startCreatedDate: new Date(startAt + 10_000).toISOString() })).toBe(2);
  expect(await count({ startCompletedAtDate: new Date(startAt + 10_000).toISOString(), queueStatusTypes: [4] })).toBe(2);
  const first = await page({ limit: 5, filter: { callingNumbers: ['+442079460123'] } });
  const second = await page({ limit: 5, nextCursor: first.nextCursor });
  expect([first.items.length, second.items.length, second.hasNextPage]).toEqual([5, 1, false]);
  const code = async (body: unknown) => (await post(sandbox, '/queues/inbound', body)).json.code;
  const prefix = 'GetInboundCallQueues:GetInboundConversationsMetaDataListAsync';
  expect(await code({ nextCursor: first.nextCursor, filter: {} })).toBe(`${prefix}:INVALID_REQUEST`);
  expect(await code({ nextCursor: first.nextCursor, previousCursor: 'x' })).toBe(`${prefix}:INVALID_CURSOR`);
});

test('an outbound cursor is foreign here', async () => {
  sandbox.addInboundCall();
  sandbox.addInboundCall({ callerNumber: '+442079460123' });
  const outbound = (await page({ limit: 1 })).nextCursor;
  const answer = await post<Page<InboundEntry>>(sandbox, '/queues/outbound', { nextCursor: outbound });
  expect(answer.json.data).toMatchObject({ items: [], totalCount: 0 });
});

test('codes of one entry and of a failing database', async () => {
  expect((await post(sandbox, '/queues/inbound/x')).json.code).toBe('GetInboundCallQueue:GetInboundConversationsMetaDataAsync:NOT_FOUND');
  sandbox.addInboundCall();
  sandbox.faults.add({ kind: 'db_failure', times: 2 });
  expect(await page({})).toMatchObject({ items: [], totalCount: 0 });
  expect((await post(sandbox, '/queues/inbound/count', {})).json.code).toBe('GetInboundCallQueuesCount:GetInboundCallQueuesCountAsync:DATABASE_COUNT_ERROR');
  sandbox.faults.add({ kind: 'exception', times: 3 });
  const codes = [await post(sandbox, '/queues/inbound', {}), await post(sandbox, '/queues/inbound/count', {}), await post(sandbox, '/queues/inbound/x')].map((answer) => answer.json.code);
  expect(codes).toEqual(['GetInboundCallQueues:EXCEPTION', 'GetInboundCallQueuesCount:EXCEPTION', 'GetInboundCallQueue:EXCEPTION']);
});

test('inbound conversations look like outbound ones', async () => {
  const id = sandbox.addInboundCall();
  await sandbox.advance(5 * minute);
  const conversation = await get<ConversationData>(sandbox, `/conversations/${(await inbound(id)).sessionId ?? ''}`);
  expect(conversation.json.data).toMatchObject({ queueId: id, status: 6, clients: [{ clientId: numberIds.us }] });
});
