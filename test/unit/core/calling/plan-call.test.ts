import { createCallingMemory, isIqraError, type CallPlan, type Connection, type HostEvent, type IqraError } from '@iqra-automation/core';
import { planCall } from '@iqra-automation/core/testing';

const nowMs = Date.parse('2026-11-24T15:00:00Z');
const host: HostEvent = { source: 'test', itemId: 'item 1', stepId: 'step 1' };
const complete = { recipientNumber: '+14155552671', campaignId: 'c1' };

/** Plans of one execution: they share what one execution remembers. */
function planner(change: Partial<Connection> = {}) {
  const connection: Connection = { baseUrl: 'https://app.iqra.bot', businessId: '184', requestFormat: 'auto', ...change };
  const clock = { now: () => nowMs, sleep: () => Promise.resolve(), random: () => 0 };
  const { doNotCallLists } = createCallingMemory();
  return (raw: Readonly<Record<string, unknown>>, event: HostEvent = host): CallPlan => planCall({ connection, clock, doNotCallLists }, raw, event);
}

function refusalOf(work: () => unknown): IqraError {
  try {
    work();
  } catch (error) {
    if (isIqraError(error)) return error;
    throw error;
  }
  throw new Error('expected a refusal');
}

describe('who calls', () => {
  const pair = { recipientNumber: '+14155552671', agentId: 'a1', numberId: 'n1' };

  test.each([
    ['auto', complete],
    ['auto', pair],
    ['config', complete],
    ['documented', pair],
    ['documented', { ...pair, campaignId: 'c1' }],
  ] as const)('the form %s is content with %j', (requestFormat, raw) => {
    expect(planner({ requestFormat })(raw).call.recipientNumber).toBe('+14155552671');
  });

  test.each([
    ['auto', { recipientNumber: '+14155552671', agentId: 'a1' }, 'campaignId'],
    ['auto', { recipientNumber: '+14155552671', numberId: 'n1' }, 'campaignId'],
    ['config', pair, 'campaignId'],
    ['documented', complete, 'agentId'],
    ['documented', { ...complete, agentId: 'a1' }, 'agentId'],
  ] as const)('the form %s is not content with %j', (requestFormat, raw, field) => {
    expect(refusalOf(() => planner({ requestFormat })(raw))).toMatchObject({ kind: 'input', code: 'REQUIRED', field });
  });

  test('a campaign that cannot be read is one problem, not two', () => {
    expect(refusalOf(() => planner()({ ...complete, campaignId: ['c1'] })).problems).toEqual([expect.objectContaining({ field: 'campaignId', code: 'WRONG_TYPE' })]);
  });
});

describe('whom the call goes to', () => {
  test('a missing recipient is one problem', () => {
    expect(refusalOf(() => planner()({ campaignId: 'c1' })).problems).toEqual([expect.objectContaining({ field: 'recipientNumber', code: 'REQUIRED' })]);
  });

  test('a refusal carries the advice where there is one', () => {
    expect(refusalOf(() => planner()({ ...complete, recipientNumber: '14155552671' }))).toMatchObject({
      message: expect.stringMatching(/^Recipient Number "•+71": this number .+\.$/),
      nextStep: expect.stringMatching(/^If you meant \+1•+71 \(US\), write it with the leading \+\.$/),
    });
    expect(refusalOf(() => planner()({ ...complete, recipientNumber: '(415) 555-2671' })).message).toBe(
      'Recipient Number "••••••••71": this number has no country code. Write it with + and the country code, or choose a Default Country.',
    );
  });

  test('a listed recipient is refused, each time, whichever way the list came', () => {
    const plan = planner();
    const circular: Record<string, unknown> = { phone: '+14155552671' };
    circular['self'] = circular;
    for (const doNotCall of ['415 555 2671', ['+14155552671'], [circular], '415 555 2671']) {
      expect(refusalOf(() => plan({ ...complete, doNotCall, defaultCountry: 'US' }))).toMatchObject({ kind: 'refused_by_rule', code: 'DO_NOT_CALL' });
    }
    expect(plan({ ...complete, doNotCall: '+14155552672' }).call.recipientNumber).toBe('+14155552671');
  });

  test('a list is read again for another default country, and many lists do not grow the memory without end', () => {
    const plan = planner();
    for (let n = 0; n < 12; n += 1) expect(plan({ ...complete, doNotCall: `+1415555${1_000 + n}` }).call).toBeDefined();
    const inGermany = { ...complete, recipientNumber: '+4930901820', doNotCall: '030 901820' };
    expect(refusalOf(() => plan({ ...inGermany, defaultCountry: 'DE' })).code).toBe('DO_NOT_CALL');
    expect(refusalOf(() => plan({ ...inGermany, defaultCountry: 'US' })).code).toBe('DO_NOT_CALL_UNREADABLE');
  });
});

describe('which event it is', () => {
  const keyOf = (raw: Readonly<Record<string, unknown>>, event?: HostEvent): string => planner()(raw, event).call.callKey;

  test("the user's key counts before the host's name of the run", () => {
    const byUser = keyOf({ ...complete, eventKey: 'lead-7' });
    expect(keyOf({ ...complete, eventKey: 'lead-7' }, { ...host, itemId: 'item 2' })).toBe(byUser);
    const byHost = keyOf(complete);
    expect(byHost).not.toBe(byUser);
    expect(keyOf({ ...complete, dynamicVariables: { a: 'b' } })).toBe(byHost);
    expect(keyOf(complete, { ...host, itemId: 'item 2' })).not.toBe(byHost);
    expect(keyOf(complete, { ...host, stepId: 'step 2' })).not.toBe(byHost);
  });

  test('a host without a name of the run needs an Event Key; content is no name', () => {
    const nameless = { ...host, itemId: null };
    expect(refusalOf(() => keyOf(complete, nameless))).toMatchObject({ kind: 'input', code: 'EVENT_KEY_REQUIRED', field: 'eventKey' });
    expect(keyOf({ ...complete, eventKey: 'lead-7' }, nameless)).not.toBe('');
  });

  test('without an Event Key a warning says that a repeated event calls again', () => {
    expect(planner()(complete).call.warnings.join(' ')).toContain('this person is called again');
    expect(planner()({ ...complete, eventKey: 'lead-7', callingHours: 'off' }).call.warnings).toEqual([]);
  });

  test('an empty key is a mistake, an absent one is not', () => {
    expect(refusalOf(() => keyOf({ ...complete, eventKey: '  ' }))).toMatchObject({ kind: 'input', field: 'eventKey' });
    expect(refusalOf(() => keyOf({ ...complete, eventKey: null }))).toMatchObject({ kind: 'input', field: 'eventKey' });
    expect(keyOf({ ...complete, eventKey: undefined })).toBe(keyOf(complete));
  });
});

describe('how often and when', () => {
  test('a cap without a period has the usual one; one that is no number is a problem', () => {
    expect(planner()({ ...complete, maxCallsPerPeriod: 2 }).cap).toEqual({ maxCalls: 2, periodMs: 24 * 3_600_000 });
    expect(planner()(complete).cap).toBeNull();
    expect(refusalOf(() => planner()({ ...complete, maxCallsPerPeriod: 'often' }))).toMatchObject({ kind: 'input' });
  });

  test('a time that is none is a problem of the input, a closed day a refusal by rule that waits for the look-up', () => {
    expect(refusalOf(() => planner()({ ...complete, scheduledTime: 'soon' }))).toMatchObject({ kind: 'input', field: 'scheduledTime' });
    const closed = planner()({ ...complete, callingHours: 'custom', customHours: 'Sunday 09:00-10:00', outsideHours: 'refuse', contactTimeZone: 'America/New_York' });
    expect(closed.hoursRefusal).toMatchObject({ kind: 'refused_by_rule' });
  });
});

describe('how often a number may be called', () => {
  test.each([
    [{ maxCallsPerPeriod: 3, capPeriodHours: 24 }, { maxCalls: 3, periodMs: 86_400_000 }],
    [{ maxCallsPerPeriod: '2', capPeriodHours: ' 1 ' }, { maxCalls: 2, periodMs: 3_600_000 }],
    [{ maxCallsPerPeriod: 100, capPeriodHours: 8_760 }, { maxCalls: 100, periodMs: 31_536_000_000 }],
    [{ maxCallsPerPeriod: 5 }, { maxCalls: 5, periodMs: 86_400_000 }],
  ])('%j is a cap', (fields, cap) => {
    expect(planner()({ ...complete, ...fields }).cap).toEqual(cap);
  });

  test.each([[{}], [{ maxCallsPerPeriod: undefined }], [{ capPeriodHours: 24 }]])('%j means no cap', (fields) => {
    expect(planner()({ ...complete, ...fields }).cap).toBeNull();
  });

  test.each([
    [{ maxCallsPerPeriod: 0, capPeriodHours: 24 }, 'maxCallsPerPeriod', 'Maximum Calls per Number is 0; the least allowed is 1.'],
    [{ maxCallsPerPeriod: 101 }, 'maxCallsPerPeriod', 'Maximum Calls per Number is 101; the most allowed is 100.'],
    [{ maxCallsPerPeriod: 1.5 }, 'maxCallsPerPeriod', 'Maximum Calls per Number expects a whole number, but received a number that is not whole.'],
    [{ maxCallsPerPeriod: 'three' }, 'maxCallsPerPeriod', 'Maximum Calls per Number expects a whole number, but received other text.'],
    [{ maxCallsPerPeriod: true }, 'maxCallsPerPeriod', 'Maximum Calls per Number expects a whole number, but received true or false.'],
    [{ maxCallsPerPeriod: '' }, 'maxCallsPerPeriod', 'Maximum Calls per Number is mapped, but the mapping found no value.'],
    [{ maxCallsPerPeriod: 3, capPeriodHours: 0 }, 'capPeriodHours', 'Within Hours is 0; the least allowed is 1.'],
    [{ maxCallsPerPeriod: 3, capPeriodHours: 8_761 }, 'capPeriodHours', 'Within Hours is 8761; the most allowed is 8760.'],
    [{ maxCallsPerPeriod: 3, capPeriodHours: Number.NaN }, 'capPeriodHours', 'Within Hours expects a whole number, but received a number that is not whole.'],
    [{ maxCallsPerPeriod: [3, 24] }, 'maxCallsPerPeriod', 'Maximum Calls per Number expects a whole number, but received a list.'],
  ])('%j is refused, never taken for no cap', (fields, field, message) => {
    expect(refusalOf(() => planner()({ ...complete, ...fields }))).toMatchObject({ kind: 'input', problems: [{ field, message }] });
  });
});
