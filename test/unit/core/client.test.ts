import { isIqraError, type Client, type DialRequest, type IqraError } from '@iqra-automation/core';
import { createAxiosTransport } from '@iqra-automation/core/axios';
import { operations } from '@iqra-automation/core/testing';
import { agentIds, businessIds, campaignIds, keys, numberIds, secretsInBusinessAnswer } from '../../../packages/sandbox/src/seed.ts';
import { startSandbox, type FaultRule, type Sandbox } from '../../../packages/sandbox/src/sandbox.ts';
import { openClient as openAnyClient, type ClientChange } from './open-sandbox-client.ts';

const recipient = '+14155552671';

/** With the transport that core offers. */
const openClient = (sandbox: Pick<Sandbox, 'origin'>, change: ClientChange = {}): Client => openAnyClient(sandbox, { ...change, createTransport: createAxiosTransport });

function request(change: Partial<DialRequest> = {}): DialRequest {
  return {
    recipientNumber: recipient,
    campaignId: campaignIds.reminders,
    agentId: null,
    callingNumberId: null,
    dynamicVariables: { customer_name: 'Amina & "Söhne" 🎉' },
    metadata: { crm_id: 'C-1007' },
    configMetadata: {},
    startMs: Date.now(),
    latestStartMs: Date.now() + 120_000,
    scheduled: false,
    ...change,
  };
}

async function failureOf(work: Promise<unknown>): Promise<IqraError> {
  try {
    await work;
  } catch (error) {
    if (isIqraError(error)) return error;
    throw error;
  }
  throw new Error('expected a failure');
}

describe('the client over real HTTP', () => {
  let sandbox: Sandbox;
  let client: Client;

  beforeAll(async () => {
    sandbox = await startSandbox({ timeScale: 0 });
  });
  afterAll(() => sandbox.close());
  beforeEach(() => {
    sandbox.reset();
    client = openClient(sandbox);
  });

  test('places a call and reads it back in domain words', async () => {
    const answer = await client.dial(request());
    if (answer.kind !== 'queued') throw new Error(answer.kind);
    const { value } = await client.getCall(answer.queueId);
    expect(value).toMatchObject({
      queueId: answer.queueId,
      progress: 'queued',
      recipientNumber: recipient,
      campaignId: campaignIds.reminders,
      dynamicVariables: { customer_name: 'Amina & "Söhne" 🎉' },
      metadata: { crm_id: 'C-1007' },
      leftQueueAt: null,
      sessionState: null,
    });
    await sandbox.advanceUntilSettled();
    const ended = (await client.getCall(answer.queueId)).value;
    expect(ended).toMatchObject({ progress: 'placed', sessionState: 'ended' });
    const conversation = (await client.getConversation(ended.conversationId ?? '')).value;
    expect(conversation).toMatchObject({ conversationId: ended.conversationId, queueId: answer.queueId, state: 'ended' });
    expect(conversation.parties.map((party) => party.role).sort()).toEqual(['agent', 'recipient']);
  });

  test('knows the server kind by its casing and the server time by its Date header', async () => {
    await sandbox.advance(3_600_000);
    const read = await client.countCalls({});
    expect(read.serverKind).toBe('config');
    expect(Math.abs(read.serverTimeMs - sandbox.now())).toBeLessThan(1_000);
  });

  test('pages through a list by cursor alone', async () => {
    for (let n = 0; n < 7; n += 1) await client.dial(request({ metadata: { n: String(n) } }));
    const first = (await client.listCalls({ filter: { recipientNumbers: [recipient] }, limit: 5 })).value;
    expect(first.items).toHaveLength(5);
    expect(first.totalCount).toBe(7);
    const second = (await client.listCalls({ cursor: first.nextCursor ?? '', limit: 5 })).value;
    expect(second.items).toHaveLength(2);
    expect(second.nextCursor).toBeNull();
    expect(new Set([...first.items, ...second.items].map((call) => call.metadata['n'])).size).toBe(7);
  });

  test('reads inbound calls, web sessions, usage and conversations', async () => {
    const queueId = sandbox.addInboundCall();
    await sandbox.advance(600_000);
    expect((await client.getInboundCall(queueId)).value).toMatchObject({ queueId, callerNumber: '+14155550123' });
    expect((await client.countInboundCalls({})).value).toBe(1);
    expect((await client.listInboundCalls({ filter: {}, limit: 10 })).value.items).toHaveLength(1);
    expect((await client.listConversations({ filter: {}, limit: 10 })).value.items).toHaveLength(1);
    expect((await client.listWebSessions({ filter: {}, limit: 10 })).value.items).toEqual([]);
    const range = { from: '2020-01-01T00:00:00Z', to: '2100-01-01T00:00:00Z', comparePrevious: false };
    expect(typeof (await client.countUsage(range)).value.current).toBe('object');
    expect(Array.isArray((await client.listUsage({ filter: {}, limit: 10 })).value.items)).toBe(true);
  });

  test('picks names, variables and limits out of the business and lets no secret through', async () => {
    const business = (await client.getBusiness()).value;
    const reminders = business.campaigns.find((campaign) => campaign.id === campaignIds.reminders);
    expect(reminders).toMatchObject({ maxCallTimeSeconds: 600, dynamicVariables: [{ key: 'customer_name', required: true, mayBeEmpty: false }, { key: 'appointment_time' }] });
    expect(business.agents.map((agent) => agent.id)).toContain(agentIds.reminder);
    expect(business.callingNumbers.find((number) => number.id === numberIds.us)?.label).toMatch(/^\+1\d{10}$/);
    for (const secret of secretsInBusinessAnswer) expect(JSON.stringify(business)).not.toContain(secret);
  });

  describe('refuses in words that tell what to do', () => {
    test.each([
      ['a revoked key', { apiKey: keys.revoked.text }, 'authentication', 'API_KEY_NOT_FOUND'],
      ['a key of another kind', { apiKey: 'sk_live_1' }, 'authentication', 'API_KEY_FORMAT'],
      ['a key for other businesses', { apiKey: keys.restrictedElsewhere.text }, 'permission', 'API_KEY_RESTRICTED'],
      ['a key without the right to read calls', { apiKey: keys.withoutOutboundQueue.text }, 'permission', 'PERMISSION_MISSING'],
      ['a disabled account', { apiKey: keys.disabledUser.text }, 'disabled', 'ACCOUNT_DISABLED'],
      ['a disabled business', { connection: { businessId: String(businessIds.disabled) } }, 'disabled', 'BUSINESS_DISABLED'],
      ['a read-only business', { connection: { businessId: String(businessIds.readOnly) } }, 'disabled', 'BUSINESS_READ_ONLY'],
      ['a business that does not exist', { connection: { businessId: '999999' } }, 'not_found', 'BUSINESS_NOT_FOUND'],
    ] as const)('%s', async (_name, change, kind, code) => {
      const error = await failureOf(openClient(sandbox, change).checkConnection());
      expect(error).toMatchObject({ kind, code, placement: 'not_placed' });
      expect(error.nextStep.length).toBeGreaterThan(20);
    });

    test.each([
      ['a web page', 'html', 'NOT_AN_IQRA_ANSWER'],
      ['a redirect to a login or an installer', 'redirect', 'REDIRECTED'],
      ['an empty body', 'empty_body', 'NOT_AN_IQRA_ANSWER'],
      ['JSON of another kind', 'wrong_json', 'NOT_AN_IQRA_ANSWER'],
    ] as const)('%s', async (_name, kind, code) => {
      sandbox.faults.add({ kind, times: null });
      expect(await failureOf(client.checkConnection())).toMatchObject({ kind: 'connection', code });
    });

    test('an address where nothing listens', async () => {
      const closed = openClient({ origin: 'http://127.0.0.1:9' });
      expect(await failureOf(closed.checkConnection())).toMatchObject({ kind: 'connection', code: 'NOT_REACHED' });
      expect((await closed.dial(request())).kind).toBe('not_sent');
    });
  });

  describe('classifies what a dial proves', () => {
    const rules: readonly (readonly [string, FaultRule, string])[] = [
      ['a connection dropped before the answer', { kind: 'drop', when: 'after_accept' }, 'ambiguous'],
      ['a reset', { kind: 'reset', when: 'before_accept' }, 'ambiguous'],
      ['a cut body', { kind: 'truncated', when: 'after_accept' }, 'ambiguous'],
      ['a web page', { kind: 'html' }, 'ambiguous'],
      ['a redirect', { kind: 'redirect' }, 'ambiguous'],
      ['an empty body', { kind: 'empty_body', when: 'after_accept' }, 'ambiguous'],
      ['HTTP 500', { kind: '500', when: 'after_accept' }, 'ambiguous'],
      ['HTTP 502', { kind: '502' }, 'ambiguous'],
      ['HTTP 504', { kind: '504' }, 'ambiguous'],
      ['a failed insert', { kind: 'enqueue_error', when: 'after_accept' }, 'ambiguous'],
      ['an unknown exception', { kind: 'exception', message: 'A timeout occurred after 30000ms selecting a server' }, 'ambiguous'],
      ['queued without an id', { kind: 'queued_without_id', when: 'after_accept' }, 'queued_without_id'],
      ['a failed preparation', { kind: 'group_add_error' }, 'refused'],
      ['an empty balance', { kind: 'insufficient_balance' }, 'refused'],
      ['HTTP 401', { kind: '401' }, 'refused'],
      ['HTTP 403', { kind: '403' }, 'refused'],
      ['HTTP 413', { kind: '413' }, 'refused'],
      ['HTTP 429', { kind: '429', retryAfterSeconds: 7 }, 'throttled'],
    ];

    test.each(rules)('%s', async (_name, rule, kind) => {
      sandbox.faults.add({ ...rule, match: { operation: 'initiateCall' } });
      const answer = await client.dial(request());
      expect(answer).toMatchObject(kind === 'throttled' ? { kind, retryAfterMs: 7_000 } : { kind });
      expect(sandbox.requests().filter((one) => one.operation === 'initiateCall')).toHaveLength(1);
    });

    test('an answer that comes too late', async () => {
      sandbox.faults.add({ kind: 'hang', when: 'after_accept', match: { operation: 'initiateCall' } });
      const impatient = openClient(sandbox, { deps: { dialTimeoutMs: 150 } });
      expect((await impatient.dial(request())).kind).toBe('ambiguous');
    });

    test.each([
      ['a campaign that is gone', { campaignId: '000000000000000000000000' }, 'CAMPAIGN_NOT_FOUND'],
      ['a campaign whose agent is gone', { campaignId: campaignIds.orphaned }, 'CAMPAIGN_AGENT_NOT_FOUND'],
      ['a campaign whose number is gone', { campaignId: campaignIds.numberGone }, 'CALLING_NUMBER_NOT_FOUND'],
      ['a calling number without voice', { campaignId: campaignIds.voiceDisabled }, 'CALLING_NUMBER_NO_VOICE'],
      ['a missing variable', { dynamicVariables: {} }, 'VARIABLE_REQUIRED'],
      ['a number the server refuses', { recipientNumber: '+1234567890' }, 'RECIPIENT_INVALID'],
    ] as const)('%s is a refusal with its own code', async (_name, change, code) => {
      const answer = await client.dial(request(change));
      if (answer.kind !== 'refused') throw new Error(answer.kind);
      expect(answer.error).toMatchObject({ code, placement: 'not_placed' });
      expect(sandbox.ledger().accepted).toEqual([]);
    });
  });

  test('keeps back a form that the server would refuse for its size', async () => {
    const huge = Object.fromEntries(Array.from({ length: 120 }, (_, n) => [`v${n}`, 'é'.repeat(25_000)]));
    const answer = await client.dial(request({ dynamicVariables: { customer_name: 'Amina', ...huge } }));
    if (answer.kind !== 'refused') throw new Error(answer.kind);
    expect(answer.error).toMatchObject({ kind: 'input', code: 'REQUEST_TOO_LARGE', placement: 'not_placed' });
    expect(sandbox.requests()).toEqual([]);
  });

  test('no operation that is not a read is ever sent twice, whatever fails', async () => {
    const kinds = ['drop', 'reset', 'truncated', 'html', 'redirect', 'empty_body', 'wrong_json', '401', '403', '413', '429', '500', '502', '503', '504'] as const;
    const unsafe = Object.entries(operations).filter(([, operation]) => operation.effect !== 'read');
    expect(unsafe.map(([name]) => name)).toEqual(['initiateCall']);
    for (const kind of kinds) {
      sandbox.reset();
      sandbox.faults.add({ kind, times: null });
      await client.dial(request());
      expect(sandbox.requests()).toHaveLength(1);
    }
  });

  test('a read is asked again after a passing failure, and not after a definite one', async () => {
    sandbox.faults.add({ kind: '502', times: 2 });
    expect((await client.countCalls({})).value).toBe(0);
    expect(sandbox.requests()).toHaveLength(3);
    sandbox.reset();
    sandbox.faults.add({ kind: '403', times: null });
    await failureOf(client.countCalls({}));
    expect(sandbox.requests()).toHaveLength(1);
  });

  test('a count reports the database failure that a list hides', async () => {
    await client.dial(request());
    sandbox.faults.add({ kind: 'db_failure', times: null });
    expect((await client.listCalls({ filter: {}, limit: 10 })).value).toEqual({ items: [], nextCursor: null, totalCount: 0 });
    expect(await failureOf(client.countCalls({}))).toMatchObject({ kind: 'server', code: 'SERVER_DATABASE' });
  });
});

describe('both kinds of server find what they read in one body', () => {
  test.each(['config', 'documented', 'either'] as const)('a server of the kind "%s"', async (format) => {
    const sandbox = await startSandbox({ timeScale: 0, format });
    try {
      const client = openClient(sandbox);
      const answer = await client.dial(request({ agentId: agentIds.reminder, callingNumberId: numberIds.us }));
      if (answer.kind !== 'queued') throw new Error(`${answer.kind}: ${answer.error.message}`);
      const read = await client.getCall(answer.queueId);
      expect(read.serverKind).toBe(format === 'documented' ? 'documented' : 'config');
      expect(read.value).toMatchObject({ recipientNumber: recipient, metadata: { crm_id: 'C-1007' }, dynamicVariables: { customer_name: 'Amina & "Söhne" 🎉' } });
    } finally {
      await sandbox.close();
    }
  });
});
