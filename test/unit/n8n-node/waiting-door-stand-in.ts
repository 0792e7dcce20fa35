import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { IHttpRequestOptions } from 'n8n-workflow';

/** Stands where n8n takes requests for waiting executions, and answers as a test says. */
export interface WaitingDoorStandIn {
  /** The address below which executions wait. */
  readonly base: string;
  close(): Promise<void>;
}

export async function openWaitingDoorStandIn(answer: (request: IncomingMessage, response: ServerResponse) => void): Promise<WaitingDoorStandIn> {
  const server = createServer(answer);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    base: `http://127.0.0.1:${(server.address() as AddressInfo).port}/webhook-waiting`,
    close: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

/** n8n's helper for requests, over real HTTP. */
export async function httpRequest({ url, method }: IHttpRequestOptions) {
  const response = await fetch(url, { method: method ?? 'GET' });
  return { statusCode: response.status, body: await response.json() };
}
