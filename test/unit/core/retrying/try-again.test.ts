import { createLedger, placeCall, retrying } from '@iqra-automation/core';
import { agentIds, campaignIds, numberIds } from '../../../../packages/sandbox/src/seed.ts';
import { host, hour, numberFor, open, refusalOf, RetryBench, startAt } from './retry-bench.ts';

let bench: RetryBench;

beforeEach(async () => {
  bench = await RetryBench.open();
});
afterEach(() => bench.sandbox.close());

describe('after a call that reached nobody', () => {
  test.each([
    ['04', 'no_answer'],
    ['03', 'declined'],
    ['05', 'voicemail'],
    ['11', 'failed'],
    ['08', 'failed'],
    // The line was opened and nobody said a word.
    ['84', 'no_answer'],
  ] as const)('ending %s (%s): the next attempt stands in the queue, two hours later', async (ending, previousOutcome) => {
    const queueId = await bench.endedCall(ending);
    const ended = bench.accepted()[0];
    const result = await bench.again(queueId);
    expect(result).toMatchObject({ status: 'placed', retry: true, gaveUp: false, attempt: 2, maxAttempts: 3, previousQueueId: queueId, previousOutcome, reason: null, code: null, placed: true });
    expect(result.note).toMatch(/^Attempt 2 of 3\. The call is in the queue/);
    expect(bench.accepted()).toHaveLength(2);
    expect(Date.parse(result.scheduledFor) - Date.parse(startAt)).toBeGreaterThanOrEqual(2 * hour);
    expect(Date.parse(result.scheduledFor)).toBeLessThan(bench.sandbox.now() + 2 * hour);
    expect(bench.accepted()[1]).toMatchObject({ recipient: ended?.recipient, metadata: { iqra_call_attempt: '2' } });
  });

  test('number, campaign, variables and metadata are those of the call as the server has them; the key is new, and no run is woken twice', async () => {
    const queueId = await bench.endedCall('04', {
      campaignId: campaignIds.survey,
      dynamicVariables: { customer_name: 'Amina', visit_date: '2026-11-30' },
      metadata: { crm_id: 'C-7', iqra_resume_url: 'https://n8n.example/webhook-waiting/7' },
    });
    const [first] = bench.accepted();
    expect(first?.metadata).toMatchObject({ iqra_resume_url: expect.anything() });
    const result = await bench.again(queueId);
    expect(result).toMatchObject({ recipientNumber: numberFor('04'), campaignId: campaignIds.survey });
    const second = bench.accepted()[1];
    expect(second).toMatchObject({ recipient: numberFor('04'), campaignId: campaignIds.survey, dynamicVariables: { customer_name: 'Amina', visit_date: '2026-11-30' } });
    expect(Object.keys(second?.metadata ?? {}).toSorted()).toEqual(['crm_id', 'iqra_call_at', 'iqra_call_attempt', 'iqra_call_key', 'iqra_call_send', 'iqra_call_source', 'iqra_call_until']);
    expect(second?.metadata['iqra_call_key']).not.toBe(first?.metadata['iqra_call_key']);
  });

  test('an empty value that the campaign wants to be there is there again', async () => {
    const queueId = await bench.endedCall('04', { campaignId: campaignIds.survey, dynamicVariables: { customer_name: '' }, metadata: { crm_id: 'C-7' } });
    await bench.again(queueId);
    expect(bench.accepted()[1]).toMatchObject({ dynamicVariables: { customer_name: '' } });
  });

  test('costs five requests: the call, the newest calls to the number, a look-up that finds the call before, the send; one more where somebody may have spoken', async () => {
    const queueId = await bench.endedCall('04');
    const before = bench.operations().length;
    await bench.again(queueId);
    expect(bench.operations().slice(before)).toEqual(['getOutbound', 'listOutbound', 'countOutbound', 'listOutbound', 'initiateCall']);
  });

  test('attempt follows attempt until they are used up; then it gives up, and says so each time it is asked', async () => {
    let queueId: string | null = await bench.endedCall('04');
    for (const attempt of [2, 3]) {
      const result: retrying.TryAgainResult = await bench.again(queueId, { delay: '5 min' });
      expect(result).toMatchObject({ status: 'placed', attempt });
      queueId = result.queueId;
      await bench.sandbox.advanceUntilSettled();
    }
    for (const _ of [1, 2]) {
      expect(await bench.again(queueId)).toMatchObject({ status: 'gave_up', retry: false, gaveUp: true, attempt: 3, code: 'ATTEMPTS_USED_UP', queueId: null, placed: false });
    }
    expect(bench.accepted().map(({ metadata }) => metadata['iqra_call_attempt'])).toEqual(['1', '2', '3']);
  });

  test('a delay runs from the last word of a talk that broke off, not from its beginning', async () => {
    const queueId = await bench.endedCall('08');
    const { client } = bench.deps();
    const { value: entry } = await client.getCall(queueId);
    const { value: talk } = await client.getConversation(entry.conversationId ?? '');
    const lastMs = Math.max(...talk.parties.map(({ leftAt }) => Date.parse(leftAt ?? '')).filter(Number.isFinite));
    expect(lastMs - Date.parse(entry.leftQueueAt ?? '')).toBeGreaterThan(5_000);
    expect(Date.parse((await bench.again(queueId)).scheduledFor)).toBeGreaterThanOrEqual(lastMs + 2 * hour);
  });

  test('each attempt has its own delay', async () => {
    const first = await bench.endedCall('04');
    const second = await bench.again(first, { delay: '1 h, tomorrow 16:00' });
    expect(Date.parse(second.scheduledFor) - Date.parse(startAt)).toBeLessThan(1.1 * hour);
    await bench.sandbox.advanceUntilSettled();
    const third = await bench.again(second.queueId, { delay: '1 h, tomorrow 16:00', contactTimeZone: 'America/New_York' });
    expect(third.scheduledFor).toBe('2026-12-02T21:00:00.000Z');
  });

  test('calling hours hold for the attempt: it waits for the morning', async () => {
    const queueId = await bench.endedCall('04');
    const result = await bench.again(queueId, { callingHours: 'custom', customHours: 'Mon-Fri 09:00-11:00', contactTimeZone: 'America/New_York' });
    expect(result).toMatchObject({ status: 'placed', scheduledFor: '2026-12-02T14:02:00.000Z', latestStart: '2026-12-02T15:58:00.000Z' });
  });
});

describe('once for each attempt', () => {
  test('however often and in whatever order the ends are told', async () => {
    const first = await bench.endedCall('04');
    const second = await bench.again(first, { delay: '5 min' });
    await bench.sandbox.advanceUntilSettled();
    const third = await bench.again(second.queueId, { delay: '5 min' });
    for (const queueId of [first, second.queueId, first]) {
      const repeated = await bench.again(queueId, { delay: '5 min' });
      expect(repeated).toMatchObject({ status: 'already_called', retry: true, placed: false, deduplicated: true });
      expect([second.queueId, third.queueId]).toContain(repeated.queueId);
    }
    expect(bench.accepted()).toHaveLength(3);
  });

  test('and by however many runs at once', async () => {
    const first = await bench.endedCall('04');
    const deps = bench.deps();
    const results = await Promise.all(Array.from({ length: 8 }, (_, n) => retrying.tryAgain(deps, { queueId: first, ...open }, { ...host, itemId: `item ${n}` })));
    expect(new Set(results.map(({ queueId }) => queueId)).size).toBe(1);
    expect(bench.accepted()).toHaveLength(2);
  });

  test('a delivery after weeks finds the attempt that was made, however old', async () => {
    const first = await bench.endedCall('04', { callingHours: 'off' });
    const second = await bench.again(first);
    await bench.sandbox.advance(6.9 * 24 * hour);
    expect(await bench.again(first)).toMatchObject({ status: 'already_called', queueId: second.queueId });
    await bench.sandbox.advance(10 * 24 * hour);
    expect(await bench.again(first)).toMatchObject({ status: 'not_retried', code: 'TOO_OLD' });
    expect(bench.accepted()).toHaveLength(2);
  });

  test('an item that its host runs again gives the same result from the execution’s memory', async () => {
    const first = await bench.endedCall('04');
    const deps = { ...bench.deps(), ledger: { ledger: createLedger({}), item: '0' } };
    const placed = await retrying.tryAgain(deps, { queueId: first, ...open }, host);
    expect(await retrying.tryAgain(deps, { queueId: first, ...open }, host)).toEqual(placed);
    expect(bench.accepted()).toHaveLength(2);
  });

  test('so it does where the call before meanwhile looks as if nothing were to be done, or cannot be read', async () => {
    const first = await bench.endedCall('05');
    const deps = { ...bench.deps(), ledger: { ledger: createLedger({}), item: '0' } };
    const placed = await retrying.tryAgain(deps, { queueId: first, ...open }, host);
    bench.sandbox.faults.add({ kind: '500', match: { operation: 'getConversation' }, times: null });
    for (const more of [{}, { maxAttempts: 1 }, { afterOutcomes: ['failed'] }]) {
      expect(await retrying.tryAgain(deps, { queueId: first, ...open, ...more }, host)).toMatchObject({ status: 'placed', retry: true, queueId: placed.queueId });
    }
    expect(bench.accepted()).toHaveLength(2);
  });

  test('a call that this product did not place is tried again once as well, as the first attempt', async () => {
    const queueId = await bench.placedElsewhere(numberFor('04'));
    expect(await bench.again(queueId)).toMatchObject({ status: 'placed', attempt: 2 });
    expect(await bench.again(queueId)).toMatchObject({ status: 'already_called', attempt: 2 });
    expect(bench.accepted()).toHaveLength(2);
  });
});

describe('a policy that tries again what never rang', () => {
  const afterExpired = { afterOutcomes: ['expired', 'canceled', 'no_answer'], delay: '30 min' };

  test('a later delivery of the first end does not place the expired attempt anew beside the one that followed it', async () => {
    const first = await bench.endedCall('04');
    const second = await bench.again(first, afterExpired);
    await bench.sandbox.advance(60_000);
    bench.sandbox.cancelQueued();
    const third = await bench.again(second.queueId, afterExpired);
    expect(third).toMatchObject({ status: 'placed', attempt: 3, previousOutcome: 'canceled' });
    expect(await bench.again(first, afterExpired)).toMatchObject({ status: 'already_called', attempt: 3, queueId: third.queueId });
    expect(bench.accepted()).toHaveLength(3);
  });

  test('a call that was sent again after it had been canceled is waited for', async () => {
    const first = await bench.endedCall('04');
    const second = await bench.again(first, afterExpired);
    await bench.sandbox.advance(60_000);
    bench.sandbox.cancelQueued();
    const resent = await bench.again(first, afterExpired);
    expect(resent).toMatchObject({ status: 'placed', attempt: 2 });
    expect(await bench.again(second.queueId, afterExpired)).toMatchObject({ status: 'already_called', attempt: 2, queueId: resent.queueId });
    expect(bench.accepted()).toHaveLength(3);
  });

  test('one that was changed meanwhile, or another step with another policy, places no attempt anew that was followed', async () => {
    const first = await bench.endedCall('04');
    const second = await bench.again(first, afterExpired);
    await bench.sandbox.advance(60_000);
    bench.sandbox.cancelQueued();
    const third = await bench.again(second.queueId, { ...afterExpired, maxAttempts: 10 });
    for (const maxAttempts of [2, 3]) {
      expect(await bench.again(first, { maxAttempts })).toMatchObject({ status: 'already_called', queueId: third.queueId });
    }
    expect(bench.accepted()).toHaveLength(3);
  });

  test('the event that asked for the first call, run again after that call never rang, is answered with the attempt that followed', async () => {
    const first = await bench.endedCall('14');
    const second = await bench.again(first, afterExpired);
    const event = { recipientNumber: numberFor('14'), campaignId: campaignIds.consultation, eventKey: 'lead-14', ...open };
    expect(await placeCall(bench.deps(), event, host)).toMatchObject({ deduplicated: true, queueId: second.queueId });
    expect(bench.accepted()).toHaveLength(2);
  });

  test('the same where only the last attempt that any policy allows has not been canceled', async () => {
    const first = await bench.endedCall('14');
    const most = 10;
    let last: string | null = first;
    for (let attempt = 2; attempt <= most; attempt += 1) {
      if (attempt > 2) bench.sandbox.cancelQueued();
      last = (await bench.again(last, { ...afterExpired, maxAttempts: most })).queueId;
    }
    const event = { recipientNumber: numberFor('14'), campaignId: campaignIds.consultation, eventKey: 'lead-14', ...open };
    expect(await placeCall(bench.deps(), event, host)).toMatchObject({ deduplicated: true, queueId: last });
    expect(bench.accepted()).toHaveLength(most);
  });

  test('by default it is left alone', async () => {
    const first = await bench.endedCall('14');
    expect(await bench.again(first)).toMatchObject({ status: 'not_retried', code: 'OUTCOME_NOT_CHOSEN', previousOutcome: 'canceled' });
  });
});

test('a server of the documented kind needs the agent; the calling number is that of the call', async () => {
  await bench.sandbox.close();
  bench = await RetryBench.open('documented');
  const raw = { recipientNumber: numberFor('04'), agentId: agentIds.reminder, numberId: numberIds.us, eventKey: 'a', ...open };
  const { queueId } = await placeCall(bench.deps(), raw, host);
  await bench.sandbox.advanceUntilSettled();
  expect(await refusalOf(bench.again(queueId))).toMatchObject({ code: 'CALL_WITHOUT_CAMPAIGN' });
  expect(await bench.again(queueId, { agentId: agentIds.reminder })).toMatchObject({ status: 'placed', attempt: 2 });
});

test('a rehearsal judges everything and calls nobody', async () => {
  const queueId = await bench.endedCall('04');
  const deps = bench.deps();
  const rehearse = (more: retrying.RawTryAgainInput = {}) => retrying.rehearseTryAgain({ ...deps, doNotCallLists: deps.memory.doNotCallLists }, { queueId, ...open, ...more }, host);
  expect(await rehearse()).toMatchObject({ kind: 'attempt', attempt: 2, rehearsal: { earlier: null, plan: { call: { attempt: 2 } } } });
  expect(await rehearse({ doNotCall: numberFor('04') })).toMatchObject({ kind: 'done', result: { code: 'DO_NOT_CALL' } });
  expect(await rehearse({ maxAttempts: 1 })).toMatchObject({ kind: 'done', result: { status: 'gave_up' } });
  expect(bench.accepted()).toHaveLength(1);
  await bench.again(queueId);
  const later = await rehearse();
  expect(later).toMatchObject({ kind: 'attempt', rehearsal: { earlier: { recipientNumber: numberFor('04') } } });
});
