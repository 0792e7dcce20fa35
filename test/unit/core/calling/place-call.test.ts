import { createCallingMemory, createLedger, isIqraError, placeCall, type HostEvent, type IqraError, type PlacedCall, type RequestFormat, type Business, type Campaign, type PlannedCall, type Read } from '@iqra-automation/core';
import { startSandbox, type Sandbox } from '../../../../packages/sandbox/src/sandbox.ts';
import { agentIds, campaignIds, keys, numberIds } from '../../../../packages/sandbox/src/seed.ts';
import { openCaller, realClock } from '../open-sandbox-client.ts';
import { addEmptyValues, prepareEmptyValues } from '../../../../packages/core/src/calling/place-call.ts';

const recipient = '+14155552671';
const form = { recipientNumber: recipient, campaignId: campaignIds.reminders, dynamicVariables: { customer_name: 'Amina' }, callingHours: 'off' };
const item = (itemId: string | null): HostEvent => ({ source: 'test', itemId, stepId: 'step' });

describe('placing a call from a form', () => {
  let sandbox: Sandbox;
  let memory = createCallingMemory();

  beforeEach(async () => {
    sandbox = await startSandbox({ timeScale: 0 });
    memory = createCallingMemory();
  });
  afterEach(() => sandbox.close());

  function place(raw: Record<string, unknown>, host = item('1'), requestFormat: RequestFormat = 'auto', apiKey = keys.full.text): Promise<PlacedCall> {
    return placeCall({ ...openCaller(sandbox, { apiKey, connection: { requestFormat } }), memory }, raw, host);
  }

  async function refusalOf(raw: Record<string, unknown>, host?: HostEvent, format?: RequestFormat, apiKey?: string): Promise<IqraError> {
    try {
      await place(raw, host, format, apiKey);
    } catch (error) {
      if (isIqraError(error)) return error;
      throw error;
    }
    throw new Error('expected a refusal');
  }

  const sent = () => sandbox.requests().filter((one) => one.operation === 'initiateCall');

  test('sends strict E.164, whatever the text looked like, and says what it repaired', async () => {
    const placed = await place({ ...form, recipientNumber: ' (415) 555-2671 ext. 12', defaultCountry: 'US' });
    expect(placed).toMatchObject({ placed: true, deduplicated: false, recovered: false, recipientNumber: recipient, campaignId: campaignIds.reminders });
    expect(placed.warnings.join(' ')).toContain('extension');
    expect(sandbox.ledger().accepted.map((call) => call.recipient)).toEqual([recipient]);
  });

  test('an item that the host runs again gives the same result, without a request, from the memory of the execution', async () => {
    const deps = { ...openCaller(sandbox), clock: realClock, memory, ledger: { ledger: createLedger({}), item: '0' }, deadlineMs: Date.now() + 60_000 };
    const first = await placeCall(deps, form, item('1'));
    const asked = sandbox.requests().length;
    expect(await placeCall(deps, form, item('1'))).toEqual(first);
    expect(sandbox.requests()).toHaveLength(asked);
  });

  test('costs two requests: one look-up and one send', async () => {
    await place(form);
    expect(sandbox.requests().map((one) => one.operation)).toEqual(['countOutbound', 'initiateCall']);
  });

  test('the same item run again, or the same Event Key from anywhere, is one call', async () => {
    const first = await place(form);
    expect(await place(form)).toMatchObject({ queueId: first.queueId, placed: false, deduplicated: true });
    const keyed = await place({ ...form, eventKey: 'lead-7 welcome' }, item('2'));
    expect(await place({ ...form, eventKey: ' lead-7 welcome ' }, item('3'))).toMatchObject({ queueId: keyed.queueId, deduplicated: true });
    expect(sandbox.ledger().accepted).toHaveLength(2);
  });

  test('different items, campaigns, recipients and keys are different events', async () => {
    const calls = [
      await place(form, item('1')),
      await place(form, item('2')),
      await place({ ...form, campaignId: campaignIds.consultation }, item('1')),
      await place({ ...form, recipientNumber: '+442079460018' }, item('1')),
      await place({ ...form, eventKey: 'a' }, item('1')),
    ];
    expect(new Set(calls.map((call) => call.queueId)).size).toBe(5);
    expect(calls.every((call) => call.placed)).toBe(true);
  });

  test('two runs of one event side by side place one call', async () => {
    const results = await Promise.all(Array.from({ length: 8 }, () => place({ ...form, eventKey: 'once' })));
    expect(results.filter((one) => one.placed)).toHaveLength(1);
    expect(new Set(results.map((one) => one.queueId)).size).toBe(1);
    expect(sent()).toHaveLength(1);
  });

  test.each([
    ['too long', 'x'.repeat(201), 'EVENT_KEY_TOO_LONG'],
    ['with a line break', 'a\nb', 'EVENT_KEY_CONTROL_CHARACTER'],
    ['empty', '   ', 'EVENT_KEY_EMPTY'],
    ['an object', { id: 1 }, 'WRONG_TYPE'],
  ])('an Event Key that is %s is refused before anything is sent', async (_name, eventKey, code) => {
    expect((await refusalOf({ ...form, eventKey })).problems.map((one) => one.code)).toContain(code);
    expect(sandbox.requests()).toEqual([]);
  });

  test('all problems come at once, with the label of each field', async () => {
    const error = await refusalOf({ recipientNumber: '4155552671', eventKey: 'x'.repeat(300), scheduledTime: 'tomorrow' });
    expect(error.problems.map((one) => one.field)).toEqual(['recipientNumber', 'eventKey', 'campaignId', 'scheduledTime']);
    expect(error).toMatchObject({ kind: 'input', placement: 'not_placed' });
  });

  test.each([
    ['config', {}, 'campaignId'],
    ['documented', { campaignId: campaignIds.reminders }, 'agentId'],
    ['auto', { agentId: agentIds.reminder }, 'campaignId'],
  ] as const)('the request format %s needs its own fields', async (format, given, field) => {
    expect((await refusalOf({ recipientNumber: recipient, ...given }, item('1'), format)).problems.map((one) => one.field)).toEqual([field]);
  });

  test('agent and calling number are enough in the format auto', async () => {
    const documented = await startSandbox({ timeScale: 0, format: 'documented' });
    const raw = { recipientNumber: recipient, agentId: agentIds.reminder, numberId: numberIds.us, callingHours: 'off' };
    expect(await placeCall({ ...openCaller(documented), memory }, raw, item('1'))).toMatchObject({ placed: true, campaignId: null });
    await documented.close();
  });

  describe('do not call', () => {
    test('a listed number is refused in whatever format it is listed, and nothing is asked or sent', async () => {
      for (const doNotCall of ['+442079460018, (415) 555-2671', ['14155550000', { name: 'Jim', phone: '+1 415-555-2671' }]]) {
        expect(await refusalOf({ ...form, doNotCall, defaultCountry: 'US' })).toMatchObject({ kind: 'refused_by_rule', code: 'DO_NOT_CALL', placement: 'not_placed' });
      }
      expect(sandbox.requests()).toEqual([]);
    });

    test('a list that cannot be read refuses, because the entry may be this very person', async () => {
      expect(await refusalOf({ ...form, doNotCall: 'call Jim first' })).toMatchObject({ placement: 'not_placed' });
    });
  });

  describe('the frequency cap', () => {
    const capped = { ...form, maxCallsPerPeriod: 2, capPeriodHours: 24 };

    test('refuses the call above the cap, for every campaign, and allows it again when the period is over', async () => {
      await place(capped, item('1'));
      await place({ ...capped, campaignId: campaignIds.consultation }, item('2'));
      const error = await refusalOf(capped, item('3'));
      expect(error).toMatchObject({ kind: 'refused_by_rule', code: 'FREQUENCY_CAP', placement: 'not_placed' });
      expect(sent()).toHaveLength(2);
      await sandbox.advance(25 * 3_600_000);
      expect(await place(capped, item('4'))).toMatchObject({ placed: true });
    });

    test('answers an event that has its call already with that call, not with the cap', async () => {
      const first = await place({ ...capped, maxCallsPerPeriod: 1 }, item('1'));
      expect(await place({ ...capped, maxCallsPerPeriod: 1 }, item('1'))).toMatchObject({ queueId: first.queueId, deduplicated: true });
    });

    test('holds when many items with one number run side by side', async () => {
      const results = await Promise.allSettled(Array.from({ length: 6 }, (_, n) => place(capped, item(String(n)))));
      expect(results.filter((one) => one.status === 'fulfilled')).toHaveLength(2);
      expect(sent()).toHaveLength(2);
    });

    test('counts a call of which nobody knows whether it is in the queue', async () => {
      const once = { ...capped, maxCallsPerPeriod: 1, waitToSettle: false };
      sandbox.faults.add({ kind: 'reset', when: 'delayed_accept', delayMs: 60_000, match: { operation: 'initiateCall' } });
      expect(await refusalOf(once, item('1'))).toMatchObject({ code: 'PLACEMENT_UNKNOWN', placement: 'unknown' });
      expect(await refusalOf(once, item('2'))).toMatchObject({ code: 'FREQUENCY_CAP', placement: 'not_placed' });
      await sandbox.advance(120_000);
      expect(sandbox.ledger().accepted).toHaveLength(1);
    });

    test('refuses when it cannot be checked', async () => {
      // The first count is the event's look-up; the cap's own is the second, with two more tries.
      for (let rule = 0; rule < 3; rule += 1) sandbox.faults.add({ kind: 'db_failure_count', match: { operation: 'countOutbound', nth: 2 } });
      expect(await refusalOf(capped)).toMatchObject({ code: 'FREQUENCY_CAP_NOT_CHECKED', placement: 'not_placed' });
      expect(sent()).toEqual([]);
    });
  });

  test('a business that may call but not look is refused; nobody is told to switch the look-up off', async () => {
    const error = await refusalOf(form, item('1'), 'auto', keys.withoutOutboundQueue.text);
    expect(error).toMatchObject({ kind: 'permission', placement: 'not_placed' });
    expect(error.message).toContain('"Conversations, outbound, retrieving" is switched off for this business');
    expect(`${error.message} ${error.nextStep}`).not.toMatch(/Look for an Earlier Call First|[Gg]rant the|Earlier Call/);
    expect(sent()).toEqual([]);
    expect(await place({ ...form, checkBeforeSending: false }, item('1'), 'auto', keys.withoutOutboundQueue.text)).toMatchObject({ placed: true });
  });

  test('writes the key, the attempt and the source into the metadata, beside the user’s own', async () => {
    await place({ ...form, metadata: { crm_id: 'C-1' } });
    expect(sandbox.ledger().accepted[0]?.metadata).toMatchObject({ crm_id: 'C-1', iqra_call_attempt: '1', iqra_call_source: 'test', iqra_call_key: expect.stringMatching(/^[a-z2-7]{26}$/) });
  });
});

const declared = [
  { key: 'required', required: true, mayBeEmpty: false },
  { key: 'required_or_empty', required: true, mayBeEmpty: true },
  { key: 'optional', required: false, mayBeEmpty: false },
  { key: 'optional_or_empty', required: false, mayBeEmpty: true },
];
const campaign: Campaign = { id: 'c', name: 'C', agentId: null, defaultCallingNumberId: null, dynamicVariables: declared, metadata: declared, maxCallTimeSeconds: 600 };
const business = { id: 'b', name: 'B', switchedOff: [], campaigns: [campaign], agents: [], callingNumbers: [] } as unknown as Business;

function asked(): { readonly reads: { getBusiness(): Promise<Read<Business>> }; requests: number } {
  const counter = { requests: 0, reads: { getBusiness: () => {
    counter.requests += 1;
    return Promise.resolve({ value: business, serverTimeMs: 0, serverKind: 'config' as const });
  } } };
  return counter;
}

const call = (values: Readonly<Record<string, string>>, campaignId: string | null = 'c') => ({ campaignId, dynamicVariables: values, metadata: values }) as unknown as PlannedCall;
const allEmpty = Object.fromEntries([...declared.map(({ key }) => key), 'unknown'].map((key) => [key, '']));

describe('empty values of a call', () => {
  test('go out where they may be empty, and are left out everywhere else', async () => {
    const settled = await prepareEmptyValues(asked().reads, call(allEmpty));
    expect(settled.dynamicVariables).toEqual({ required_or_empty: '', optional_or_empty: '' });
    expect(settled.metadata).toEqual(settled.dynamicVariables);
  });

  test('are left out where no campaign declares anything', async () => {
    expect((await prepareEmptyValues(asked().reads, call(allEmpty, null))).dynamicVariables).toEqual({});
    expect((await prepareEmptyValues(asked().reads, call(allEmpty, 'other'))).dynamicVariables).toEqual({});
  });

  test('blanks are a value, and without an empty value nothing is asked', async () => {
    const server = asked();
    const full = call({ required: ' ', constructor: 'x' });
    expect(await prepareEmptyValues(server.reads, full)).toBe(full);
    expect(server.requests).toBe(0);
  });

  test('stand under names of every kind, also those that every object inherits', async () => {
    const strange = JSON.parse('{"constructor":"a","__proto__":"b","toString":""}') as Record<string, string>;
    expect(Object.keys((await prepareEmptyValues(asked().reads, call(strange))).metadata)).toEqual(['constructor', '__proto__']);
    expect(Object.keys((await addEmptyValues(asked().reads, call(strange))).metadata)).toEqual(['constructor', '__proto__', 'toString', 'required_or_empty']);
  });

  test('that are missing are added where they are required and may be empty', async () => {
    const added = await addEmptyValues(asked().reads, call({ required: 'x' }));
    expect(added.dynamicVariables).toEqual({ required: 'x', required_or_empty: '' });
    expect(added.metadata).toEqual(added.dynamicVariables);
    const complete = call({ required_or_empty: 'x' });
    expect(await addEmptyValues(asked().reads, complete)).toBe(complete);
  });
});
