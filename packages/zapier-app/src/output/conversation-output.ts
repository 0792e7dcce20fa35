import type { Conversation, ConversationReading } from '@iqra-automation/core';
import type { PlainOutputField, ZObject } from 'zapier-platform-core';
import type { CallOutput } from './ended-call-output.ts';
import { recordingPointer } from './conversation-pointers.ts';
import { saidFields, toSaidOutput } from './said-output.ts';

export const conversationOutputFields: PlainOutputField[] = [
  { key: 'id', label: 'ID', type: 'string', primary: true },
  { key: 'conversation_id', label: 'Conversation ID', type: 'string' },
  { key: 'queue_id', label: 'Queue ID', type: 'string' },
  { key: 'state', label: 'State', type: 'string' },
  { key: 'end_reason', label: 'End Reason', type: 'string' },
  { key: 'started_at', label: 'Started At', type: 'datetime' },
  ...saidFields,
];

/** One conversation with what both sides said. */
export function toConversationOutput(z: ZObject, conversation: Conversation, reading: ConversationReading): CallOutput {
  return {
    id: conversation.conversationId,
    conversation_id: conversation.conversationId,
    queue_id: conversation.queueId,
    state: conversation.state,
    end_reason: conversation.endReason,
    started_at: conversation.startedAt,
    ...toSaidOutput(reading),
    recording: reading.recordingUrl === null ? null : recordingPointer(z, conversation.conversationId),
  };
}
