import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { isIqraError, type DialRequest, type IqraError } from '@iqra-automation/core';

export interface Answer {
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
  /** Sent as it is when it is text, else as JSON. */
  readonly body?: unknown;
  /** The server's own time; `null` leaves the header out. */
  readonly date?: string | null;
}

export interface AskedRequest {
  readonly method: string;
  readonly path: string;
  readonly body: string;
}

/** A server that answers every request with the answer it was told last, however strange. */
export class AnsweringServer {
  answer: Answer = {};
  readonly asked: AskedRequest[] = [];
  private readonly server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      this.asked.push({ method: request.method ?? '', path: request.url ?? '', body: Buffer.concat(chunks).toString('utf8') });
      const { status = 200, headers = {}, body, date } = this.answer;
      response.sendDate = date !== null;
      response.writeHead(status, { ...headers, ...(typeof date === 'string' ? { date } : {}) });
      response.end(typeof body === 'string' ? body : JSON.stringify(body ?? null));
    });
  });

  async open(): Promise<void> {
    this.server.listen(0, '127.0.0.1');
    await once(this.server, 'listening');
  }

  get origin(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  /** From now on: success with this data, in the casing of the server. */
  data(data: unknown): void {
    this.answer = { body: { success: true, data, code: null, message: null } };
  }

  get lastBody(): unknown {
    return JSON.parse(this.asked.at(-1)?.body ?? 'null');
  }

  async close(): Promise<void> {
    this.server.closeAllConnections();
    this.server.close();
    await once(this.server, 'close');
  }
}

/** A call as small as it can be. */
export const request: DialRequest = {
  recipientNumber: '+14155552671',
  campaignId: 'c1',
  agentId: null,
  callingNumberId: null,
  dynamicVariables: {},
  metadata: {},
  startMs: 0,
  latestStartMs: 120_000,
  scheduled: false,
};

export async function failureOf(work: Promise<unknown>): Promise<IqraError> {
  try {
    await work;
  } catch (error) {
    if (isIqraError(error)) return error;
    throw error;
  }
  throw new Error('expected a failure');
}
