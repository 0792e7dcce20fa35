import { cleanMessages, judgeCall, talkDuration, toEndedCallEvent, transcriptText, type Judgement } from '@iqra-automation/core';
import { judgeInboundCall, toInboundCallEndedEvent } from '@iqra-automation/core/testing';
import { conversation, entry, inboundEntry, iso, noonMs } from './entries.ts';

function ended(judgement: Judgement) {
  if (!judgement.ended) throw new Error(judgement.why);
  return judgement;
}

const judged = (change: Parameters<typeof entry>[0] = {}) => ended(judgeCall(entry(change), { readAtMs: noonMs + 3_600_000, maxCallTimeSeconds: 600 }));

describe('the transcript', () => {
  test('has the words of both sides only, in order', () => {
    const messages = cleanMessages(conversation());
    expect(messages).toEqual([
      { role: 'agent', text: 'Hello Amina.', at: iso(noonMs + 10_400) },
      { role: 'recipient', text: 'Hi, yes?', at: iso(noonMs + 14_000) },
      { role: 'agent', text: 'Great.', at: iso(noonMs + 16_000) },
    ]);
    expect(transcriptText(messages)).toBe('Agent: Hello Amina.\nRecipient: Hi, yes?\nAgent: Great.');
  });

  test("loses the server's error text, not the words around it", () => {
    const text = 'One moment. ERROR: Conversation Turn Response Type not found';
    expect(cleanMessages(conversation({ messages: [{ speaker: 'agent', text, at: iso(noonMs) }] }))).toMatchObject([{ text: 'One moment.' }]);
  });

  test("loses the agent's raw calls of tools, and nothing that anybody said", () => {
    const at = iso(noonMs);
    const messages = [
      { speaker: 'agent', text: '{"name":"book_visit","arguments":{}} ', at },
      { speaker: 'agent', text: '{sigh} Let me see.', at },
      { speaker: 'agent', text: '42', at },
      { speaker: 'agent', text: '["a"]', at },
      { speaker: 'recipient', text: '{"a":1}', at },
    ] as const;
    expect(cleanMessages(conversation({ messages })).map((message) => message.text)).toEqual(['{sigh} Let me see.', '42', '["a"]', '{"a":1}']);
  });
});

describe('the duration', () => {
  test('runs from the first message to the moment the recipient left', () => {
    expect(talkDuration(conversation())).toEqual({ durationSeconds: 90, durationFrom: 'first_message_to_recipient_left' });
  });

  test('counts from the earliest message to the last time the recipient left', () => {
    const at = (seconds: number) => iso(noonMs + seconds * 1000);
    const messages = [30, 10, 20].map((seconds) => ({ speaker: 'agent', text: 'Yes.', at: at(seconds) }) as const);
    const left = (leftAt: string | null) => ({ role: 'recipient', id: 'n', joinedAt: null, leftAt, recordingUrl: null }) as const;
    const seconds = (...times: readonly (string | null)[]) => talkDuration(conversation({ messages, parties: times.map(left) }))?.durationSeconds;
    expect(seconds(at(40), at(70.4), null, at(50))).toBe(60);
    expect(seconds(at(10))).toBe(0);
    expect([seconds(at(10 + 24 * 3600)), seconds(at(11 + 24 * 3600))]).toEqual([86_400, undefined]);
    expect(seconds('never')).toBeUndefined();
    const agent = { role: 'agent', id: 'a', joinedAt: null, leftAt: at(99), recordingUrl: null } as const;
    expect(talkDuration(conversation({ messages, parties: [left(at(40)), agent] }))?.durationSeconds).toBe(30);
    const undated = { speaker: 'agent', text: 'Yes.', at: 'never' } as const;
    expect(talkDuration(conversation({ messages: [undated, ...messages], parties: [left(at(40))] }))?.durationSeconds).toBe(30);
  });

  test.each([
    ['no messages', { messages: [] }],
    ['no leaving', { parties: [{ role: 'recipient', id: 'n', joinedAt: iso(noonMs), leftAt: null, recordingUrl: null }] }],
    ['only the agent left', { parties: [{ role: 'agent', id: 'a', joinedAt: iso(noonMs), leftAt: iso(noonMs + 1), recordingUrl: null }] }],
    ['left before the first word', { parties: [{ role: 'recipient', id: 'n', joinedAt: iso(noonMs), leftAt: iso(noonMs - 1_000), recordingUrl: null }] }],
    ['left days later', { parties: [{ role: 'recipient', id: 'n', joinedAt: iso(noonMs), leftAt: iso(noonMs + 1e9), recordingUrl: null }] }],
  ] as const)('is unknown with %s', (_name, change) => {
    expect(talkDuration(conversation(change))).toBeNull();
  });
});

describe('the event of an outbound call', () => {
  test('carries what both hosts show', () => {
    expect(toEndedCallEvent(entry(), judged(), conversation(), 'Reminders')).toEqual({
      id: '6742e6b8f0a1c2d3e4f50617',
      queueId: '6742e6b8f0a1c2d3e4f50617',
      outcome: 'completed',
      endReason: 'recipient_hung_up',
      recipientNumber: '+14155552671',
      campaignId: '6713c0f2a54d1b0c9e4f7a21',
      campaignName: 'Reminders',
      callingNumberId: '67120b7de1aa4c55d0b1c903',
      sessionId: '6742e6bcf0a1c2d3e4f50620',
      queuedAt: iso(noonMs - 7_000),
      placedAt: iso(noonMs),
      durationSeconds: 90,
      durationFrom: 'first_message_to_recipient_left',
      transcript: 'Agent: Hello Amina.\nRecipient: Hi, yes?\nAgent: Great.',
      messages: cleanMessages(conversation()),
      recordingUrl: 'https://files.example/agent.wav',
      dynamicVariables: { customer_name: 'Amina' },
      metadata: { crm_id: 'C-1007', iqra_call_key: 'k1' },
      callKey: 'k1',
      warnings: [],
    });
  });

  test('of a call that was never placed has no time of placing, no duration and no key that was not given', () => {
    const failed = entry({ progress: 'failed', sessionId: null, sessionState: null, endReason: null, metadata: {} });
    const event = toEndedCallEvent(failed, judged(failed), null, null);
    expect(event).toMatchObject({ outcome: 'failed', placedAt: null, transcript: '', messages: [] });
    for (const absent of ['durationSeconds', 'durationFrom', 'recordingUrl', 'callKey']) expect(event).not.toHaveProperty(absent);
  });

  test('has no key where the metadata holds an empty one, and the first recording of the agent that exists', () => {
    const call = entry({ metadata: { iqra_call_key: '' } });
    const agent = { role: 'agent', id: 'a', joinedAt: null, leftAt: null } as const;
    const urls = [null, 'https://files.example/second.wav', 'https://files.example/third.wav'];
    const event = toEndedCallEvent(call, judged(), conversation({ parties: urls.map((recordingUrl) => ({ ...agent, recordingUrl })) }), null);
    expect(event).not.toHaveProperty('callKey');
    expect(event.recordingUrl).toBe('https://files.example/second.wav');
    expect(toEndedCallEvent(call, judged(), conversation({ parties: [{ ...agent, recordingUrl: null }] }), null)).not.toHaveProperty('recordingUrl');
  });

  test('says so when the end is only assumed', () => {
    const event = toEndedCallEvent(entry({ endReason: 'not_set' }), judged({ endReason: 'not_set' }), null, null, ['More.']);
    expect(event.warnings).toEqual([expect.stringContaining('never told how this call ended'), 'More.']);
  });
});

test('the event of an inbound call names the caller and the route', () => {
  const judgement = ended(judgeInboundCall(inboundEntry(), { readAtMs: noonMs + 60_000 }));
  expect(toInboundCallEndedEvent(inboundEntry(), judgement, conversation())).toMatchObject({
    id: '6742f0b8f0a1c2d3e4f50617',
    outcome: 'completed',
    callerNumber: '+14155550123',
    routeId: '6713d1b2a54d1b0c9e4f7b00',
    placedAt: iso(noonMs + 200),
    durationSeconds: 90,
  });
  expect(toInboundCallEndedEvent(inboundEntry(), judgement, null)).toMatchObject({ transcript: '', messages: [], warnings: [] });
  expect(toInboundCallEndedEvent(inboundEntry(), { ...judgement, basis: 'gave_up' }, null, ['More.']).warnings).toEqual([expect.stringContaining('still shows this call as open'), 'More.']);
});

describe('the event of an inbound call', () => {
  const judgement = { ended: true, outcome: 'completed', endReason: 'agent_hung_up', basis: 'session' } as const;

  test('without a conversation was never placed', () => {
    expect(toInboundCallEndedEvent(inboundEntry({ sessionId: null }), judgement, null).placedAt).toBeNull();
  });

  test('counts from when it came in, where the server does not tell when it was taken', () => {
    expect(toInboundCallEndedEvent(inboundEntry({ processingStartedAt: null }), judgement, null).placedAt).toBe(iso(noonMs));
  });
});
