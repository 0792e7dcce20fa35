import type { CallOutcome } from '@iqra-automation/core';
import type { ZObject } from 'zapier-platform-core';
import { getCallValue, valueParts } from '../hydrators/call-value.ts';
import { getConversationPart } from '../hydrators/conversation.ts';
import { getRecording } from '../hydrators/recording.ts';
import type { CallOutput } from './ended-call-output.ts';
import { saidKeys } from './said-output.ts';

/** Pointers that Zapier follows only when a Zap uses the value. */

export function withRecordingPointer(z: ZObject, output: CallOutput, conversationId: string): CallOutput {
  return { ...output, recording: recordingPointer(z, conversationId) };
}

export function recordingPointer(z: ZObject, conversationId: string): string {
  return z.dehydrateFile(getRecording, { conversation_id: conversationId });
}

/**
 * Pointers in the place of everything that the conversation tells. With `judged`, the outcome is one too: whether anybody spoke decides
 * it, and nobody has read that yet.
 */
export function withConversationPointers(z: ZObject, output: CallOutput, conversationId: string, judged?: CallOutcome): CallOutput {
  const of = { conversation_id: conversationId, ...(typeof output['campaign_id'] === 'string' ? { campaign_id: output['campaign_id'] } : {}) };
  const pointer = (part: string) => z.dehydrate(getConversationPart, { ...of, part, ...(judged === undefined ? {} : { judged }) });
  const said = Object.fromEntries(saidKeys.map((key) => [key, pointer(key)]));
  return { ...withRecordingPointer(z, output, conversationId), ...said, ...(judged === undefined ? {} : { outcome: pointer('outcome') }) };
}

/** A pointer takes about half as much. */
const longValue = 500;

/** Pointers in the place of the long texts among a call's own values. */
export function withValuePointers(z: ZObject, output: CallOutput): CallOutput {
  const short = valueParts.flatMap((part) => {
    const values = output[part];
    if (typeof values !== 'object' || values === null) return [];
    const entries = Object.entries(values).map(([name, value]: [string, unknown]) => {
      const isLong = typeof value === 'string' && value.length > longValue;
      return [name, isLong ? z.dehydrate(getCallValue, { queue_id: output['queue_id'], part, name }) : value];
    });
    return [[part, Object.fromEntries(entries)]];
  });
  return { ...output, ...Object.fromEntries(short) };
}
