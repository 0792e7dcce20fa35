import * as core from '@iqra-automation/core';
import { createCallingMemory, createClient, createDoNotCallList, parseConnection, placeCall, refuseIfListed } from '@iqra-automation/core';
import * as axiosEntry from '@iqra-automation/core/axios';
import { createAxiosTransport, systemClock } from '@iqra-automation/core/axios';
import { startSandbox, type Sandbox } from '../../../packages/sandbox/src/sandbox.ts';
import { campaignIds } from '../../../packages/sandbox/src/seed.ts';

/** Names that people outside this repository may build on. */
const promised = [
  'IqraError',
  'conversations',
  'createCallingMemory',
  'createClient',
  'createDoNotCallList',
  'isIqraError',
  'nextAllowedInterval',
  'normalizePhoneNumber',
  'parseConnection',
  'placeCall',
  'planCallTime',
  'polling',
  'readTimeZone',
  'refuseIfListed',
] as const;

describe("core's entry, used from outside", () => {
  let sandbox: Sandbox;

  beforeAll(async () => {
    sandbox = await startSandbox({ timeScale: 0 });
  });
  afterAll(() => sandbox.close());

  test('has what is promised, and little else', () => {
    expect(promised.filter((name) => !(name in core))).toEqual([]);
    expect(['peekEndedCalls', 'pollEndedCalls', 'sweepEndedCalls'].filter((name) => !(name in core.polling))).toEqual([]);
    expect(core.conversations).toHaveProperty('readConversation');
    expect(Object.keys(core).length).toBeLessThanOrEqual(45);
    expect(Object.keys(axiosEntry).sort()).toEqual(['createAxiosTransport', 'systemClock']);
  });

  test('places a call with these calls and no others', async () => {
    const connection = parseConnection(
      { apiKey: sandbox.apiKey, businessId: String(sandbox.businessId), baseUrl: `${sandbox.origin}/`, requestFormat: 'auto' },
      { allowHttp: true },
    );
    const clock = { ...systemClock };
    const client = createClient({ transport: createAxiosTransport({ apiKey: sandbox.apiKey }), connection, clock });
    const input = { recipientNumber: '+14155552671', campaignId: campaignIds.reminders, dynamicVariables: { customer_name: 'Amina' } };
    const from = { source: 'script', itemId: 'item-1', stepId: '' };
    const memory = createCallingMemory();
    const placed = await placeCall({ client, connection, clock, memory }, input, from);
    expect(placed).toMatchObject({ placed: true, deduplicated: false, recipientNumber: '+14155552671' });
    expect(await placeCall({ client, connection, clock, memory }, input, from)).toMatchObject({ queueId: placed.queueId, placed: false, deduplicated: true });
  });

  test('plain http is for loopback, unless it is allowed', () => {
    const raw = { apiKey: 'k', businessId: '184', baseUrl: 'http://iqra.example', requestFormat: 'auto' };
    expect(parseConnection(raw, { allowHttp: true })).toEqual({ baseUrl: 'http://iqra.example', businessId: '184', requestFormat: 'auto' });
    expect(() => parseConnection(raw, { allowHttp: false })).toThrow(/https/);
  });

  test('a listed number is refused, one that is not listed is not', () => {
    const list = createDoNotCallList('+14155552671, +442079460018', {});
    expect(refuseIfListed(list, '+14155552671')).toMatchObject({ code: 'DO_NOT_CALL', placement: 'not_placed' });
    expect(refuseIfListed(list, '+14155552672')).toBeNull();
  });
});
