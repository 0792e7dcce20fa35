import { conversations, standings, type Judgement } from '@iqra-automation/core';
import { judgeInboundCall, toEndedCallEvent, toInboundCallEndedEvent } from '@iqra-automation/core/testing';
import { conversation, entry, inboundEntry, iso, noonMs } from './entries.ts';

function ended(judgement: Judgement) {
  if (!judgement.ended) throw new Error(judgement.why);
  return judgement;
}

const judged = (change: Parameters<typeof entry>[0] = {}) => ended(standings.judgeCall(entry(change), { readAtMs: noonMs + 3_600_000, maxCallTimeSeconds: 600 }));

describe('the event of an outbound call', () => {
  test('carries what both hosts show', () => {
    expect(toEndedCallEvent(entry(), judged(), { conversation: conversation(), campaignName: 'Reminders' })).toEqual({
      id: '6742e6b8f0a1c2d3e4f50617',
      queueId: '6742e6b8f0a1c2d3e4f50617',
      outcome: 'completed',
      endReason: 'recipient_hung_up',
      endReasonText: null,
      reached: true,
      voicemailMessageLeft: false,
      agentFailed: false,
      optOutRequested: false,
      optOutEvidence: null,
      collected: {},
      toolCalls: [],
      recipientNumber: '+14155552671',
      campaignId: '6713c0f2a54d1b0c9e4f7a21',
      campaignName: 'Reminders',
      callingNumberId: '67120b7de1aa4c55d0b1c903',
      conversationId: '6742e6bcf0a1c2d3e4f50620',
      queuedAt: iso(noonMs - 7_000),
      placedAt: iso(noonMs),
      durationSeconds: 90,
      durationFrom: 'first_message_to_recipient_left',
      transcript: 'Agent: Hello Amina.\nRecipient: Hi, yes?\nAgent: Great.',
      messages: conversations.readConversation(conversation()).messages,
      recordingUrl: 'https://files.example/agent.wav',
      dynamicVariables: { customer_name: 'Amina' },
      metadata: { crm_id: 'C-1007' },
      callKey: 'k1',
      warnings: [],
    });
  });

  test('of a call that was never placed has no time of placing, no duration and no key that was not given', () => {
    const failed = entry({ progress: 'failed', conversationId: null, sessionState: null, endReason: null, metadata: {} });
    const event = toEndedCallEvent(failed, judged(failed), { conversation: null });
    const nothing = { durationSeconds: null, durationFrom: null, recordingUrl: null, callKey: null };
    expect(event).toMatchObject({ outcome: 'failed', placedAt: null, reached: false, transcript: '', messages: [], ...nothing });
  });

  test('has no key where the metadata holds an empty one, and the first recording of the agent that exists', () => {
    const call = entry({ metadata: { iqra_call_key: '' } });
    const agent = { role: 'agent', id: 'a', joinedAt: null, leftAt: null } as const;
    const urls = [null, 'https://files.example/second.wav', 'https://files.example/third.wav'];
    const event = toEndedCallEvent(call, judged(), { conversation: conversation({ parties: urls.map((recordingUrl) => ({ ...agent, recordingUrl })) }) });
    expect(event.callKey).toBeNull();
    expect(event.recordingUrl).toBe('https://files.example/second.wav');
    expect(toEndedCallEvent(call, judged(), { conversation: conversation({ parties: [{ ...agent, recordingUrl: null }] }) }).recordingUrl).toBeNull();
  });

  test('says so when the end is only assumed', () => {
    const event = toEndedCallEvent(entry({ endReason: 'not_set' }), judged({ endReason: 'not_set' }), { conversation: null, warnings: ['More.'] });
    expect(event.warnings).toEqual([expect.stringContaining('never told how this call ended'), 'More.']);
  });
});

test('the event of an inbound call names the caller and the route', () => {
  const judgement = ended(judgeInboundCall(inboundEntry(), { readAtMs: noonMs + 60_000 }));
  expect(toInboundCallEndedEvent(inboundEntry(), judgement, { conversation: conversation() })).toMatchObject({
    id: '6742f0b8f0a1c2d3e4f50617',
    outcome: 'completed',
    callerNumber: '+14155550123',
    routeId: '6713d1b2a54d1b0c9e4f7b00',
    placedAt: iso(noonMs + 200),
    durationSeconds: 90,
  });
  expect(toInboundCallEndedEvent(inboundEntry(), judgement, { conversation: null })).toMatchObject({ transcript: '', messages: [], warnings: [] });
  expect(toInboundCallEndedEvent(inboundEntry(), { ...judgement, basis: 'gave_up' }, { conversation: null, warnings: ['More.'] }).warnings).toEqual([expect.stringContaining('still shows this call as open'), 'More.']);
});

describe('the event of an inbound call', () => {
  const judgement = { ended: true, outcome: 'completed', endReason: 'agent_hung_up', basis: 'session' } as const;

  test('without a conversation was never placed', () => {
    expect(toInboundCallEndedEvent(inboundEntry({ conversationId: null }), judgement, { conversation: null }).placedAt).toBeNull();
  });

  test('counts from when it came in, where the server does not tell when it was taken', () => {
    expect(toInboundCallEndedEvent(inboundEntry({ processingStartedAt: null }), judgement, { conversation: null }).placedAt).toBe(iso(noonMs));
  });
});
