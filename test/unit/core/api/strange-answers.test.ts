import type { Client } from '@iqra-automation/core';
import { openClient } from '../open-sandbox-client.ts';
import { AnsweringServer, failureOf, request } from './answering-server.ts';

const server = new AnsweringServer();
let client: Client;

beforeAll(() => server.open());
afterAll(() => server.close());
beforeEach(() => {
  server.asked.length = 0;
  client = openClient(server, { connection: { businessId: '184' } });
});

const query = { filter: {}, limit: 10 } as const;
const range = { from: '2026-01-01T00:00:00Z', to: '2026-02-01T00:00:00Z', comparePrevious: true };

const reads: Readonly<Record<string, (one: Client) => Promise<unknown>>> = {
  'a call': (one) => one.getCall('q1'),
  'an inbound call': (one) => one.getInboundCall('q1'),
  'a conversation': (one) => one.getConversation('s1'),
  'a web session': (one) => one.getWebSession('w1'),
  'the business': (one) => one.getBusiness(),
  'counts of usage': (one) => one.countUsage(range),
  'a list of calls': (one) => one.listCalls(query),
  'a list of inbound calls': (one) => one.listInboundCalls(query),
  'a list of conversations': (one) => one.listConversations(query),
  'a list of web sessions': (one) => one.listWebSessions(query),
  'a list of usage': (one) => one.listUsage({ filter: {}, limit: 10 }),
  'a count': (one) => one.countCalls({}),
};

describe('data that is not what was asked for is refused, never taken for an empty answer', () => {
  const strange: readonly unknown[] = [null, [], {}, 'text', { items: null }, -1, 1.5];
  test.each(Object.entries(reads))('%s', async (_name, read) => {
    for (const data of strange) {
      server.data(data);
      expect(await failureOf(read(client))).toMatchObject({ kind: 'connection', code: 'NOT_AN_IQRA_ANSWER', placement: 'not_placed' });
    }
  });

  test.each(Object.entries(reads).filter(([name]) => name.startsWith('a list')))('%s with an entry that cannot be read', async (_name, read) => {
    for (const hole of [{}, null, 'text']) {
      server.data({ items: [hole], nextCursor: null, totalCount: 1 });
      expect(await failureOf(read(client))).toMatchObject({ code: 'NOT_AN_IQRA_ANSWER' });
    }
  });

  test('counts of usage without the counts', async () => {
    server.data({ currentCounts: [] });
    expect(await failureOf(client.countUsage(range))).toMatchObject({ code: 'NOT_AN_IQRA_ANSWER' });
  });

  test.each([[null], ['text'], [[]], [['']], [[7]]])('an accepted call without a queue id (%j) is an unknown placement', async (data) => {
    server.data(data);
    expect(await client.dial(request)).toMatchObject({ kind: 'ambiguous', error: { kind: 'placement_unknown' } });
    expect(server.asked).toHaveLength(1);
  });
});

describe('what an answer leaves out', () => {
  test('a call has no words for states that the server learned later', async () => {
    server.data({ queueId: 'q1', status: 42, sessionId: 's1', sessionStatus: 99, sessionEndType: 99 });
    expect((await client.getCall('q1')).value).toEqual({
      queueId: 'q1',
      progress: 'unrecognised',
      queuedAt: '',
      processingStartedAt: null,
      leftQueueAt: null,
      callingNumberId: null,
      dynamicVariables: {},
      metadata: {},
      campaignId: null,
      recipientNumber: '',
      conversationId: 's1',
      sessionState: 'unrecognised',
      endReason: 'unrecognised',
    });
    server.data({ queueId: 'q1', status: null });
    expect((await client.getCall('q1')).value).toMatchObject({ progress: 'unrecognised', conversationId: null, sessionState: null, endReason: null });
  });

  test('a conversation without messages and parties', async () => {
    server.data({ id: 's1', startTime: '2026-11-24T09:00:00Z' });
    expect((await client.getConversation('s1')).value).toEqual({
      conversationId: 's1',
      queueId: null,
      state: 'unrecognised',
      endReason: 'not_set',
      startedAt: '2026-11-24T09:00:00Z',
      parties: [],
      messages: [],
    });
  });

  test('a message of nobody, or of a role learned later, was said by the system', async () => {
    server.data({ id: 's1', messages: [{ content: 'a' }, { role: 9, content: 'b' }, { role: 1, content: 'c' }, { role: 2, content: 'd' }, 'no message'] });
    expect((await client.getConversation('s1')).value.messages.map(({ speaker, text }) => `${speaker}: ${text}`)).toEqual([
      'system: a',
      'system: b',
      'recipient: c',
      'agent: d',
    ]);
  });

  test('a web session counts its states differently from a call', async () => {
    const progress = async (status: number | null) => {
      server.data({ queueId: 'w1', status });
      return (await client.getWebSession('w1')).value.progress;
    };
    const words: string[] = [];
    for (const status of [0, 1, 2, 3, 4, 5, 6, 7, null]) words.push(await progress(status));
    expect(words).toEqual(['queued', 'processing', 'processing', 'placed', 'failed', 'canceled', 'expired', 'unrecognised', 'unrecognised']);
  });

  test('a page without a count or a cursor is the whole list', async () => {
    server.data({ items: [{ queueId: 'q1' }, { queueId: 'q2' }] });
    expect((await client.listCalls(query)).value).toMatchObject({ items: [{ queueId: 'q1' }, { queueId: 'q2' }], nextCursor: null, totalCount: 2 });
  });

  test('usage: what is no number is left out or nothing', async () => {
    server.data({ currentCounts: { calls: 3, name: 'x' }, previousCounts: { calls: 1 } });
    expect((await client.countUsage(range)).value).toEqual({ current: { calls: 3 }, previous: { calls: 1 } });
    server.data({ currentCounts: {}, previousCounts: null });
    expect((await client.countUsage(range)).value).toEqual({ current: {}, previous: null });
    server.data({ items: [{ id: 'u1', consumedFeatures: [{ featureKey: 'Call', quantity: 2, totalUsage: 'much' }] }], nextCursor: 'c2' });
    expect((await client.listUsage({ filter: {}, limit: 10 })).value.items).toEqual([
      { id: 'u1', at: '', businessId: '', description: '', source: '', sourceId: '', features: [{ feature: 'Call', type: '', quantity: 2, unitPrice: 0, total: 0 }] },
    ]);
  });

  test('the documented casing is read alike, texts that came as numbers too', async () => {
    server.answer = { body: { Success: true, Data: { QueueId: 71, Status: 4, SessionStatus: 6, SessionEndType: 5, Metadata: { a: 'b', c: 1 } } } };
    const read = await client.getCall('71');
    expect(read.value).toMatchObject({ queueId: '71', progress: 'placed', sessionState: 'ended', endReason: 'recipient_hung_up', metadata: { a: 'b' } });
    expect(read.serverKind).toBe('documented');
  });

  test('headers of several values do not disturb', async () => {
    server.answer = { body: { success: true, data: 3 }, headers: { 'set-cookie': 'a=1' } };
    expect((await client.countCalls({})).value).toBe(3);
  });

  test("the server's time is guessed when it does not tell it", async () => {
    server.answer = { body: { success: true, data: 0 }, date: null };
    const before = Date.now();
    const read = await client.countCalls({});
    expect(read.serverTimeGuessed).toBe(true);
    expect(read.serverTimeMs).toBeGreaterThanOrEqual(before);
    server.answer = { body: { success: true, data: 0 }, date: 'Tue, 24 Nov 2026 09:00:00 GMT' };
    expect(await client.countCalls({})).toMatchObject({ serverTimeMs: Date.parse('2026-11-24T09:00:00Z') });
    expect((await client.countCalls({})).serverTimeGuessed).toBeUndefined();
  });
});

describe('the business', () => {
  const business = async (businessApp: unknown, businessData: unknown = { id: 184 }) => {
    server.data({ businessData, businessApp });
    return (await client.getBusiness()).value;
  };

  test('has its id in one of two places', async () => {
    expect(await business({ id: '184' }, {})).toEqual({ id: '184', name: '', campaigns: [], agents: [], callingNumbers: [], tools: [], switchedOff: [] });
    server.data({ businessData: {}, businessApp: {} });
    expect(await failureOf(client.getBusiness())).toMatchObject({ code: 'NOT_AN_IQRA_ANSWER' });
  });

  test("a campaign that names no limit has the server's own, ten minutes", async () => {
    const { campaigns } = await business({ telephonyCampaigns: [{ id: 'c1' }, { id: 'c2', configuration: { timeouts: { maxCallTimeS: 90 } } }, 'no campaign'] });
    expect(campaigns.map(({ id, maxCallTimeSeconds }) => [id, maxCallTimeSeconds])).toEqual([['c1', 600], ['c2', 90]]);
  });

  test('agents are named in the language of the business, else in any, else by their id', async () => {
    const agents = [
      { id: 'a1', general: { name: { en: 'Anna', de: 'Änne' } } },
      { id: 'a2', general: { name: { fr: '', en: 'Ben' } } },
      { id: 'a3', general: { name: 'Carl' } },
      { id: 'a4', general: { name: {} } },
      { id: 'a5', general: { name: 5 } },
    ];
    const named = await business({ agents }, { id: 184, defaultLanguage: 'de' });
    expect(named.agents.map(({ name }) => name)).toEqual(['Änne', 'Ben', 'Carl', 'a4', 'a5']);
    expect((await business({ agents })).agents.map(({ name }) => name)).toEqual(['Anna', 'Ben', 'Carl', 'a4', 'a5']);
  });

  test('numbers are labelled with the calling code of their country, unless they have one or their country has none', async () => {
    const numbers = [
      { id: 'n1', number: '4155550100', countryCode: 'us' },
      { id: 'n2', number: '+442079460018', countryCode: 'GB' },
      { id: 'n3', number: '1234', countryCode: 'XX', voiceEnabled: false },
      { id: 'n4', number: '5678' },
    ];
    expect((await business({ numbers })).callingNumbers).toEqual([
      { id: 'n1', label: '+14155550100', voiceEnabled: true },
      { id: 'n2', label: '+442079460018', voiceEnabled: true },
      { id: 'n3', label: '1234', voiceEnabled: false },
      { id: 'n4', label: '5678', voiceEnabled: true },
    ]);
  });
});
