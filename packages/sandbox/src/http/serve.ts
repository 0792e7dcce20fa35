import type { IncomingMessage, ServerResponse } from 'node:http';
import { controlPath, handleControl } from '../control/control-routes.ts';
import type { ControlDependencies } from '../control/control-routes.ts';
import { answerRecording, recordingsPath } from '../operations/recordings.ts';
import { pageAnswer } from '../page/serve-page.ts';
import { plain } from '../wire/answer.ts';
import { handleApi } from './api-handler.ts';
import type { ApiDependencies } from './api-handler.ts';
import { sendAnswer } from './send-answer.ts';

/** Sends each request to the part of the sandbox that answers it: the API, recordings, control, the page. */
export function serve(api: ApiDependencies, control: ControlDependencies, request: IncomingMessage, response: ServerResponse): void {
  const url = new URL(request.url ?? '/', 'http://sandbox');
  response.setHeader('date', new Date(api.state.now()).toUTCString());
  handle(api, control, request, response, url).catch((error: unknown) => {
    // The peer went away, or this server has a fault of its own; either way nobody may be left waiting.
    if (response.headersSent || response.destroyed) response.destroy();
    else sendAnswer(response, plain(500, 'text/plain', error instanceof Error ? error.message : 'The sandbox failed.'));
  });
}

async function handle(api: ApiDependencies, control: ControlDependencies, request: IncomingMessage, response: ServerResponse, url: URL): Promise<void> {
  const path = url.pathname;
  if (path === controlPath || path.startsWith(`${controlPath}/`)) return handleControl(control, request, response, path);
  if (path.startsWith(recordingsPath)) return sendAnswer(response, answerRecording(api.state, api.state.now(), url));
  const page = request.method === 'GET' ? pageAnswer(path) : null;
  if (page !== null) return sendAnswer(response, page);
  // The API answers any origin; control does not, so that no other page can drive the sandbox.
  response.setHeader('access-control-allow-origin', '*');
  const isPreflight = request.method === 'OPTIONS' && request.headers['access-control-request-method'] !== undefined;
  if (isPreflight) return sendAnswer(response, plain(204, null, '', { 'access-control-allow-headers': '*', 'access-control-allow-methods': '*' }));
  return handleApi(api, request, response, path);
}
