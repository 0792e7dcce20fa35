import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { HttpRequest, TransportResult } from '@iqra-automation/core';
import { createAppTester } from 'zapier-platform-core';
import { createZTransport } from '../../../../packages/zapier-app/src/connection/z-transport.ts';

type Answer = (request: IncomingMessage, response: ServerResponse, body: Buffer) => void;

describe('the transport over z.request', () => {
  let origin: string;
  let answer: Answer;
  let received: { readonly method: string; readonly url: string; readonly headers: IncomingMessage['headers']; readonly body: Buffer }[];

  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const body = Buffer.concat(chunks);
      received.push({ method: request.method ?? '', url: request.url ?? '', headers: request.headers, body });
      answer(request, response, body);
    });
  });

  beforeAll(async () => {
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    origin = `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`;
  });

  afterAll(async () => {
    server.closeAllConnections();
    server.close();
    await once(server, 'close');
  });

  beforeEach(() => {
    received = [];
    answer = (_request, response) => response.end('{"success":true}');
  });

  const send = (request: Partial<HttpRequest> = {}, leftMs = 20_000): Promise<TransportResult> => {
    const run = createAppTester({ version: '1.0.0', platformVersion: '19.1.0', flags: { skipHttpPatch: true } });
    return run(async (z) => {
      const transport = createZTransport(z, { apiKey: 'iu_key', deadlineMs: Date.now() + leftMs });
      try {
        return await transport.send({ method: 'POST', url: `${origin}/path`, headers: { accept: 'application/json' }, timeoutMs: 800, ...request });
      } finally {
        transport.close();
      }
    });
  };

  it('sends the exact bytes with their length and the key, and returns status, headers and text', async () => {
    const body = Buffer.from([0x7b, 0x7b, 0xff, 0x00, 0x7d, 0xf0, 0x9f, 0x98, 0x80]);
    answer = (_request, response) => response.writeHead(418, { 'X-Odd': 'yes' }).end('tea é');
    const result = await send({ body, headers: { 'content-type': 'multipart/form-data; boundary=x' } });
    expect(received).toHaveLength(1);
    expect(received[0]?.body.equals(body)).toBe(true);
    expect(received[0]?.headers).toMatchObject({
      'content-length': '9',
      'content-type': 'multipart/form-data; boundary=x',
      authorization: 'Token iu_key',
      'user-agent': 'Zapier',
    });
    expect(received[0]?.headers['transfer-encoding']).toBeUndefined();
    expect(result).toMatchObject({ kind: 'answer', response: { status: 418, body: 'tea é', headers: { 'x-odd': 'yes' } } });
  });

  it('sends text that looks like a placeholder of Zapier as it is', async () => {
    await send({ body: Buffer.from('{{bundle.authData.api_key}} {{process.env.HOME}}') });
    expect(received[0]?.body.toString()).toBe('{{bundle.authData.api_key}} {{process.env.HOME}}');
  });

  it('returns a redirect as an answer and never follows it', async () => {
    answer = (_request, response) => response.writeHead(307, { location: `${origin}/elsewhere` }).end();
    expect(await send({ body: Buffer.from('x') })).toMatchObject({ kind: 'answer', response: { status: 307 } });
    expect(received.map(({ url }) => url)).toEqual(['/path']);
  });

  it.each([401, 403, 429, 500, 503])('returns status %d as an answer', async (status) => {
    answer = (_request, response) => response.writeHead(status, { 'retry-after': '7' }).end('no');
    expect(await send()).toMatchObject({ kind: 'answer', response: { status, headers: { 'retry-after': '7' } } });
    expect(received).toHaveLength(1);
  });

  it('knows that nothing left when the connection was refused', async () => {
    const closed = createServer();
    closed.listen(0, '127.0.0.1');
    await once(closed, 'listening');
    const port = (closed.address() as AddressInfo).port;
    closed.close();
    await once(closed, 'close');
    expect(await send({ url: `http://127.0.0.1:${String(port)}/` })).toMatchObject({ kind: 'failure', failure: { sent: 'no', code: 'ECONNREFUSED' } });
  });

  it('knows that nothing left when there is no such host', async () => {
    expect(await send({ url: 'https://no-such-host.invalid/' })).toMatchObject({ kind: 'failure', failure: { sent: 'no' } });
  });

  it.each([
    ['drops the connection', (_request: IncomingMessage, response: ServerResponse): void => { response.destroy(); }],
    ['resets the connection', (request: IncomingMessage): void => { request.socket.resetAndDestroy(); }],
    [
      'breaks off in the middle of the body',
      (_request: IncomingMessage, response: ServerResponse) => {
        response.writeHead(200, { 'content-length': '100' });
        response.write('{"succ');
        setTimeout(() => response.destroy(), 20);
      },
    ],
  ] as const)('says that the request may have arrived when the server %s', async (_name, fault) => {
    answer = fault;
    expect(await send({ body: Buffer.from('x') })).toMatchObject({ kind: 'failure', failure: { sent: 'maybe' } });
    expect(received).toHaveLength(1);
  });

  it('gives up after its time, also when only the body hangs', async () => {
    answer = () => {};
    const startedMs = Date.now();
    expect(await send({ timeoutMs: 600 })).toMatchObject({ kind: 'failure', failure: { sent: 'maybe', code: 'aborted' } });
    answer = (_request, response) => {
      response.writeHead(200);
      response.write('{"success"');
    };
    expect(await send({ timeoutMs: 600 })).toMatchObject({ kind: 'failure', failure: { sent: 'maybe', code: 'aborted' } });
    expect(Date.now() - startedMs).toBeLessThan(2_500);
  });

  it('starts nothing when the time of the step is used up', async () => {
    expect(await send({}, 100)).toMatchObject({ kind: 'failure', failure: { sent: 'no', code: 'OUT_OF_TIME' } });
    expect(received).toHaveLength(0);
  });

  it('refuses an answer above the limit of Zapier', async () => {
    answer = (_request, response) => response.end(Buffer.alloc(20_000_001, 'a'));
    // Long enough for 20 MB on a busy machine: the size must stop it, not the clock.
    expect(await send({ timeoutMs: 15_000 })).toMatchObject({ kind: 'failure', failure: { sent: 'maybe', code: 'max-size' } });
  });

  it('shares no connection with another run, which may have died in between', async () => {
    const sockets = new Set<unknown>();
    answer = (request, response) => {
      sockets.add(request.socket);
      response.end('{}');
    };
    await send();
    await send();
    expect(sockets.size).toBe(2);
  });
});
