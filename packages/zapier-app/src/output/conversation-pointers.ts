import type { CallOutcome, Conversation } from '@iqra-automation/core';
import type { ZObject } from 'zapier-platform-core';
import { getConversationPart } from '../hydrators/conversation.ts';
import { getRecording } from '../hydrators/recording.ts';
import type { CallOutput } from './ended-call-output.ts';
import { saidKeys } from './said-output.ts';

/** Pointers that Zapier follows only when a Zap uses the value. */

export function withRecordingPointer(z: ZObject, output: CallOutput, conversationId: string): CallOutput {
  return { ...output, recording: z.dehydrateFile(getRecording, { conversation_id: conversationId }) };
}

/**
 * Pointers in the place of everything that the conversation tells. With `judged`, the outcome is one too: whether anybody spoke decides
 * it, and nobody has read that yet.
 */
export function withConversationPointers(z: ZObject, output: CallOutput, conversationId: string, judged?: CallOutcome): CallOutput {
  const pointer = (part: string) => z.dehydrate(getConversationPart, { conversation_id: conversationId, part, ...(judged === undefined ? {} : { judged }) });
  const said = Object.fromEntries(saidKeys.map((key) => [key, pointer(key)]));
  return { ...withRecordingPointer(z, output, conversationId), ...said, ...(judged === undefined ? {} : { outcome: pointer('outcome') }) };
}

/** The recording of a conversation that has been read; `null` when it offers none. */
export function recordingPointer(z: ZObject, conversation: Conversation | null): string | null {
  const recorded = conversation?.parties.some((party) => party.role === 'agent' && party.recordingUrl !== null) ?? false;
  if (conversation === null || !recorded) return null;
  return z.dehydrateFile(getRecording, { conversation_id: conversation.conversationId });
}
