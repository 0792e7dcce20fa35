import { once } from 'node:events';
import { createServer as createHttpServer } from 'node:http';
import { type AddressInfo, createServer, type Server, type Socket } from 'node:net';
import { createAxiosTransport } from '@iqra-automation/core/axios';
import { transports, type HttpRequest, type TransportResult } from '@iqra-automation/core';

const portOf = (server: Server): number => (server.address() as AddressInfo).port;
const request = (url: string, timeoutMs = 5_000): HttpRequest => ({ method: 'POST', url, headers: { 'content-type': 'text/plain' }, body: Buffer.from('call'), timeoutMs });
const send = (url: string, timeoutMs?: number): Promise<TransportResult> => createAxiosTransport({ apiKey: 'iu_1' }).send(request(url, timeoutMs));

async function listening(onSocket: (socket: Socket) => void): Promise<Server> {
  const server = createServer(onSocket);
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return server;
}

describe('what real sockets prove', () => {
  it('a refused connection and an unknown name: never sent', async () => {
    const gone = await listening(() => undefined);
    const port = portOf(gone);
    gone.close();
    await once(gone, 'close');
    expect(await send(`http://127.0.0.1:${port}/`)).toMatchObject({ kind: 'failure', failure: { sent: 'no', code: 'ECONNREFUSED' } });
    expect(await send('http://nobody.invalid/')).toMatchObject({ kind: 'failure', failure: { sent: 'no' } });
  });

  it('a connection that breaks once it is open, and TLS towards a server that speaks none: maybe sent', async () => {
    const breaking = await listening((socket) => {
      socket.on('error', () => undefined);
      socket.once('data', () => socket.resetAndDestroy());
    });
    expect(await send(`http://127.0.0.1:${portOf(breaking)}/`)).toMatchObject({ kind: 'failure', failure: { sent: 'maybe' } });
    const plain = await listening((socket) => {
      socket.on('error', () => undefined);
      socket.once('data', () => socket.end('no TLS here'));
    });
    expect(await send(`https://127.0.0.1:${portOf(plain)}/`)).toMatchObject({ kind: 'failure', failure: { sent: 'maybe' } });
    breaking.close();
    plain.close();
  });

  it('a body that drips for ever ends at the limit of the request', async () => {
    const dripping = createHttpServer((_request, response) => {
      response.writeHead(200, { 'content-type': 'application/json' });
      const drip = setInterval(() => response.write(' '), 20);
      response.once('close', () => clearInterval(drip));
    });
    dripping.listen(0, '127.0.0.1');
    await once(dripping, 'listening');
    const startedMs = Date.now();
    const result = await send(`http://127.0.0.1:${portOf(dripping)}/`, 300);
    expect(result).toMatchObject({ kind: 'failure', failure: { sent: 'maybe', code: 'TIMED_OUT' } });
    expect(Date.now() - startedMs).toBeLessThan(5_000);
    dripping.closeAllConnections();
    dripping.close();
  });
});

describe('the whole chain of causes is read', () => {
  const made = (properties: object, cause?: unknown): Error => Object.assign(new Error('it failed', { cause }), properties);
  const nested = (inner: Error): Error => made({}, made({}, made({}, inner)));

  it.each([
    ['EHOSTUNREACH', 'read', 'maybe'],
    ['ENETUNREACH', 'read', 'maybe'],
    ['EPROTO', 'write', 'maybe'],
    ['ECONNREFUSED', 'read', 'maybe'],
    ['EHOSTUNREACH', 'connect', 'no'],
    ['ENETUNREACH', 'connect', 'no'],
    ['ETIMEDOUT', 'connect', 'no'],
    ['ECONNREFUSED', 'connect', 'no'],
  ])('three causes deep, %s of the system call %s: %s', (code, syscall, sent) => {
    expect(transports.classifyFailure(nested(made({ code, syscall }))).sent).toBe(sent);
    // Wrappers repeat the code, without the system call.
    expect(transports.classifyFailure(made({ code }, made({ code }, made({ code, syscall })))).sent).toBe(sent);
  });

  it.each(['EHOSTUNREACH', 'ENETUNREACH', 'ETIMEDOUT', 'EPROTO'])('%s of a client that tells no system call proves nothing', (code) => {
    expect(transports.classifyFailure(made({ code })).sent).toBe('maybe');
  });

  it('addresses that were tried one after the other must all have failed to connect', () => {
    const refused = made({ code: 'ECONNREFUSED', syscall: 'connect' });
    const gathered = (last: Error): Error => Object.assign(new AggregateError([refused, last]), { code: 'ECONNREFUSED' });
    expect(transports.classifyFailure(made({}, gathered(made({ code: 'ETIMEDOUT', syscall: 'connect' })))).sent).toBe('no');
    expect(transports.classifyFailure(made({}, gathered(made({ code: 'ECONNRESET', syscall: 'read' })))).sent).toBe('maybe');
  });

  it('a client that keeps only the text of the system call is read by that', () => {
    const text = (reason: string): Error => Object.assign(new Error(`request to https://iqra.example/ failed, reason: ${reason}`), { code: 'EHOSTUNREACH' });
    expect(transports.classifyFailure(text('connect EHOSTUNREACH 10.0.0.1:443')).sent).toBe('no');
    expect(transports.classifyFailure(text('read EHOSTUNREACH')).sent).toBe('maybe');
  });

  it('a chain that closes on itself ends', () => {
    const error = made({});
    Object.assign(error, { cause: error });
    expect(transports.classifyFailure(error).sent).toBe('maybe');
  });
});
