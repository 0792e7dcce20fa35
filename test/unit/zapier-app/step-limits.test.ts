import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { StepResult } from '../../hosts/zapier/step-result.ts';
import type { Values } from '../../hosts/zapier/zapier-app.ts';
import { startZapierInIdleTime, type ZapierInIdleTime } from '../../hosts/zapier/zapier-in-idle-time.ts';
import { startZapierWithSandbox, type ZapierWithSandbox } from '../../hosts/zapier/zapier-with-sandbox.ts';
import { campaignIds } from '../../../packages/sandbox/src/seed.ts';
import { depth } from '../../depth.ts';

const input: Values = { recipient_number: '+14155552671', campaign_id: campaignIds.consultation, event_key: 'lead-1', calling_hours: 'off' };

/** The limit of 30 seconds is measured in real time by `pnpm check:zapier`. */
describe("Zapier's limits on one step", () => {
  let zapier: ZapierWithSandbox;

  describe('requests: 429', () => {
    let zapier: ZapierInIdleTime;

    beforeAll(async () => {
      zapier = await startZapierInIdleTime();
    });
    afterAll(() => zapier.close());
    beforeEach(() => zapier.forget());

    it('before anything was sent Zapier is told when to run the step again', async () => {
      zapier.sandbox.faults.add({ kind: '429', times: null, retryAfterSeconds: 40 });
      expect(await zapier.app.create('initiate_call', input)).toMatchObject({ status: 'throttled', retryAfterSeconds: 40 });
      zapier.sandbox.faults.clear();
      zapier.sandbox.faults.add({ kind: '429', times: null });
      expect(await zapier.app.create('initiate_call', input)).toMatchObject({ status: 'throttled', retryAfterSeconds: 30 });
      expect(zapier.sandbox.ledger().accepted).toEqual([]);
    });

    it('of the call itself as well: the run that Zapier then starts looks first', async () => {
      const refused = { kind: '429', match: { operation: 'initiateCall' } } as const;
      zapier.sandbox.faults.add({ ...refused, retryAfterSeconds: 1 });
      await untilRunAgain(await zapier.app.create('initiate_call', input));
      expect(await zapier.app.create('initiate_call', input)).toMatchObject({ status: 'success', results: { status: 'placed' } });
      zapier.sandbox.faults.add({ ...refused, when: 'after_accept', retryAfterSeconds: 9 });
      await untilRunAgain(await zapier.app.create('initiate_call', { ...input, event_key: 'later' }));
      expect(await zapier.app.create('initiate_call', { ...input, event_key: 'later' })).toMatchObject({ status: 'success', results: { status: 'already_called' } });
      expect(zapier.sandbox.ledger().accepted).toHaveLength(2);
      // A step that may not look is not run again by Zapier.
      zapier.sandbox.faults.add({ kind: '429', match: { operation: 'initiateCall' } });
      const blind = { ...input, event_key: 'blind', check_before_sending: 'false' };
      expect(await zapier.app.create('initiate_call', blind)).toMatchObject({ status: 'errored', message: expect.stringContaining('429') });
    });
  });

  /** Whoever sends a bare 429 may still pass the request on: Zapier runs the step again once that cannot happen any more, two minutes later at least. */
  async function untilRunAgain(result: StepResult): Promise<void> {
    if (result.status !== 'throttled') throw new Error(`Not throttled: ${JSON.stringify(result)}`);
    expect(result.retryAfterSeconds).toBeGreaterThan(120);
    await new Promise((resolve) => setTimeout(resolve, (result.retryAfterSeconds ?? 0) * 1_000));
  }

  describe('size: 6 MB', () => {
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
      const count = depth({ whole: 9, quick: 4 });
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
      longText = 'word '.repeat(depth({ whole: 400_000, quick: 150_000 }));
      const placed = await zapier.app.create('initiate_call', input);
      await zapier.sandbox.advanceUntilSettled();
      const queue_id = (placed as { readonly results: Values }).results['queue_id'];
      for (const search of ['find_conversation', 'find_call']) {
        const result = await zapier.app.search(search, { queue_id }, viaInflater());
        expect(result).toMatchObject({ status: 'errored', message: expect.stringMatching(/MB large; Zapier takes at most 6\.0 MB/) });
      }
    });
  });
});
