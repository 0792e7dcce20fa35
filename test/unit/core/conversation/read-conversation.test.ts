import { callOutcomes, conversations, type AgentTool, type Conversation } from '@iqra-automation/core';
import { conversation, iso, noonMs } from '../polling/entries.ts';
import { conversationOf, recordedConversation, recordedIds } from './recorded-conversations.ts';

const read = async (ending: string, tools: readonly AgentTool[] = []) => conversations.readConversation(await recordedConversation(ending), tools);
const said = async (...texts: readonly string[]) => conversations.readConversation(await conversationOf(texts.map((text) => [2, text] as const)));

const booking: AgentTool = { id: 't1', name: 'Book Appointment', nodeIds: ['node-book'], arguments: [{ id: 'slot', name: 'Chosen Slot' }] };

describe('what the server recorded', () => {
  test.each(recordedIds)('%s: no text of a tool and none of the server leaves core', async (id) => {
    const reading = conversations.readConversation(await recordedConversation(id));
    const texts = JSON.stringify(reading).match(/"(?:[^"\\]|\\.)*"/g) ?? [];
    expect(texts.filter((text) => /^"\s*(?:execute_|ERROR:)/.test(text))).toEqual([]);
    expect(reading.transcript).not.toMatch(/execute_|ERROR:|ConversationStarted/);
  });

  test('a tool of the user’s own: its message was spoken, its arguments are what was collected, and the agent says why it ended', async () => {
    const reading = await read('102', [booking]);
    expect(reading.transcript).toBe(
      'Agent: Hello.\nRecipient: Please book nine.\nAgent: One moment please.\nAgent: It is booked.\nRecipient: Thanks, bye.\nAgent: Good-bye "Amina"!',
    );
    expect(reading.collected).toEqual({ 'Book Appointment': { 'Chosen Slot': '09:00', note: 'near the door, please', seats: 2, confirmed: true } });
    expect(reading).toMatchObject({ endReasonText: 'the person said goodbye', reached: true, agentFailed: false, voicemailMessageLeft: false });
    expect((await read('102')).collected).toMatchObject({ 'node-book': { slot: '09:00' } });
  });

  test('every tool of the platform: what was spoken stays, what was not goes, and broken forms say nothing', async () => {
    const { messages, toolCalls, endReasonText } = await read('104');
    expect(messages.filter(({ role }) => role === 'agent').map(({ text }) => text)).toEqual(['Hello.', 'I connect you.', 'Please type your number.', 'Let me look that up.']);
    expect(toolCalls.map(({ tool }) => tool)).toEqual([
      'transfer_to_ai_agent', 'transfer_to_human_agent', 'ask_for_keys', 'press_keys', 'send_sms', 'change_language', 'look_up_knowledge', 'add_script',
    ]);
    expect(endReasonText).toBeNull();
  });

  test('voicemail: whether a message was left on it', async () => {
    expect(await read('105')).toMatchObject({ voicemailDetected: true, voicemailMessageLeft: false, reached: false });
    expect(await read('106')).toMatchObject({ voicemailMessageLeft: true, endReasonText: 'voicemail reached', transcript: expect.stringContaining('Please call the clinic back.') });
  });

  test('the failure of the language model', async () => {
    expect(await read('107')).toMatchObject({ agentFailed: true, transcript: expect.stringMatching(/Agent: An issue occurred with the call system\./) });
  });

  test('empty and blank turns are left out, other languages stay as they are', async () => {
    expect((await read('111')).messages.map(({ text }) => text)).toEqual(['Hello.', 'Hi', 'Hi', 'Yes?', 'ok', 'Fine.']);
    expect((await read('113')).transcript).toContain('Recipient: مرحبا، <b>نعم</b> & "ok"\nAgent: أهلاً بك 📞');
    expect((await read('109')).reached).toBe(false);
    expect((await read('118')).reached).toBe(false);
  });
});

describe('turns as a model may write them', () => {
  test.each([
    ['execute_system_function: end_conversation: "he said \\"no, thanks\\"", "Bye, then.", null', ['Bye, then.']],
    ['  \n execute_system_function:end_conversation:"r","Bye {now}, [ok]","n"', ['Bye {now}, [ok]']],
    ['execute_system_function: END_CONVERSATION: "r", "NULL", "n"', []],
    ['execute_system_function: end_conversation: "r", "", "n"', []],
    ['execute_system_function: end_conversation: "r", "Bye."', []],
    ['execute_system_function: end_conversation', []],
    ['execute_system_function', []],
    ['execute_custom_function: "r", "One moment.", "n", {"a": "}, {\\"b"}', ['One moment.']],
    ['execute_custom_function: "r", "One moment.", "n", null', ['One moment.']],
    ['execute_custom_function: "r", "One moment.", "n"', []],
    ['execute_custom_function: "r", "One moment.", "n", {"a": ', []],
    ['execute_custom_function: "r", "One moment.", "n", "x"', []],
    ['execute_custom_function "r", "m", "n", null', []],
    ['execute_flowapp_action: "r", "m"', []],
    ['execute_system_function: retrieve_knowledgebase_information: "r", "I look it up.", "hours", "n"', ['I look it up.']],
    ['execute_system_function: send_sms: "r", "Never spoken", "current_caller", "n"', []],
    ['execute_system_function: unheard_of: "r", "m", "n"', []],
    ['ERROR: Conversation Turn Response Tool execution not found', []],
    ['ERROR: something new', []],
    ['I execute_it now.', ['I execute_it now.']],
  ])('%s', async (text, spoken) => {
    expect((await said(text)).messages.map((message) => message.text)).toEqual(spoken);
  });

  test('of several uses of a tool the last value of each argument counts, and all uses are kept', async () => {
    const use = (given: object) => `execute_custom_function: "r", null, "n", ${JSON.stringify(given)}`;
    const reading = await said(use({ slot: '09:00', name: 'Amina' }), use({ slot: '10:00' }), 'execute_custom_function: "r", null, "m", {"__proto__": 1, "constructor": "c"}');
    expect(reading.collected['n']).toEqual({ slot: '10:00', name: 'Amina' });
    expect(Object.keys(reading.collected['m'] ?? {})).toEqual(['__proto__', 'constructor']);
    expect(reading.toolCalls.map((call) => call.arguments['slot'])).toEqual(['09:00', '10:00', undefined]);
  });

  test('keys pressed on the phone are not in the API: where the agent asked for them, nobody knows whether somebody answered', async () => {
    const silent = await said('Hello.', 'execute_system_function: recieve_dtmf_input: "r", "Press one.", "n"');
    expect(silent.reached).toBeNull();
    const spoken = conversations.readConversation(await conversationOf([[2, 'execute_system_function: recieve_dtmf_input: "r", "Press one.", "n"'], [1, 'One.']]));
    expect(spoken.reached).toBe(true);
  });

  test('what a person said is never taken for a tool', async () => {
    const reading = conversations.readConversation(await conversationOf([[1, '{"a": 1}'], [2, 'Yes? ']]));
    expect(reading.transcript).toBe('Recipient: {"a": 1}\nAgent: Yes?');
  });
});

describe('the duration', () => {
  const durationOf = (talk: Conversation) => conversations.readConversation(talk).duration;

  test('runs from the first message to the moment the recipient left', () => {
    expect(durationOf(conversation())).toEqual({ durationSeconds: 90, durationFrom: 'first_message_to_recipient_left' });
  });

  test('counts from the earliest message to the last time the recipient left', () => {
    const at = (seconds: number) => iso(noonMs + seconds * 1000);
    const messages = [30, 10, 20].map((seconds) => ({ speaker: 'agent', text: 'Yes.', at: at(seconds) }) as const);
    const left = (leftAt: string | null) => ({ role: 'recipient', id: 'n', joinedAt: null, leftAt, recordingUrl: null }) as const;
    const seconds = (...times: readonly (string | null)[]) => durationOf(conversation({ messages, parties: times.map(left) }))?.durationSeconds;
    expect(seconds(at(40), at(70.4), null, at(50))).toBe(60);
    expect(seconds(at(10))).toBe(0);
    expect([seconds(at(10 + 24 * 3600)), seconds(at(11 + 24 * 3600))]).toEqual([86_400, undefined]);
    expect(seconds('never')).toBeUndefined();
    const agent = { role: 'agent', id: 'a', joinedAt: null, leftAt: at(99), recordingUrl: null } as const;
    expect(durationOf(conversation({ messages, parties: [left(at(40)), agent] }))?.durationSeconds).toBe(30);
    const undated = { speaker: 'agent', text: 'Yes.', at: 'never' } as const;
    expect(durationOf(conversation({ messages: [undated, ...messages], parties: [left(at(40))] }))?.durationSeconds).toBe(30);
  });

  test.each([
    ['no messages', { messages: [] }],
    ['no leaving', { parties: [{ role: 'recipient', id: 'n', joinedAt: iso(noonMs), leftAt: null, recordingUrl: null }] }],
    ['only the agent left', { parties: [{ role: 'agent', id: 'a', joinedAt: iso(noonMs), leftAt: iso(noonMs + 1), recordingUrl: null }] }],
    ['left before the first word', { parties: [{ role: 'recipient', id: 'n', joinedAt: iso(noonMs), leftAt: iso(noonMs - 1_000), recordingUrl: null }] }],
    ['left days later', { parties: [{ role: 'recipient', id: 'n', joinedAt: iso(noonMs), leftAt: iso(noonMs + 1e9), recordingUrl: null }] }],
  ] as const)('is unknown with %s', (_name, change) => {
    expect(durationOf(conversation(change))).toBeNull();
  });
});

describe('the outcome, once what was said is known', () => {
  const talk = { reached: true, agentFailed: false, voicemailDetected: false };

  test.each([
    ['somebody spoke', {}, 'completed'],
    ['nobody said a word', { reached: false }, 'no_answer'],
    ['nobody said a word, but keys were asked for', { reached: null }, 'unknown'],
    ['a machine was detected, and the agent hung up by itself', { reached: false, voicemailDetected: true }, 'voicemail'],
    ['the language model failed', { agentFailed: true }, 'failed'],
  ] as const)('a call that looks completed in which %s', (_name, change, outcome) => {
    expect(conversations.outcomeOfTalk('completed', { ...talk, ...change })).toBe(outcome);
  });

  test('words change no other outcome', () => {
    for (const outcome of callOutcomes.filter((one) => one !== 'completed')) {
      expect(conversations.outcomeOfTalk(outcome, { reached: false, agentFailed: true, voicemailDetected: true })).toBe(outcome);
    }
  });
});
