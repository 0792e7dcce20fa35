import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { IHttpRequestOptions, IWebhookFunctions } from 'n8n-workflow';
import type { planLook } from '../../../packages/n8n-node/nodes/IqraAi/waiting/look-again.ts';

interface Module {
  readonly planLook: typeof planLook;
}

const waiting: Module = jest.requireActual('../../../packages/n8n-node/nodes/IqraAi/waiting/look-again.ts');

let server: Server;
let statuses: number[];
let asked: number;

beforeEach(async () => {
  asked = 0;
  server = createServer((_, response) => {
    asked += 1;
    response.writeHead(statuses.shift() ?? 202, { 'content-type': 'application/json' }).end('{}');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
});
afterEach(async () => {
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
});

async function request({ url, method }: IHttpRequestOptions) {
  const response = await fetch(url, { method: method ?? 'GET' });
  return { statusCode: response.status, body: await response.json() };
}

const context = { helpers: { httpRequest: request }, logger: { warn: () => undefined }, getNode: () => ({ name: 'Call' }) } as unknown as IWebhookFunctions;

function look(executionId: string): void {
  const address = `http://127.0.0.1:${(server.address() as AddressInfo).port}/webhook-waiting/${executionId}`;
  waiting.planLook(context, { executionId, address, inMs: 0 });
}

test('a look of the sleeping execution itself is repeated where n8n was not ready for it, and not where it was', async () => {
  // What n8n 2.41 answers to everything while it cannot reach its own database.
  statuses = [503, 409];
  look('1');
  await new Promise((resolve) => setTimeout(resolve, 1_000));
  expect(asked).toBe(1);
  await new Promise((resolve) => setTimeout(resolve, 3_500));
  expect(asked).toBe(2);
});
