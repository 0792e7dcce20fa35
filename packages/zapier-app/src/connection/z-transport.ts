import { Agent as HttpAgent } from 'node:http';
import { Agent as HttpsAgent } from 'node:https';
import { Readable } from 'node:stream';
import { type HttpRequest, type HttpResponse, type Transport, type TransportResult, transports } from '@iqra-automation/core';
import type { HttpRequestOptions, RawHttpResponse, ZObject } from 'zapier-platform-core';

export interface ZTransportOptions {
  /** The Iqra API key; it goes into each request's `Authorization` header and nowhere else. */
  readonly apiKey: string;
  /** No request may run past this moment, in ms since 1970 UTC. */
  readonly deadlineMs: number;
}

/** A transport for one run of a step. */
export interface StepTransport extends Transport {
  /** Ends the connections of this run. */
  close(): void;
}

/** Zapier's own limit for one HTTP answer is 20 MB. */
const largestAnswerBytes = 20_000_000;

/** With less than this left, a request has no chance of an answer. */
const shortestUsefulMs = 500;

/**
 * Core's transport over `z.request`: one send, no redirect, every status is an answer.
 *
 * Bodies go out and come in as streams. Zapier stores every request and answer that it can read; a stream it cannot, so phone
 * numbers, transcripts and the secrets inside a business's configuration stay out of its logs. It also keeps `z.request` from
 * refusing a body in which somebody's text happens to contain `{{bundle.…}}`.
 */
export function createZTransport(z: ZObject, options: ZTransportOptions): StepTransport {
  const connections = createConnections();
  return {
    close: connections.close,
    send: async (request) => {
      const timeoutMs = Math.min(request.timeoutMs, options.deadlineMs - Date.now());
      if (timeoutMs < shortestUsefulMs) return outOfTime();
      // One limit for the whole exchange; the option `timeout` would start anew for the body.
      const limit = new AbortController();
      const timer = setTimeout(() => limit.abort(), timeoutMs);
      try {
        return { kind: 'answer', response: await sendOnce(z, request, options.apiKey, { signal: limit.signal, agent: connections.agentFor(request.url) }) };
      } catch (error) {
        return { kind: 'failure', failure: transports.classifyFailure(error) };
      } finally {
        clearTimeout(timer);
      }
    },
  };
}

function outOfTime(): TransportResult {
  const message = 'The time that Zapier gives a step was used up before this request.';
  return { kind: 'failure', failure: { sent: 'no', code: transports.outOfTimeCode, message } };
}

interface Wire {
  /** Read by zapier-platform-core, but not declared. */
  readonly signal: AbortSignal;
  readonly agent: HttpAgent;
}

/** Read by zapier-platform-core, but not declared. */
interface UndeclaredOptions extends Wire {
  readonly throwForThrottlingEarly: boolean;
  /** To put a request into the app's template (there is none), core would copy the app's whole definition before each request. */
  readonly merge: false;
}

/**
 * Connections that live as long as one run. Those of the process outlive it: the runtime is frozen between runs, the server hangs
 * up meanwhile, and a dial on such a dead connection would end in an answer that proves nothing
 * (docs/decisions/0024-zapier-connections-per-run.md).
 */
function createConnections(): { readonly agentFor: (url: string) => HttpAgent; readonly close: () => void } {
  const plain = new HttpAgent({ keepAlive: true });
  const encrypted = new HttpsAgent({ keepAlive: true });
  return {
    agentFor: (url) => (url.startsWith('https:') ? encrypted : plain),
    close: () => {
      plain.destroy();
      encrypted.destroy();
    },
  };
}

async function sendOnce(z: ZObject, request: HttpRequest, apiKey: string, wire: Wire): Promise<HttpResponse> {
  const options: HttpRequestOptions & UndeclaredOptions & { readonly url: string; readonly raw: true } = {
    url: request.url,
    method: request.method,
    headers: { 'user-agent': 'Zapier', ...request.headers, ...lengthOf(request.body), authorization: `Token ${apiKey}` },
    ...(request.body === undefined ? {} : { body: Readable.from([Buffer.from(request.body)]) }),
    raw: true,
    redirect: 'manual',
    follow: 0,
    size: largestAnswerBytes,
    skipThrowForStatus: true,
    throwForThrottlingEarly: false,
    merge: false,
    ...wire,
  };
  const response: RawHttpResponse = await z.request(options);
  const body = await response.text();
  return { status: response.status, headers: plainHeaders(response), body };
}

/** A stream has no length of its own, and without one the request would be sent in chunks. */
function lengthOf(body: Uint8Array | undefined): Readonly<Record<string, string>> {
  return body === undefined ? {} : { 'content-length': String(body.byteLength) };
}

function plainHeaders(response: RawHttpResponse): Readonly<Record<string, string>> {
  const headers: Record<string, string> = {};
  response.headers.forEach((value: string, name: string) => {
    headers[name.toLowerCase()] = value;
  });
  return headers;
}
