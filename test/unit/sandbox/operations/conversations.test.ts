import type { Sandbox } from '../../../../packages/sandbox/src/sandbox.ts';
import { agentIds, numberIds } from '../../../../packages/sandbox/src/seed.ts';
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

test('a conversation grows while the call lasts; the opening has no time, and the configured agent is its sender', async () => {
  const id = await placed(sandbox, '+14155550102', { dynamicVariables: { customer_name: 'Amina' } });
  await sandbox.advance(5_000);
  expect((await conversationOf(id)).messages).toEqual([]);
  await sandbox.advanceUntilSettled();
  const { messages, agents } = await conversationOf(id);
  expect(messages.slice(0, 2)).toEqual([
    { senderId: null, role: 0, content: 'ConversationStarted', timestamp: expect.any(String) },
    { senderId: agentIds.reminder, role: 2, content: expect.stringMatching(/^Hello Amina, .*\? $/), timestamp: null },
  ]);
  expect(agents[0]?.agentId).not.toBe(agentIds.reminder);
  for (const message of messages.slice(2)) {
    expect(message.senderId).toBe(message.role === 2 ? agentIds.reminder : null);
    expect(message.timestamp).toEqual(expect.any(String));
  }
});

test('a turn that has just begun: an empty word of the person, and the line of an answer without a kind', async () => {
  const id = await placed(sandbox, '+14155550186');
  await sandbox.advance(5_000);
  let open: ConversationData['messages'] = [];
  for (let step = 0; step < 4_000 && open.length === 0; step += 1) {
    await sandbox.advance(100);
    const { messages } = await conversationOf(id);
    if (messages.at(-1)?.content === 'ERROR: Conversation Turn Response Type not found') open = messages.slice(-2);
  }
  expect(open).toMatchObject([
    { role: 1, content: '', timestamp: expect.any(String) },
    { role: 2, timestamp: null },
  ]);
});

test('tool turns are the text that the model wrote, broken ones too', async () => {
  const agentTexts = async (recipient: string) => {
    const id = await placed(sandbox, recipient);
    await sandbox.advanceUntilSettled();
    return (await conversationOf(id)).messages.filter(({ role }) => role === 2).map(({ content }) => content);
  };
  const every = await agentTexts('+14155550186');
  for (const name of 'transfer_to_ai_agent transfer_to_human_agent recieve_dtmf_input press_dtmf_keypad send_sms change_language'.split(' ')) {
    expect(every).toContainEqual(expect.stringMatching(`^execute_system_function: ${name}: "`));
  }
  expect(every).toContainEqual(expect.stringMatching(/^execute_custom_function: "books", "One moment please.", "node-book", \{.*\}$/));
  expect(every.at(-1)).toBe(' execute_system_function: end_conversation: "the person said goodbye", "Good-bye \\"Amina\\"!", "node-end"');
  const broken = await agentTexts('+14155550187');
  expect(broken).toContain('execute_system_function: end_conversation "no colon"');
  expect(broken).toContain('\n  execute_system_function: end_conversation: "few arguments"');
  expect(broken).toContain(null);
});

test.each([
  ['05', 'VoicemailDetected', 'execute_system_function: "voicemail_detected"'],
  ['82', 'VoicemailDetected', 'execute_system_function: end_conversation: "voicemail reached", null, null'],
  ['81', 'LLMFailure', expect.stringMatching(/^execute_system_function: "end_conversation": "LLM Failure Ocurred, ending call", "An issue occurred .*", null$/)],
])('%s: a system message %s and what follows it', async (ending, event, text) => {
  const id = await placed(sandbox, `+141555501${ending}`);
  await sandbox.advanceUntilSettled();
  const { messages } = await conversationOf(id);
  expect(messages.map(({ content }) => content)).toEqual(expect.arrayContaining([event, text]));
});

test('a turn without one of its parts makes the whole conversation, and every page with it, an exception', async () => {
  const id = await placed(sandbox, '+14155550188');
  await sandbox.advanceUntilSettled();
  const { sessionId } = await entry(sandbox, id);
  expect((await get(sandbox, `/conversations/${sessionId ?? ''}`)).json.code).toBe('GetConversation:GetConversationState:EXCEPTION');
  expect((await post(sandbox, '/conversations', {})).json.code).toBe('GetConversationState:EXCEPTION');
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
