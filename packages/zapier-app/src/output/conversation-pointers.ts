import type { Conversation } from '@iqra-automation/core';
import type { ZObject } from 'zapier-platform-core';
import { getMessages, getTranscript } from '../hydrators/conversation.ts';
import { getRecording } from '../hydrators/recording.ts';
import type { CallOutput } from './ended-call-output.ts';

/** Pointers that Zapier follows only when a Zap uses the value. */

export function withRecordingPointer(z: ZObject, output: CallOutput, sessionId: string): CallOutput {
  return { ...output, recording: z.dehydrateFile(getRecording, { session_id: sessionId }) };
}

export function withConversationPointers(z: ZObject, output: CallOutput, sessionId: string): CallOutput {
  const pointer = { session_id: sessionId };
  return {
    ...withRecordingPointer(z, output, sessionId),
    transcript: z.dehydrate(getTranscript, pointer),
    messages: z.dehydrate(getMessages, pointer),
  };
}

/** The recording of a conversation that has been read; `null` when it offers none. */
export function recordingPointer(z: ZObject, conversation: Conversation | null): string | null {
  const recorded = conversation?.parties.some((party) => party.role === 'agent' && party.recordingUrl !== null) ?? false;
  if (conversation === null || !recorded) return null;
  return z.dehydrateFile(getRecording, { session_id: conversation.sessionId });
}
