import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { campaignIds } from '../../packages/sandbox/src/seed.ts';
import { createZap } from '../hosts/zapier/zap.ts';
import { startZapierWithSandbox, type ZapierWithSandbox } from '../hosts/zapier/zapier-with-sandbox.ts';

const minuteMs = 60_000;
const startAt = Date.parse('2026-12-01T15:00:00Z');
/** `LONG_TALKS=600` was run on 2026-11-30: two minutes, none lost. */
const calls = Number(process.env['LONG_TALKS'] ?? 150);
const talk = 'I would rather come on Tuesday. '.repeat(6_250);
/** RESPONSE_SIZE_LIMIT of zapier-platform-core. */
const limitBytes = 6_291_456;

let zapier: ZapierWithSandbox;
let road: Server;

/** The road to the sandbox, on which every conversation grows to 200 kB. */
async function startRoad(target: () => string): Promise<string> {
  road = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      void (async () => {
        const { authorization = '', 'content-type': type = '' } = request.headers;
        const body = chunks.length === 0 ? {} : { body: Buffer.concat(chunks) };
        const answer = await fetch(`${target()}${request.url ?? ''}`, { method: request.method ?? 'GET', headers: { authorization, 'content-type': type }, ...body });
        const text = await answer.text();
        const long = (request.url ?? '').includes('/conversations/') ? text.replace('"messages":[', `"messages":[{"senderId":null,"role":1,"content":"${talk}","timestamp":"2026-12-01T16:00:00Z"},`) : text;
        response.writeHead(answer.status, { 'content-type': answer.headers.get('content-type') ?? '', date: answer.headers.get('date') ?? '' }).end(long);
      })();
    });
  });
  await new Promise<void>((resolve) => road.listen(0, '127.0.0.1', resolve));
  return `http://127.0.0.1:${(road.address() as AddressInfo).port}`;
}

beforeAll(async () => {
  const base = await startRoad(() => zapier.sandbox.origin);
  zapier = await startZapierWithSandbox({
    sandbox: { timeScale: 0, startAt, outcomeOf: () => 'agent_hung_up' },
    app: { process: 'own', nowMs: () => zapier.sandbox.now() },
    authData: { base_url: base },
  });
});
afterAll(async () => {
  await zapier.close();
  road.closeAllConnections();
  await new Promise((resolve) => road.close(resolve));
});

/** Calls that somebody placed with the API alone. */
async function place(): Promise<void> {
  const { authData, sandbox } = zapier;
  const schedule = { dateTimeUTC: new Date(sandbox.now()).toISOString(), maxDateTimeUTC: new Date(sandbox.now() + 60 * minuteMs).toISOString() };
  for (let at = 0; at < calls; at += 1) {
    const body = new FormData();
    const number = { type: 0, toNumber: `+1415555${String(1000 + at)}` };
    body.set('config', JSON.stringify({ campaignId: campaignIds.consultation, number, schedule }));
    await fetch(`${sandbox.origin}/api/v1/business/184/call/initiate`, { method: 'POST', headers: { authorization: `Token ${String(authData['api_key'])}` }, body });
  }
}

test(`${calls} calls with 200 kB of words each that end together: each starts the Zap once, with its words`, async () => {
  const zap = createZap(zapier.app, 'call_completed', {});
  const told: { readonly number: unknown; readonly words: number }[] = [];
  const poll = async (): Promise<string> => {
    zapier.app.moveClock(zapier.sandbox.now());
    const outcome = await zap.poll();
    if (outcome.status !== 'success') return outcome.message;
    told.push(...outcome.newItems.map((item) => ({ number: item['recipient_number'], words: JSON.stringify(item).length })));
    return 'success';
  };
  zapier.app.moveClock(zapier.sandbox.now());
  expect(await zap.turnOn()).toMatchObject({ status: 'success' });
  // The mark is old enough to start from by then.
  for (let at = 0; at < 4; at += 1) {
    await zapier.sandbox.advance(15 * minuteMs);
    await poll();
  }
  expect(50 * talk.length).toBeGreaterThan(limitBytes);
  await place();
  await zapier.sandbox.advanceUntilSettled();
  const polls: string[] = [];
  for (let at = 0; at < 16; at += 1) {
    polls.push(await poll());
    await zapier.sandbox.advance(15 * minuteMs);
  }
  expect([told.length, new Set(told.map(({ number }) => number)).size]).toEqual([calls, calls]);
  expect([...new Set(polls)]).toEqual(['success']);
  expect(told.filter(({ words }) => words < talk.length)).toEqual([]);
}, 600_000);
