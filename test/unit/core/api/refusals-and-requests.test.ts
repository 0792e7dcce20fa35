import { transports, type Client } from '@iqra-automation/core';
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

describe('refusals', () => {
  const refusal = async (answer: AnsweringServer['answer']) => {
    server.answer = answer;
    return await failureOf(client.countCalls({}));
  };

  test('without code and message are told as such, and prove nothing about a dial', async () => {
    expect(await refusal({ body: { success: false } })).toMatchObject({
      kind: 'server',
      code: 'SERVER_CODE_UNKNOWN',
      message: 'The server refused with the code (none).',
      placement: 'not_placed',
    });
    server.asked.length = 0;
    expect(await client.dial(request)).toMatchObject({ kind: 'ambiguous', error: { code: 'SERVER_CODE_UNKNOWN' } });
    expect(server.asked).toHaveLength(1);
  });

  test('keep the message of the server where its code is not known', async () => {
    expect(await refusal({ body: { success: false, code: 'Nobody:KNOWS_THIS', message: 'A new rule.' } })).toMatchObject({
      message: 'A new rule.',
      serverCode: 'Nobody:KNOWS_THIS',
    });
  });

  test.each([
    [401, 'authentication', 'API_KEY_REFUSED'],
    [403, 'permission', 'ACCESS_REFUSED'],
    [404, 'connection', 'ADDRESS_NOT_FOUND'],
    [415, 'input', 'REQUEST_REFUSED'],
  ])('with HTTP %i and a code nobody knows count by their status', async (status, kind, code) => {
    const error = await refusal({ status, body: { success: false, code: 'Nobody:KNOWS_THIS', message: 'x' } });
    expect(error).toMatchObject({ kind, code, httpStatus: status });
  });

  test('that a failing server words prove nothing, whatever they say', async () => {
    const known = { success: false, code: 'CheckModulePermission:MAKECALL', message: null };
    expect(await refusal({ body: known })).toMatchObject({ kind: 'permission', code: 'PERMISSION_MISSING' });
    for (const status of [302, 500, 503]) expect(await refusal({ status, body: known })).toMatchObject({ kind: 'server', code: 'SERVER_CODE_UNKNOWN' });
    server.answer = { status: 500, body: known };
    expect(await client.dial(request)).toMatchObject({ kind: 'ambiguous' });
  });

  test.each(['InitiateCall:ForwardCallInitiationRequestAsync:EXCEPTION', 'InitiateCall:SomeLaterStep:NOT_FOUND', 'InitiateCall:DATABASE_COUNT_ERROR'])(
    'of a dial are not explained by a row of the reading operations: %s proves nothing',
    async (code) => {
      server.answer = { body: { success: false, code, message: 'x' } };
      expect(await client.dial(request)).toMatchObject({ kind: 'ambiguous', error: { code: 'SERVER_CODE_UNKNOWN', placement: 'unknown' } });
      expect(server.asked).toHaveLength(1);
    },
  );

  test('a success with the status of a failure is none', async () => {
    expect(await refusal({ status: 500, body: { success: true, data: 7 } })).toMatchObject({ kind: 'server', code: 'SERVER_FAULT' });
  });

  test('of a module that nobody knows name it as the server does', async () => {
    expect((await refusal({ body: { success: false, code: 'CheckModulePermission:FAXES_RETRIEVING' } })).message).toContain('"FAXES_RETRIEVING, retrieving"');
  });

  test("the server's catch-all leaves a dial open, but a read has just failed", async () => {
    const caught = { success: false, code: 'InitiateCall:EXCEPTION', message: 'Object reference not set.' };
    expect(await refusal({ body: caught })).toMatchObject({ kind: 'server', placement: 'not_placed' });
    server.answer = { body: caught };
    expect(await client.dial(request)).toMatchObject({ kind: 'ambiguous', error: { kind: 'placement_unknown' } });
  });

  test('a transport that ran out of time sent nothing', async () => {
    const failure = { kind: 'failure', failure: { sent: 'no', code: transports.outOfTimeCode, message: '' } } as const;
    const late = openClient(server, { deps: { transport: { send: () => Promise.resolve(failure) } } });
    expect(await failureOf(late.countCalls({}))).toMatchObject({ kind: 'server', code: 'NO_TIME_LEFT', placement: 'not_placed' });
    expect(await late.dial(request)).toMatchObject({ kind: 'not_sent' });
  });

  test('of the balance are known by their words, since their codes are not published', async () => {
    expect(await refusal({ body: { success: false, code: 'Billing:NO_MINUTES_LEFT', message: null } })).toMatchObject({ code: 'BALANCE_TOO_LOW' });
  });

  test('of the framework are told in its own sentences, if it has any', async () => {
    const errors = { limit: ['The field Limit is too large.', 7], other: 'no list' };
    expect((await refusal({ status: 400, body: { errors } })).message).toBe('The server refused the request (HTTP 400). It says: The field Limit is too large.');
    expect((await refusal({ status: 400, body: { errors: 'none' } })).message).toBe('The server refused the request (HTTP 400).');
  });

  test.each([
    ['seconds', '7', 7_000],
    ['parts of a second', '0.5', 500],
    ['a date', 'Tue, 24 Nov 2026 09:00:20 GMT', 20_000],
    ['a date that has passed', 'Tue, 24 Nov 2026 08:00:00 GMT', 0],
    ['words', 'later', 30_000],
    ['nothing', ' ', 30_000],
  ])('that ask for patience with %s', async (_name, header, retryAfterMs) => {
    server.answer = { status: 429, headers: { 'retry-after': header }, date: 'Tue, 24 Nov 2026 09:00:00 GMT' };
    expect(await client.dial(request)).toMatchObject({ kind: 'throttled', retryAfterMs });
  });

  test('that ask for patience until a date, without telling the time, or without a header', async () => {
    server.answer = { status: 429, headers: { 'retry-after': 'Tue, 24 Nov 2026 09:00:20 GMT' }, date: null };
    expect(await client.dial(request)).toMatchObject({ kind: 'throttled', retryAfterMs: 30_000 });
    server.answer = { status: 429 };
    expect(await client.dial(request)).toMatchObject({ kind: 'throttled', retryAfterMs: 30_000 });
  });

  test('that ask for patience are told to the host, with how long', async () => {
    const told: number[] = [];
    const polite = openClient(server, { deps: { onThrottled: (ms) => told.push(ms) } });
    server.answer = { status: 429, headers: { 'retry-after': '3' } };
    await polite.dial(request);
    expect(told).toEqual([3_000]);
  });
});

describe('what is sent', () => {
  test('filters of web sessions and conversations, in the words of the server', async () => {
    server.data({ items: [] });
    await client.listWebSessions({ filter: { createdFrom: 'a', createdTo: 'b', clientIdentifiers: ['d'] }, limit: 10 });
    expect(server.lastBody).toMatchObject({ filter: { startCreatedDate: 'a', endCreatedDate: 'b', clientIdentifiers: ['d'] } });
    await client.listConversations({ filter: { startedFrom: 'a', startedTo: 'b' }, limit: 10 });
    expect(server.lastBody).toMatchObject({ filter: { startStartedDate: 'a', endStartedDate: 'b' } });
    await client.listConversations({ filter: {}, limit: 10 });
    expect(server.lastBody).toMatchObject({ filter: {} });
  });

  test('a page of usage stays within what the server answers', async () => {
    server.data({ items: [] });
    await client.listUsage({ limit: 5_000, cursor: 'c2' });
    expect(server.lastBody).toEqual({ limit: 50, nextCursor: 'c2', businessIds: [184] });
    await client.listUsage({ filter: {}, limit: 0 });
    expect(server.lastBody).toEqual({ limit: 1, nextCursor: null, businessIds: [184] });
  });

  test.each([
    ['config', true, false],
    ['documented', false, true],
    ['auto', true, true],
  ] as const)('a call in the form %s', async (requestFormat, hasConfig, hasFields) => {
    server.data(['q1']);
    const formal = openClient(server, { connection: { requestFormat } });
    expect(await formal.dial(request)).toMatchObject({ kind: 'queued', queueId: 'q1' });
    const sent = server.asked.at(-1)?.body ?? '';
    expect([sent.includes('name="config"'), sent.includes('name="RecipientNumber"')]).toEqual([hasConfig, hasFields]);
  });

  test('no configuration without a campaign: the server that reads it needs one', async () => {
    server.data(['q1']);
    await client.dial({ ...request, campaignId: null, agentId: 'a1', callingNumberId: 'n1' });
    expect(server.asked.at(-1)?.body).not.toContain('name="config"');
  });

  test('nothing, when the form is larger than the server takes', async () => {
    const large = { ...request, metadata: { text: 'x'.repeat(10_485_760) } };
    expect(await client.dial(large)).toMatchObject({ kind: 'refused', error: { code: 'REQUEST_TOO_LARGE', placement: 'not_placed' } });
    expect(server.asked).toEqual([]);
  });
});

describe("the host's deadline", () => {
  test('a read that failed is not repeated past it', async () => {
    server.answer = { status: 503, body: 'busy' };
    const hurried = openClient(server, { deps: { deadlineMs: Date.now() + 50 } });
    expect(await failureOf(hurried.countCalls({}))).toMatchObject({ kind: 'server', code: 'SERVER_FAULT' });
    expect(server.asked).toHaveLength(1);
    const patient = openClient(server, { deps: { deadlineMs: Date.now() + 3_600_000 } });
    server.asked.length = 0;
    await failureOf(patient.countCalls({}));
    expect(server.asked.length).toBeGreaterThan(1);
  });
});
