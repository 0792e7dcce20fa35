import { Readable } from 'node:stream';
import {
  type IqraError,
  recordings,
} from '@iqra-automation/core';
import type { Bundle, HttpRequestOptions, RawHttpResponse, ZObject } from 'zapier-platform-core';
import { runReadingStep } from '../run-step.ts';
import { type ConversationPointer, conversationIdOf } from './conversation.ts';

/**
 * Fetches the agent's recording of one conversation and hands it to Zapier's file store; returns the store's link. The server's own
 * link lives for minutes and would be stale by the time a Zap uses it, so it is asked for again then.
 */
export function getRecording(z: ZObject, bundle: Bundle<ConversationPointer>): Promise<string> {
  return runReadingStep(z, bundle, async ({ client, connection }) => {
    const conversationId = conversationIdOf(bundle);
    const link = recordings.urlOf((await client.getConversation(conversationId)).value, 'agent');
    if (link === null) throw noRecording();
    const response = await fetchFile(z, link, connection.baseUrl);
    const contentType = response.headers.get('content-type');
    const contentLength = response.headers.get('content-length');
    recordings.checkHead({ contentType, contentLength });
    const body = Readable.from(recordings.limited(response.body));
    const length = contentLength === null ? undefined : Number(contentLength);
    return z.stashFile(body, length, recordings.fileName(conversationId, 'agent'), contentType ?? 'audio/wav');
  });
}

/** Each redirect is a new address, and is checked like the first. */
async function fetchFile(z: ZObject, link: string, baseUrl: string): Promise<RawHttpResponse> {
  let url = recordings.addressOf(link, baseUrl);
  for (let redirects = 0; redirects <= recordings.mostRedirects; redirects += 1) {
    const options: HttpRequestOptions & { readonly url: string; readonly raw: true } = { url, raw: true, redirect: 'manual', follow: 0, skipThrowForStatus: true };
    const response = await z.request(options);
    if (response.status === 200) return response;
    const location = response.headers.get('location');
    if (response.status < 300 || response.status >= 400 || location === null) throw noRecording();
    url = recordings.addressOf(location, baseUrl, url);
  }
  throw noRecording();
}

/** The server makes the link without looking whether there is a file. */
function noRecording(): IqraError {
  return recordings.recordingErrors.error('RECORDING_NOT_FOUND', { side: "agent's side" });
}
