import axios, { isAxiosError } from 'axios';
import type { Clock } from '../domain/from-host.ts';
import { classifyFailure, timedOut, type HttpRequest, type Transport, type TransportResult } from './transport.ts';

export interface AxiosTransportOptions {
  /** The Iqra API key; it is put into each request's `Authorization` header and nowhere else. */
  readonly apiKey: string;
}

/** A ready transport on axios, for scripts and hosts of other kinds. One send, no redirect, every status is an answer. */
export function createAxiosTransport(options: AxiosTransportOptions): Transport {
  return {
    send: async (request) => {
      // One limit for the whole exchange: axios's own `timeout` ends with the first byte of the answer.
      const limit = AbortSignal.timeout(request.timeoutMs);
      try {
        return await sendOnce(request, options.apiKey, limit);
      } catch (error) {
        if (limit.aborted) return timedOut(request);
        if (!isAxiosError(error)) throw error;
        return { kind: 'failure', failure: classifyFailure(error) };
      }
    },
  };
}

async function sendOnce(request: HttpRequest, apiKey: string, signal: AbortSignal): Promise<TransportResult> {
  const response = await axios.request<string>({
    method: request.method,
    url: request.url,
    headers: { ...request.headers, authorization: `Token ${apiKey}` },
    data: request.body === undefined ? undefined : Buffer.from(request.body),
    signal,
    maxRedirects: 0,
    validateStatus: () => true,
    responseType: 'text',
    transformResponse: (body: string) => body,
  });
  const headers = Object.fromEntries(
    Object.entries(response.headers).flatMap(([name, value]) => (typeof value === 'string' ? [[name.toLowerCase(), value]] : [])),
  );
  return { kind: 'answer', response: { status: response.status, headers, body: response.data } };
}

/** The clock, the timers and the chance of this process, for a client that is no test. */
export const systemClock: Clock = {
  now: () => Date.now(),
  sleep: (ms) => new Promise((resolve) => void setTimeout(resolve, ms)),
  random: () => Math.random(),
};
