import { cleanMessages, type Conversation, type TranscriptMessage, transcriptText } from '@iqra-automation/core';
import type { Bundle, ZObject } from 'zapier-platform-core';
import { runReadingStep } from '../run-step.ts';

/** Which conversation a pointer means: the values it was made with. */
export type ConversationPointer = Readonly<Record<string, unknown>>;

export function sessionIdOf(bundle: Bundle<ConversationPointer>): string {
  const sessionId = bundle.inputData['session_id'];
  return typeof sessionId === 'string' ? sessionId : '';
}

/** Zapier asks for these only when a Zap runs for the call that carries the pointer. */
export async function getTranscript(z: ZObject, bundle: Bundle<ConversationPointer>): Promise<string> {
  return transcriptText(cleanMessages(await readConversation(z, bundle)));
}

export async function getMessages(z: ZObject, bundle: Bundle<ConversationPointer>): Promise<readonly TranscriptMessage[]> {
  return cleanMessages(await readConversation(z, bundle));
}

function readConversation(z: ZObject, bundle: Bundle<ConversationPointer>): Promise<Conversation> {
  return runReadingStep(z, bundle, async ({ client }) => (await client.getConversation(sessionIdOf(bundle))).value);
}
