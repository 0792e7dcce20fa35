import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { startZapierApp, type ZapierApp } from '../../hosts/zapier/zapier-app.ts';
import { builtBundlePath, connectionTo } from '../../hosts/zapier/zapier-with-sandbox.ts';
import { type Bench, credentialFor, initiate, openBench, phoneOf, runNode } from '../n8n-node/bench.ts';

/** What the file store answers instead of the file. */
let answer = { status: 404, type: 'application/xml' };

/** Stands before the sandbox, and has the file store of its recordings. */
async function openStore(sandbox: { readonly origin: string }): Promise<{ readonly origin: string; readonly server: Server }> {
  const pass = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const headers = { authorization: request.headers.authorization ?? '' };
    const read = await fetch(`${sandbox.origin}${request.url ?? ''}`, { method: request.method ?? 'GET', headers });
    const text = (await read.text()).replaceAll(sandbox.origin, origin);
    response.writeHead(read.status, { 'content-type': read.headers.get('content-type') ?? '' }).end(text);
  };
  const server = createServer((request, response) => {
    if (request.url?.startsWith('/_storage/') === true) response.writeHead(answer.status, { 'content-type': answer.type }).end('no sound');
    else void pass(request, response);
  });
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve));
  const origin = `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`;
  return { origin, server };
}

describe('a file store that does not give the recording', () => {
  let bench: Bench;
  let app: ZapierApp;
  let server: Server;
  let conversationId: unknown;

  beforeAll(async () => {
    bench = await openBench({ timeScale: 0, outcomeOf: () => 'recipient_hung_up' });
    const placed = await runNode(bench.engine, initiate({ eventKey: 'one' }), [{ phone: phoneOf(1) }]);
    await bench.sandbox.advanceUntilSettled();
    const read = await runNode(bench.engine, { resource: 'call', operation: 'get', queueId: placed.items[0]?.json['queueId'] });
    conversationId = read.items[0]?.json['conversationId'];
    const store = await openStore(bench.sandbox);
    server = store.server;
    const { apiKey, businessId } = bench.sandbox;
    await bench.engine.saveCredentials([credentialFor({ origin: store.origin, apiKey, businessId })]);
    app = await startZapierApp({ bundlePath: builtBundlePath, authData: { ...connectionTo(bench.sandbox), base_url: store.origin } });
  });
  afterAll(async () => {
    await app.close();
    server.closeAllConnections();
    server.close();
    await bench.close();
  });

  it.each([
    [403, 'application/xml', 'There is no recording'],
    [404, 'application/xml', 'There is no recording'],
    [410, 'text/html', 'There is no recording'],
    [500, 'text/html', 'could not be downloaded from its file store'],
    [503, 'application/xml', 'could not be downloaded from its file store'],
    [302, 'text/html', 'could not be downloaded from its file store'],
    [200, 'text/html', 'leads to something else (text/html)'],
  ])('but %i with %s says so in the same words in both hosts', async (status, type, words) => {
    answer = { status, type };
    const { run } = await runNode(bench.engine, { resource: 'conversation', operation: 'downloadRecording', conversationId });
    expect(run.error?.message).toContain(words);
    const pointer = `hydrate|||${JSON.stringify({ type: 'file', method: 'hydrators.getRecording', bundle: { conversation_id: conversationId } })}|||hydrate`;
    expect(await app.hydrate(pointer)).toMatchObject({ status: 'errored', message: expect.stringContaining(words) });
  });
});
