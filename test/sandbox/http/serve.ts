import type { IncomingMessage, ServerResponse } from 'node:http';
import { answerRecording, recordingsPath } from '../operations/recordings.ts';
import type { SandboxState } from '../state/sandbox-state.ts';
import { plain } from '../wire/answer.ts';
import { sendAnswer } from './send-answer.ts';

/** Sends each request to the part of the sandbox that answers it: the API, recordings, control, the page. */
export function serve(
  state: SandboxState,
  api: (path: string) => Promise<void>,
  request: IncomingMessage,
  response: ServerResponse,
): void {
  const url = new URL(request.url ?? '/', 'http://sandbox');
  response.setHeader('date', new Date(state.now()).toUTCString());
  response.setHeader('access-control-allow-origin', '*');
  handle(state, api, request, response, url).catch((error: unknown) => {
    // The peer went away, or this server has a fault of its own; either way nobody may be left waiting.
    if (response.headersSent || response.destroyed) response.destroy();
    else sendAnswer(response, plain(500, 'text/plain', error instanceof Error ? error.message : 'The sandbox failed.'));
  });
}

async function handle(
  state: SandboxState,
  api: (path: string) => Promise<void>,
  request: IncomingMessage,
  response: ServerResponse,
  url: URL,
): Promise<void> {
  if (request.method === 'OPTIONS') {
    const headers = { 'access-control-allow-headers': '*', 'access-control-allow-methods': '*' };
    return sendAnswer(response, plain(204, null, '', headers));
  }
  if (url.pathname.startsWith('/api/')) return api(url.pathname);
  if (url.pathname.startsWith(recordingsPath)) return sendAnswer(response, answerRecording(state, state.now(), url));
  return sendAnswer(response, plain(404, null, ''));
}
