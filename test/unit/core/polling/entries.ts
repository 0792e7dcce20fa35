import type { CallEntry, Conversation, InboundCallEntry } from '@iqra-automation/core';

/** A moment to count from. */
export const noonMs = Date.parse('2026-11-24T12:00:00Z');

export const iso = (ms: number): string => new Date(ms).toISOString();

/** A call that was placed at noon and has ended; change what matters. */
export function entry(change: Partial<CallEntry> = {}): CallEntry {
  return {
    queueId: '6742e6b8f0a1c2d3e4f50617',
    progress: 'placed',
    queuedAt: iso(noonMs - 7_000),
    processingStartedAt: iso(noonMs - 3_000),
    leftQueueAt: iso(noonMs),
    dynamicVariables: { customer_name: 'Amina' },
    metadata: { crm_id: 'C-1007', iqra_call_key: 'k1' },
    campaignId: '6713c0f2a54d1b0c9e4f7a21',
    callingNumberId: '67120b7de1aa4c55d0b1c903',
    recipientNumber: '+14155552671',
    conversationId: '6742e6bcf0a1c2d3e4f50620',
    sessionState: 'ended',
    endReason: 'recipient_hung_up',
    ...change,
  };
}

export function inboundEntry(change: Partial<InboundCallEntry> = {}): InboundCallEntry {
  return {
    queueId: '6742f0b8f0a1c2d3e4f50617',
    progress: 'placed',
    queuedAt: iso(noonMs),
    processingStartedAt: iso(noonMs + 200),
    leftQueueAt: iso(noonMs + 2_000),
    callingNumberId: '67120b7de1aa4c55d0b1c903',
    routeId: '6713d1b2a54d1b0c9e4f7b00',
    callerNumber: '+14155550123',
    conversationId: '6742f0bcf0a1c2d3e4f50620',
    sessionState: 'ended',
    endReason: 'agent_hung_up',
    ...change,
  };
}

export function conversation(change: Partial<Conversation> = {}): Conversation {
  return {
    conversationId: '6742e6bcf0a1c2d3e4f50620',
    queueId: '6742e6b8f0a1c2d3e4f50617',
    state: 'ended',
    endReason: 'recipient_hung_up',
    startedAt: iso(noonMs - 2_000),
    parties: [
      { role: 'recipient', id: 'n1', joinedAt: iso(noonMs - 1_000), leftAt: iso(noonMs + 100_000), recordingUrl: 'https://files.example/user.wav' },
      { role: 'agent', id: 'a1', joinedAt: iso(noonMs - 1_000), leftAt: null, recordingUrl: 'https://files.example/agent.wav' },
    ],
    messages: [
      { speaker: 'system', text: 'ConversationStarted', at: iso(noonMs + 10_000) },
      { speaker: 'agent', text: 'Hello Amina. ', at: iso(noonMs + 10_400) },
      { speaker: 'recipient', text: 'Hi, yes?', at: iso(noonMs + 14_000) },
      { speaker: 'agent', text: '', at: iso(noonMs + 15_000) },
      { speaker: 'agent', text: 'Great. ', at: iso(noonMs + 16_000) },
    ],
    ...change,
  };
}

/** `call-000`, `call-001`, ...: ids that sort as they were made. */
export function numberedIds(count: number, name = 'call'): readonly string[] {
  return Array.from({ length: count }, (_, i) => `${name}-${String(i).padStart(3, '0')}`);
}
