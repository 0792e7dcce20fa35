import type { IncomingMessage, ServerResponse } from 'node:http';
import type { FaultRule, WireFaultKind } from '../faults/fault-rule.ts';
import { plain } from '../wire/answer.ts';
import type { PlainAnswer } from '../wire/answer.ts';
import { sendAnswer } from './send-answer.ts';

const defaultDripMs = 1_000;
const page = (title: string): string => `<!DOCTYPE html>\n<html><head><title>${title}</title></head><body><h1>${title}</h1></body></html>\n`;
const proxyPage = (status: number, title: string): PlainAnswer => plain(status, 'text/html; charset=utf-8', page(`${status} ${title}`));

/** Faults that change what of the answer arrives; the others change when the operation runs. */
type SpoilingFaultKind = Exclude<WireFaultKind, 'slow' | 'repeated'>;

/** Answers a request the way the fault wants it. `answer` is what the server would have said. */
export function spoilAnswer(kind: SpoilingFaultKind, rule: FaultRule, answer: PlainAnswer, request: IncomingMessage, response: ServerResponse): void {
  switch (kind) {
    case 'drop':
      request.socket.destroy();
      return;
    case 'reset':
      request.socket.resetAndDestroy();
      return;
    case 'hang':
      if (rule.delayMs !== undefined) setTimeout(() => request.socket.destroy(), rule.delayMs).unref();
      return;
    case 'truncated':
      truncate(answer, response);
      return;
    case 'drip':
      drip(answer, rule.delayMs ?? defaultDripMs, response);
      return;
    case 'redirect':
      sendAnswer(response, plain(302, null, '', { location: rule.location ?? '/install' }));
      return;
    default:
      sendAnswer(response, replacementFor(kind, rule));
  }
}

function replacementFor(kind: Exclude<SpoilingFaultKind, 'drop' | 'reset' | 'hang' | 'truncated' | 'drip' | 'redirect'>, rule: FaultRule): PlainAnswer {
  switch (kind) {
    case 'html':
      return proxyPage(200, 'Sign in');
    case 'empty_body':
      return plain(200, 'application/json', '');
    case 'wrong_json':
      return plain(200, 'application/json', '{"ok":true,"items":[]}');
    case '400':
      return proxyPage(400, 'Bad Request');
    case '404':
      return proxyPage(404, 'Not Found');
    case '405':
      return proxyPage(405, 'Method Not Allowed');
    case '415':
      return proxyPage(415, 'Unsupported Media Type');
    case '401':
      return plain(401, 'application/json', '{"detail":"Invalid token."}');
    case '403':
      return plain(403, 'application/json', '{"detail":"You do not have permission to perform this action."}');
    case '413':
      return proxyPage(413, 'Request Entity Too Large');
    case '429': {
      const retryAfter = rule.retryAfterSeconds === undefined ? {} : { 'retry-after': String(rule.retryAfterSeconds) };
      return plain(429, 'application/json', '{"detail":"Request was throttled."}', { 'x-ratelimit-remaining': '0', ...retryAfter });
    }
    case '500':
      return plain(500, null, '');
    case '502':
      return proxyPage(502, 'Bad Gateway');
    case '503':
      return proxyPage(503, 'Service Unavailable');
    case '504':
      return proxyPage(504, 'Gateway Timeout');
    default:
      return kind satisfies never;
  }
}

/** Headers at once, then a byte at a time and never the last one, until the client goes away. */
function drip(answer: PlainAnswer, everyMs: number, response: ServerResponse): void {
  const bytes = Buffer.from(answer.body);
  response.writeHead(answer.status, answer.headers);
  let sent = 0;
  const timer = setInterval(() => {
    response.write(sent < bytes.length - 1 ? bytes.subarray(sent, sent + 1) : ' ');
    sent += 1;
  }, everyMs).unref();
  response.on('close', () => clearInterval(timer));
}

/** Promises the whole body, sends half of it, closes. */
function truncate(answer: PlainAnswer, response: ServerResponse): void {
  const bytes = Buffer.from(answer.body);
  response.writeHead(answer.status, { ...answer.headers, 'content-length': bytes.length });
  response.write(bytes.subarray(0, Math.floor(bytes.length / 2)), () => response.socket?.destroy());
}
