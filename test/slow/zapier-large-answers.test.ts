import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Values } from '../hosts/zapier/zapier-app.ts';
import { startZapierWithSandbox, type ZapierWithSandbox } from '../hosts/zapier/zapier-with-sandbox.ts';
import { campaignIds } from '../../packages/sandbox/src/seed.ts';

const input: Values = { recipient_number: '+14155552671', campaign_id: campaignIds.consultation, event_key: 'lead-1', calling_hours: 'off' };

/** RESPONSE_SIZE_LIMIT of zapier-platform-core: 6 MB. */
describe("Zapier's limit on the size of an answer", () => {
  let zapier: ZapierWithSandbox;
  let inflater: Server;
  let longText: string;

  beforeEach(async () => {
    zapier = await startZapierWithSandbox({ sandbox: { timeScale: 0, outcomeOf: () => 'agent_hung_up' } });
    longText = 'word '.repeat(40_000);
    inflater = createServer((request, response) => void inflate(request.url ?? '', request, response));
    inflater.listen(0, '127.0.0.1');
    await once(inflater, 'listening');
  });
  afterEach(async () => {
    inflater.closeAllConnections();
    inflater.close();
    await once(inflater, 'close');
    await zapier.close();
  });

  /** Hands requests on to the sandbox, and makes every message of a conversation very long. */
  const inflate = async (path: string, request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const headers = { authorization: String(request.headers.authorization), ...(chunks.length === 0 ? {} : { 'content-type': String(request.headers['content-type']) }) };
    const answer = await fetch(`${zapier.sandbox.origin}${path}`, { method: request.method ?? 'GET', headers, ...(chunks.length === 0 ? {} : { body: Buffer.concat(chunks) }) });
    const text = await answer.text();
    response.end(path.includes('/conversations/') ? text.replace(/"content":"/g, `"content":"${longText}`) : text);
  };

  const viaInflater = () => ({ authData: { ...zapier.authData, base_url: `http://127.0.0.1:${String((inflater.address() as AddressInfo).port)}` } });

  it('a poll puts pointers in the place of long transcripts, newest kept first, and loses no call', async () => {
    const count = 9;
    for (let at = 0; at < count; at += 1) await zapier.app.create('initiate_call', { ...input, recipient_number: `+1415555267${String(at)}` });
    await zapier.sandbox.advanceUntilSettled();
    const result = await zapier.app.pollTrigger('call_completed', {}, viaInflater());
    const items = (result as { readonly results: readonly Values[] }).results;
    expect(items).toHaveLength(count);
    expect(Buffer.byteLength(JSON.stringify(items))).toBeLessThanOrEqual(6_291_456);
    const isPointer = items.map((item) => String(item['transcript']).startsWith('hydrate|||'));
    expect(isPointer[0]).toBe(false);
    expect(isPointer.at(-1)).toBe(true);
    expect(isPointer).toEqual([...isPointer].toSorted((a, b) => Number(a) - Number(b)));
  });

  it('a search refuses a conversation that is too large, with a sentence', async () => {
    longText = 'word '.repeat(400_000);
    const placed = await zapier.app.create('initiate_call', input);
    await zapier.sandbox.advanceUntilSettled();
    const queue_id = (placed as { readonly results: Values }).results['queue_id'];
    for (const search of ['find_conversation', 'find_call']) {
      const result = await zapier.app.search(search, { queue_id }, viaInflater());
      expect(result).toMatchObject({ status: 'errored', message: expect.stringMatching(/MB large; Zapier takes at most 6\.0 MB/) });
    }
  });
});
