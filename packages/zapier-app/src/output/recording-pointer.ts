import type { Conversation } from '@iqra-automation/core';
import type { ZObject } from 'zapier-platform-core';
import { getRecording } from '../hydrators/recording.ts';

/** A pointer that Zapier follows only when a Zap uses the file; `null` when the conversation offers no recording. */
export function recordingPointer(z: ZObject, conversation: Conversation | null): string | null {
  const recorded = conversation?.parties.some((party) => party.role === 'agent' && party.recordingUrl !== null) ?? false;
  if (conversation === null || !recorded) return null;
  return z.dehydrateFile(getRecording, { session_id: conversation.sessionId });
}
