import type { Sandbox } from '../../../../packages/sandbox/src/sandbox.ts';
import { campaignIds, numberIds } from '../../../../packages/sandbox/src/seed.ts';
import { entry, list, minute, placed, post, startAt, stillSandbox } from '../api.ts';
import type { OutboundEntry, Page } from '../api.ts';

let sandbox: Sandbox;
const ids: string[] = [];
beforeAll(async () => {
  sandbox = await stillSandbox();
  for (let index = 0; index < 120; index += 1) {
    const uk = index % 3 === 0;
    ids.unshift(await placed(sandbox, `${uk ? '+4420794601' : '+141555501'}${String(index % 30).padStart(2, '0')}`, uk ? {} : { campaignId: campaignIds.consultation }));
    if (index % 4 === 3) await sandbox.advance(1_000);
  }
  await sandbox.advance(2 * minute);
}, 20_000);
afterAll(() => sandbox.close());

const count = async (filter: unknown) => (await post<number>(sandbox, '/queues/outbound/count', filter)).json;
const matching = async (filter: unknown) => {
  const page = await list(sandbox, { limit: 50, filter });
  expect((await count(filter)).data).toBe(page.totalCount);
  return page;
};

test('an entry has exactly the documented members in order, dates without trailing zeros', async () => {
  const { text } = await post(sandbox, `/queues/outbound/${ids[0]}`);
  const members = 'queueId status enqueuedAt processingStartedAt completedAt dynamicVariables metadata campaignId numberId recipientNumber sessionId sessionStatus sessionEndType'.split(' ');
  expect(Object.keys(JSON.parse(text).data)).toEqual(members);
  for (const [, date] of text.matchAll(/"\w+At":"([^"]+)"/g)) expect(date).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{0,2}[1-9])?Z$/);
  expect(text).toMatch(/"success":true,"message":null,"code":null\}$/);
});

test('the list is sorted by creation, then id, newest first, and pages do not overlap or skip', async () => {
  const seen: string[] = [];
  let page = await list(sandbox, { limit: 7 });
  for (;;) {
    seen.push(...page.items.map((item) => item.queueId));
    expect([page.totalCount, page.pageSize]).toEqual([120, 7]);
    if (!page.hasNextPage) break;
    page = await list(sandbox, { limit: 7, nextCursor: page.nextCursor });
    expect(page.hasPreviousPage).toBe(true);
  }
  expect(page.nextCursor).toBeNull();
  expect(seen).toEqual(ids);
});

test('new entries do not shift pages that are being read', async () => {
  const other = await stillSandbox();
  const old = [await placed(other, '+14155550101'), await placed(other, '+14155550102'), await placed(other, '+14155550103')].toReversed();
  const first = await list(other, { limit: 2 });
  await placed(other, '+14155550104');
  const second = await list(other, { limit: 2, nextCursor: first.nextCursor });
  expect([...first.items, ...second.items].map((item) => item.queueId)).toEqual(old);
  await other.close();
});

test('limit: 10 by default, 51 to 100 become 50', async () => {
  expect((await list(sandbox)).items).toHaveLength(10);
  for (const limit of [51, 100]) expect(await list(sandbox, { limit })).toMatchObject({ pageSize: 50, items: { length: 50 } });
});

test('a cursor carries its filter', async () => {
  const filter = { callingNumberIds: [numberIds.gb] };
  const first = await list(sandbox, { limit: 30, filter });
  const second = await list(sandbox, { limit: 30, nextCursor: first.nextCursor });
  expect(second.items).toHaveLength(10);
  expect(second.items.every((item) => item.numberId === numberIds.gb)).toBe(true);
  expect(second.totalCount).toBe(40);
});

test('going back answers the page before, always with hasNextPage', async () => {
  const first = await list(sandbox, { limit: 5 });
  expect(first).toMatchObject({ hasPreviousPage: false, previousCursor: expect.any(String) });
  const second = await list(sandbox, { limit: 5, nextCursor: first.nextCursor });
  const back = await list(sandbox, { limit: 5, previousCursor: second.previousCursor });
  expect(back.items).toEqual(first.items);
  expect(back).toMatchObject({ hasNextPage: true, hasPreviousPage: false });
});

test('a cursor with a filter, and both cursors, are refused', async () => {
  const { nextCursor } = await list(sandbox, { limit: 5 });
  const code = async (body: unknown) => (await post(sandbox, '/queues/outbound', body)).json.code;
  const prefix = 'GetOutboundCallQueues:GetOutboundConversationsMetaDataListAsync';
  expect(await code({ nextCursor, filter: {} })).toBe(`${prefix}:INVALID_REQUEST`);
  expect(await code({ nextCursor, previousCursor: nextCursor })).toBe(`${prefix}:INVALID_CURSOR`);
});

test('a damaged, foreign or re-signed next cursor silently serves the first page without the filter', async () => {
  const filter = { callingNumberIds: [numberIds.gb] };
  const { nextCursor } = await list(sandbox, { limit: 5, filter });
  const foreign = await stillSandbox({ seed: 'another' });
  await placed(foreign, '+14155550101');
  await placed(foreign, '+14155550101');
  const foreignCursor = (await list(foreign, { limit: 1 })).nextCursor;
  await foreign.close();
  for (const cursor of ['garbage', `${nextCursor?.slice(0, -8)}AAAAAAA=`, foreignCursor]) {
    const page = await list(sandbox, { limit: 5, nextCursor: cursor });
    expect(page.items.map((item) => item.queueId)).toEqual(ids.slice(0, 5));
    expect(page.totalCount).toBe(120);
  }
  expect(await list(sandbox, { limit: 5, previousCursor: 'garbage' })).toMatchObject({ items: [], totalCount: 0 });
});

test('the bad_cursor fault does the same to a good cursor', async () => {
  const { nextCursor } = await list(sandbox, { limit: 5, filter: { callingNumberIds: [numberIds.gb] } });
  sandbox.faults.add({ kind: 'bad_cursor' });
  expect((await list(sandbox, { limit: 5, nextCursor })).items.map((item) => item.queueId)).toEqual(ids.slice(0, 5));
});

test('filters are combined with AND, lists with OR, empty lists ignored, recipients compared as text', async () => {
  expect(await matching({})).toMatchObject({ totalCount: 120 });
  expect(await matching({ campaignIds: [], recipientNumbers: [] })).toMatchObject({ totalCount: 120 });
  expect(await matching({ campaignIds: [campaignIds.consultation] })).toMatchObject({ totalCount: 80 });
  expect(await matching({ campaignIds: [campaignIds.consultation, campaignIds.reminders] })).toMatchObject({ totalCount: 120 });
  expect(await matching({ recipientNumbers: ['+442079460100'] })).toMatchObject({ totalCount: 4 });
  expect(await matching({ recipientNumbers: ['+442079460100', '+14155550101'] })).toMatchObject({ totalCount: 8 });
  expect(await matching({ recipientNumbers: ['+442079460100'], campaignIds: [campaignIds.consultation] })).toMatchObject({ totalCount: 0 });
  expect(await matching({ recipientNumbers: ['442079460100'] })).toMatchObject({ totalCount: 0 });
  expect(await matching({ callingNumberProviders: [2] })).toMatchObject({ totalCount: 120 });
  expect(await matching({ callingNumberProviders: [1] })).toMatchObject({ totalCount: 0 });
  expect(await matching({ queueStatusTypes: [99] })).toMatchObject({ totalCount: 0 });
});

test('several recipients still come newest first', async () => {
  const { items } = await list(sandbox, { limit: 50, filter: { recipientNumbers: ['+14155550101', '+442079460100'] } });
  expect(items.map((item) => item.queueId)).toEqual(ids.filter((id) => items.some((item) => item.queueId === id)));
});

test('date bounds are inclusive; entries without completedAt never pass a bound on it', async () => {
  const at = new Date(startAt + 10_000).toISOString();
  const from = await matching({ startCreatedDate: at });
  const until = await matching({ endCreatedDate: at });
  const both = await matching({ startCreatedDate: at, endCreatedDate: at });
  expect(from.totalCount + until.totalCount).toBe(120 + both.totalCount);
  expect(both.totalCount).toBe(4);
  const all = [...(await list(sandbox, { limit: 50, filter: { startCompletedAtDate: '2000-01-01T00:00:00Z' } })).items];
  expect(all.every((item) => item.completedAt !== null)).toBe(true);
  const settled = await count({ startCompletedAtDate: '2000-01-01T00:00:00Z' });
  const open = await count({ queueStatusTypes: [0, 1, 2, 3] });
  expect(settled.data + open.data).toBe(120);
  expect(open.data).toBeGreaterThan(0);
  expect((await count({ startScheduledDate: '2026-11-24T09:00:00Z', endScheduledDate: '2026-11-24T09:00:00Z' })).data).toBe(4);
});

test('one entry: exact by id, NOT_FOUND for any other', async () => {
  expect((await entry(sandbox, ids[5] ?? '')).queueId).toBe(ids[5]);
  const missing = await post(sandbox, '/queues/outbound/6742e6b8f0a1c2d3e4f50617');
  expect(missing.json).toEqual({
    data: null,
    success: false,
    message: "Outbound conversation with Queue ID '6742e6b8f0a1c2d3e4f50617' not found.",
    code: 'GetOutboundCallQueues:GetOutboundConversationsMetaDataAsync:NOT_FOUND',
  });
});

test('a database failure: empty success from the list, NOT_FOUND for one entry, loud from the count', async () => {
  sandbox.faults.add({ kind: 'db_failure', times: 3 });
  const page = (await post<Page<OutboundEntry>>(sandbox, '/queues/outbound', { limit: 5 })).json;
  expect(page).toMatchObject({ success: true, data: { items: [], totalCount: 0, hasNextPage: false, nextCursor: null } });
  expect((await post(sandbox, `/queues/outbound/${ids[0]}`)).json.code).toMatch(/:NOT_FOUND$/);
  expect(await count({})).toMatchObject({ success: false, code: 'GetOutboundCallQueuesCount:GetOutboundCallQueuesCountAsync:DATABASE_COUNT_ERROR' });
});
