import { Readable } from 'node:stream';
import { recordings } from '@iqra-automation/core';
import type { Bundle, HttpRequestOptions, RawHttpResponse, ZObject } from 'zapier-platform-core';
import { runReadingStep } from '../run-step.ts';
import { type ConversationPointer, conversationIdOf } from './conversation.ts';

/**
 * Fetches the agent's recording of one conversation and hands it to Zapier's file store; returns the store's link. The server's own
 * link lives for minutes and would be stale by the time a Zap uses it, so it is asked for again then.
 */
export function getRecording(z: ZObject, bundle: Bundle<ConversationPointer>): Promise<string> {
  return runReadingStep(z, bundle, async ({ client, connection }) => {
    const conversation = (await client.getConversation(conversationIdOf(bundle))).value;
    const file = await recordings.fetchRecording((url) => requestFile(z, url), { conversation, side: 'agent', baseUrl: connection.baseUrl });
    return z.stashFile(Readable.from(recordings.limited(file.body)), file.length ?? undefined, file.fileName, file.mimeType);
  });
}

async function requestFile(z: ZObject, url: string): Promise<recordings.FileAnswer<RawHttpResponse['body']> | null> {
  const options: HttpRequestOptions & { readonly url: string; readonly raw: true } = { url, raw: true, redirect: 'manual', follow: 0, skipThrowForStatus: true };
  const response = await z.request(options).catch(() => null);
  if (response === null) return null;
  // Whatever is left unread ends with the step.
  return { status: response.status, header: (name) => response.headers.get(name), body: response.body, discard: () => undefined };
}
