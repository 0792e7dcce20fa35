import { cleanMessages, type Conversation, talkDuration, transcriptText } from '@iqra-automation/core';
import type { PlainOutputField, ZObject } from 'zapier-platform-core';
import { type CallOutput, messageFields } from './ended-call-output.ts';
import { recordingPointer } from './conversation-pointers.ts';

export const conversationOutputFields: PlainOutputField[] = [
  { key: 'id', label: 'ID', type: 'string', primary: true },
  { key: 'queue_id', label: 'Queue ID', type: 'string' },
  { key: 'state', label: 'State', type: 'string' },
  { key: 'end_reason', label: 'End Reason', type: 'string' },
  { key: 'started_at', label: 'Started At', type: 'datetime' },
  { key: 'duration_seconds', label: 'Duration (in Seconds)', type: 'integer' },
  { key: 'transcript', label: 'Transcript', type: 'string' },
  messageFields,
  { key: 'recording', label: 'Recording', type: 'file' },
];

/** One conversation with what both sides said. */
export function toConversationOutput(z: ZObject, conversation: Conversation): CallOutput {
  const messages = cleanMessages(conversation);
  return {
    id: conversation.sessionId,
    queue_id: conversation.queueId,
    state: conversation.state,
    end_reason: conversation.endReason,
    started_at: conversation.startedAt,
    duration_seconds: talkDuration(conversation)?.durationSeconds ?? null,
    transcript: transcriptText(messages),
    messages,
    recording: recordingPointer(z, conversation),
  };
}
