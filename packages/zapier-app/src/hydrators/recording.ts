import { type CallReads, hostErrors, type IqraError } from '@iqra-automation/core';
import type { Bundle, ZObject } from 'zapier-platform-core';
import { runReadingStep } from '../run-step.ts';
import { type ConversationPointer, conversationIdOf } from './conversation.ts';

/**
 * Fetches the agent's recording of one conversation and hands it to Zapier's file store; returns the store's link. The server's own
 * link lives half an hour and would be stale by the time a Zap uses it, so it is asked for again then.
 */
export function getRecording(z: ZObject, bundle: Bundle<ConversationPointer>): Promise<string> {
  return runReadingStep(z, bundle, async ({ client }) => {
    const url = await recordingUrlOf(client, conversationIdOf(bundle));
    const response = await z.request({ url, raw: true, skipThrowForStatus: true });
    if (response.status !== 200) throw noRecording();
    return z.stashFile(Promise.resolve(response));
  });
}

async function recordingUrlOf(reads: Pick<CallReads, 'getConversation'>, conversationId: string): Promise<string> {
  const { parties } = (await reads.getConversation(conversationId)).value;
  const url = parties.find((party) => party.role === 'agent' && party.recordingUrl !== null)?.recordingUrl;
  if (url === undefined || url === null) throw noRecording();
  return url;
}

/** The server makes the link without looking whether there is a file. */
function noRecording(): IqraError {
  return hostErrors.error('RECORDING_NOT_FOUND', { side: "agent's side" });
}
