import type { Sandbox } from '../../../../packages/sandbox/src/sandbox.ts';
import { numberIds } from '../../../../packages/sandbox/src/seed.ts';
import { entry, get, minute, placed, post, stillSandbox } from '../api.ts';
import type { ConversationData, Page } from '../api.ts';

let sandbox: Sandbox;
beforeEach(async () => {
  sandbox = await stillSandbox();
});
afterEach(() => sandbox.close());

async function conversationOf(queueId: string): Promise<ConversationData> {
  const { sessionId } = await entry(sandbox, queueId);
  return (await get<ConversationData>(sandbox, `/conversations/${sessionId ?? 'none'}`)).json.data;
}
const page = async (body: unknown) => (await post<Page<ConversationData>>(sandbox, '/conversations', body)).json.data;

test('a conversation has exactly the documented members in order', async () => {
  const id = await placed(sandbox, '+14155550102');
  await sandbox.advanceUntilSettled();
  const conversation = await conversationOf(id);
  expect(Object.keys(conversation)).toEqual('id queueId status startTime endTime endType clients agents messages logs'.split(' '));
  expect(Object.keys(conversation.clients[0] ?? {})).toEqual('clientId clientType joinedAt leftAt leaveReason audioUrl'.split(' '));
  expect(Object.keys(conversation.agents[0] ?? {})).toEqual('agentId agentType joinedAt leftAt leaveReason audioUrl'.split(' '));
  expect(Object.keys(conversation.messages[0] ?? {})).toEqual('senderId role content timestamp'.split(' '));
  expect(conversation).toMatchObject({ queueId: id, status: 6, endType: 6, clients: [{ clientId: numberIds.us, clientType: 1 }], logs: [] });
});

test('the transcript grows while the call lasts, and carries the noise of the real one', async () => {
  const moved = await placed(sandbox, '+14155550101', { dynamicVariables: { customer_name: 'Amina' } });
  await sandbox.advance(3_000);
  expect((await conversationOf(moved)).messages).toEqual([]);
  await sandbox.advanceUntilSettled();
  for (let index = 0; index < 30; index += 1) await placed(sandbox, '+14155550101');
  await sandbox.advanceUntilSettled();
  const { items } = await page({ limit: 100 });
  const all = items.flatMap((item) => item.messages);
  expect(items.at(-1)?.messages[0]).toMatchObject({ senderId: null, role: 0, content: 'ConversationStarted' });
  expect(items.at(-1)?.messages[1]?.content).toMatch(/^Hello Amina, .*\? $/);
  expect(all.some((message) => message.role === 2 && message.content.startsWith('{"name":"book_visit"'))).toBe(true);
  expect(all.some((message) => message.content === 'ERROR: Conversation Turn Response Type not found')).toBe(true);
  for (const message of all) {
    const isWords = message.role === 2 && !/^(\{|ERROR:)/.test(message.content);
    expect(message.content.endsWith(' ')).toBe(isWords);
    expect(message.senderId === null).toBe(message.role !== 2);
  }
});

test('the agent id is fresh for each conversation', async () => {
  const ids = [await placed(sandbox, '+14155550102'), await placed(sandbox, '+14155550102')];
  await sandbox.advanceUntilSettled();
  const agents = await Promise.all(ids.map(async (id) => (await conversationOf(id)).agents[0]?.agentId));
  expect(new Set(agents).size).toBe(2);
});

test('the list: newest first by start, limit up to 100 without a clamp, filters by state, type and end', async () => {
  for (let index = 0; index < 60; index += 1) await placed(sandbox, `+14155550${100 + (index % 5) + 1}`);
  await sandbox.advanceUntilSettled();
  await placed(sandbox, '+14155550101');
  await sandbox.advance(8_000);
  const all = await page({ limit: 100 });
  expect([all.items.length, all.pageSize, all.totalCount]).toEqual([61, 100, 61]);
  const starts = all.items.map((item) => Date.parse(item.startTime));
  expect(starts).toEqual(starts.toSorted((left, right) => right - left));
  const total = async (filter: unknown) => (await page({ filter })).totalCount;
  expect(await total({ sessionEndTypes: [3] })).toBe(12);
  expect(await total({ sessionEndTypes: [5, 6], sessionStates: [6] })).toBe(24);
  expect(await total({ sessionStates: [1, 2, 3] })).toBe(1);
  expect(await total({ sessionInitiationTypes: [1] })).toBe(0);
  expect(await total({ startStartedDate: new Date(sandbox.now() - 8_000).toISOString() })).toBe(1);
  const second = await page({ limit: 5, nextCursor: (await page({ limit: 5, filter: { sessionEndTypes: [3] } })).nextCursor });
  expect(second.items.every((item) => item.endType === 3)).toBe(true);
});

test('codes: cursor rules under the list code, NOT_FOUND under the single one, EXCEPTION under the odd prefix', async () => {
  const code = async (body: unknown) => (await post(sandbox, '/conversations', body)).json.code;
  await placed(sandbox, '+14155550102');
  await placed(sandbox, '+14155550102');
  await sandbox.advanceUntilSettled();
  const { nextCursor } = await page({ limit: 1 });
  expect(await code({ nextCursor, filter: {} })).toBe('GetConversations:GetConversationStatesAsync:INVALID_REQUEST');
  expect(await code({ nextCursor, previousCursor: nextCursor })).toBe('GetConversations:GetConversationStatesAsync:INVALID_CURSOR');
  expect((await get(sandbox, '/conversations/6742e6bcf0a1c2d3e4f50620')).json.code).toBe('GetConversation:GetConversationState:NOT_FOUND');
  sandbox.faults.add({ kind: 'exception', times: 2 });
  expect(await code({})).toBe('GetConversationState:EXCEPTION');
  expect((await get(sandbox, '/conversations/x')).json.code).toBe('GetConversation:EXCEPTION');
});

test('recordings: the agent link serves a WAV once the call has ended, the client link never, both expire after 30 minutes', async () => {
  const id = await placed(sandbox, '+14155550102');
  await sandbox.advanceUntilSettled();
  const conversation = await conversationOf(id);
  const agentUrl = conversation.agents[0]?.audioUrl ?? '';
  expect(agentUrl).toMatch(/\/recordings\/[0-9a-f]{24}\.wav\?X-Amz-Algorithm=.*&X-Amz-Signature=[0-9a-f]{64}$/);
  const audio = await fetch(agentUrl);
  const bytes = Buffer.from(await audio.arrayBuffer());
  expect([audio.status, audio.headers.get('content-type')]).toEqual([200, 'audio/wav']);
  expect([bytes.toString('latin1', 0, 4), bytes.toString('latin1', 8, 12), bytes.readUInt32LE(4) + 8]).toEqual(['RIFF', 'WAVE', bytes.length]);
  expect((await fetch(conversation.clients[0]?.audioUrl ?? '')).status).toBe(404);
  expect((await fetch(agentUrl.replace(/Signature=.{4}/, 'Signature=0000'))).status).toBe(403);
  await sandbox.advance(29 * minute);
  expect((await fetch(agentUrl)).status).toBe(200);
  await sandbox.advance(2 * minute);
  const expired = await fetch(agentUrl);
  expect([expired.status, await expired.text()]).toEqual([403, expect.stringContaining('Request has expired')]);
});

test('a call that nobody answered has links, but no files', async () => {
  const id = await placed(sandbox, '+14155550104');
  await sandbox.advanceUntilSettled();
  expect((await fetch((await conversationOf(id)).agents[0]?.audioUrl ?? '')).status).toBe(404);
});
