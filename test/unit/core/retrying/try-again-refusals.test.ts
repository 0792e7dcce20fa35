import { createCampaignDirectory, placeCall, type retrying } from '@iqra-automation/core';
import { campaignIds } from '../../../../packages/sandbox/src/seed.ts';
import { host, hour, numberFor, open, refusalOf, RetryBench } from './retry-bench.ts';

let bench: RetryBench;

beforeEach(async () => {
  bench = await RetryBench.open();
});
afterEach(() => bench.sandbox.close());

describe('nobody is called again', () => {
  test.each([
    ['01', 'ANSWERED', 'completed'],
    ['85', 'OPTED_OUT', 'completed'],
    ['20', 'NOT_ENDED', null],
  ] as const)('after ending %s: %s', async (ending, code, previousOutcome) => {
    const result = await bench.again(await bench.endedCall(ending));
    expect(result).toMatchObject({ status: 'not_retried', retry: false, gaveUp: false, code, previousOutcome, queueId: null, attempt: 1 });
    expect(result.reason).toBe(result.note);
    expect(bench.accepted()).toHaveLength(1);
  });

  test('while the call has not ended, whatever an item says', async () => {
    const { queueId } = await placeCall(bench.deps(), { recipientNumber: numberFor('04'), campaignId: campaignIds.consultation, eventKey: 'a', ...open }, host);
    expect(await bench.again(queueId)).toMatchObject({ status: 'not_retried', code: 'NOT_ENDED', previousOutcome: null });
    await bench.sandbox.advance(20_000);
    expect((await bench.again(queueId)).note).toBe('The call has not ended yet (ringing). It is tried again once its end is known.');
    expect(bench.accepted()).toHaveLength(1);
  });

  test.each([3, 26])('before the delay is over by the clock of the server, where this computer’s clock is %i hours ahead', async (ahead) => {
    const queueId = await bench.endedCall('04');
    const deps = bench.deps();
    const fast = { ...deps, clock: { ...deps.clock, now: () => deps.clock.now() + ahead * hour } };
    expect(await refusalOf(bench.again(queueId, { delay: '2 h' }, fast))).toMatchObject({ code: 'DELAY_UNCLEAR', placement: 'not_placed' });
    expect(bench.accepted()).toHaveLength(1);
    await bench.sandbox.advance(2 * hour);
    expect(await bench.again(queueId, { delay: '2 h' }, fast)).toMatchObject({ status: 'placed', attempt: 2 });
  });

  test.each([
    ['DO_NOT_CALL', { doNotCall: ['+44 20 7946 0018', '(415) 555-0104'], defaultCountry: 'US' }],
    ['FREQUENCY_CAP', { maxCallsPerPeriod: 1 }],
    ['DAILY_LIMIT', { maxCampaignCallsPerDay: 1 }],
    ['OUTSIDE_CALLING_HOURS', { callingHours: 'custom', customHours: 'Mon-Fri 09:00-11:00', outsideHours: 'refuse', contactTimeZone: 'America/New_York' }],
  ])('where a rule of the form says no (%s), which is a result and no error', async (code, rules) => {
    const queueId = await bench.endedCall('04');
    const result = await bench.again(queueId, rules);
    expect(result).toMatchObject({ status: 'not_retried', retry: false, gaveUp: false, code, previousOutcome: 'no_answer' });
    expect(bench.accepted()).toHaveLength(1);
  });

  test('not where the frequency cap allows the attempt at the time for which it is planned', async () => {
    const queueId = await bench.endedCall('04');
    const capped = { maxCallsPerPeriod: 1, capPeriodHours: 12 };
    expect(await bench.again(queueId, { ...capped, delay: '11 h' })).toMatchObject({ retry: false, code: 'FREQUENCY_CAP' });
    expect(await bench.again(queueId, { ...capped, delay: '13 h' })).toMatchObject({ status: 'placed', attempt: 2 });
  });

  test('where what was said is gone; at first, when that may be a failure of the database, it is an error', async () => {
    const queueId = await bench.endedCall('05');
    bench.sandbox.faults.add({ kind: 'db_failure', match: { operation: 'getConversation' }, times: null });
    expect(await refusalOf(bench.again(queueId))).toMatchObject({ code: 'WORDS_NOT_THERE_YET', placement: 'not_placed' });
    await bench.sandbox.advance(31 * 60_000);
    expect(await bench.again(queueId)).toMatchObject({ status: 'not_retried', code: 'WORDS_NOT_READABLE', previousOutcome: 'voicemail' });
    bench.sandbox.faults.clear();
    expect(await bench.again(queueId)).toMatchObject({ status: 'placed' });
    expect(bench.accepted()).toHaveLength(2);
  });

  test('after an end that leaves no room for words none are asked for', async () => {
    const queueId = await bench.endedCall('03');
    bench.sandbox.faults.add({ kind: '500', match: { operation: 'getConversation' }, times: null });
    expect(await bench.again(queueId)).toMatchObject({ status: 'placed' });
  });

  test('while the server does not show yet what was said; that is an error, because a later run can tell', async () => {
    const { queueId } = await placeCall(bench.deps(), { recipientNumber: numberFor('10'), campaignId: campaignIds.consultation, eventKey: 'a', ...open }, host);
    await bench.sandbox.advanceUntilSettled();
    expect(await refusalOf(bench.again(queueId))).toMatchObject({ code: 'WORDS_NOT_THERE_YET', placement: 'not_placed' });
    await bench.sandbox.advance(11 * 60_000);
    expect(await bench.again(queueId)).toMatchObject({ status: 'placed', previousOutcome: 'no_answer' });
  });

  test('while the talk of which nothing is stored may have been as long as its campaign allows', async () => {
    const long = await RetryBench.open('auto', () => 'long_call');
    const { queueId } = await placeCall(long.deps(), { recipientNumber: numberFor('01'), campaignId: campaignIds.consultation, eventKey: 'a', ...open }, host);
    await long.sandbox.advanceUntilSettled();
    const deps = long.deps();
    const getConversation: typeof deps.client.getConversation = async (id) => {
      const answer = await deps.client.getConversation(id);
      return { ...answer, value: { ...answer.value, messages: [], parties: answer.value.parties.map((party) => ({ ...party, leftAt: null })) } };
    };
    const late = { ...deps, client: { ...deps.client, getConversation } };
    for (const faults of [0, 20]) {
      // A business that cannot be read is no reason to believe that the talk was short.
      if (faults > 0) long.sandbox.faults.add({ kind: '500', match: { operation: 'getBusiness' }, times: faults });
      const error = await refusalOf(long.again(queueId, {}, { ...late, campaigns: createCampaignDirectory(deps.client) }));
      expect(error).toMatchObject(faults > 0 ? { kind: 'server' } : { code: 'WORDS_NOT_THERE_YET', placement: 'not_placed' });
    }
    expect(long.accepted()).toHaveLength(1);
    long.sandbox.faults.clear();
    expect(await long.again(queueId)).toMatchObject({ status: 'not_retried', code: 'ANSWERED' });
    await long.sandbox.close();
  });
});

describe('a real error stays one', () => {
  test.each([
    [{ delay: 'soon' }, 'NOT_A_DELAY', 'delay'],
    [{ delay: '' }, 'MAPPED_BUT_EMPTY', 'delay'],
    [{ delay: ['2 h', '3 h', '4 h'] }, 'DELAYS_DO_NOT_FIT', 'delay'],
    [{ maxAttempts: 0 }, 'TOO_SMALL', 'maxAttempts'],
    [{ maxAttempts: 'many' }, 'WRONG_TYPE', 'maxAttempts'],
    [{ maxAttempts: null }, 'MAPPED_BUT_EMPTY', 'maxAttempts'],
    [{ afterOutcomes: ['no_answer', 'completed'] }, 'NOT_OFFERED', 'afterOutcomes'],
    [{ contactTimeZone: 'EST' }, 'TIME_ZONE_UNKNOWN', 'contactTimeZone'],
    [{ callingHours: 'never' }, 'NOT_OFFERED', 'callingHours'],
    [{ capPeriodHours: 0 }, 'TOO_SMALL', 'capPeriodHours'],
    [{ retryDelay: '2 h' }, 'UNKNOWN_FIELD', 'retryDelay'],
    [{ queueId: ' ' }, 'REQUIRED', 'queueId'],
  ])('a policy that cannot be read, %j: %s, also after a call that needs no other, and nothing is asked or sent', async (more, code, field) => {
    const queueId = await bench.endedCall('01');
    const before = bench.operations().length;
    expect(await refusalOf(bench.again(queueId, more as retrying.RawTryAgainInput))).toMatchObject({ kind: 'input', problems: [{ field, code }] });
    expect(bench.operations().slice(before)).toEqual([]);
  });

  test('a call that there is not, and a key that is wrong', async () => {
    expect(await refusalOf(bench.again('6742e6b8f0a1c2d3e4f50617'))).toMatchObject({ kind: 'not_found' });
    expect(await refusalOf(bench.again('6742e6b8f0a1c2d3e4f50617', {}, bench.deps('wrong')))).toMatchObject({ kind: 'authentication' });
  });

  test('a number that this product would not call, told only where it would be called', async () => {
    const answered = await bench.placedElsewhere('+449098790001');
    const unanswered = await bench.placedElsewhere('+449098790004');
    expect(await bench.again(answered)).toMatchObject({ code: 'ANSWERED' });
    for (const delay of ['2 h', 'tomorrow 16:00']) {
      expect(await refusalOf(bench.again(unanswered, { delay }))).toMatchObject({ kind: 'input', field: 'recipientNumber' });
      expect(bench.accepted()).toHaveLength(2);
    }
    expect(await bench.again(unanswered, { allowNumberTypes: ['PREMIUM_RATE'] })).toMatchObject({ status: 'placed' });
  });

  test('a time of day for a number that belongs to no place', async () => {
    const queueId = await bench.endedCall('04', { recipientNumber: '+18005550104' });
    expect(await refusalOf(bench.again(queueId, { delay: 'tomorrow 16:00' }))).toMatchObject({ code: 'DELAY_WITHOUT_ZONE', field: 'contactTimeZone' });
    expect(await bench.again(queueId, { delay: 'tomorrow 16:00', contactTimeZone: 'America/Chicago' })).toMatchObject({ scheduledFor: '2026-12-02T22:00:00.000Z' });
  });

  test.each(['getOutbound', 'getConversation', 'getBusiness'] as const)('a server that fails at %s', async (operation) => {
    const queueId = await bench.endedCall('86');
    bench.sandbox.faults.add({ kind: '500', match: { operation }, times: null });
    expect(await refusalOf(bench.again(queueId))).toMatchObject({ kind: 'server', placement: 'not_placed' });
  });

  test('a business that cannot be read, where only the longest call of the campaign tells that a call has ended', async () => {
    const queueId = await bench.endedCall('15');
    bench.sandbox.faults.add({ kind: '500', match: { operation: 'getBusiness' }, times: null });
    expect(await refusalOf(bench.again(queueId, { afterOutcomes: ['unknown'] }))).toMatchObject({ kind: 'server', placement: 'not_placed' });
    bench.sandbox.faults.clear();
    await bench.sandbox.advance(90 * 60_000);
    expect(await bench.again(queueId, { afterOutcomes: ['unknown'] })).toMatchObject({ status: 'placed', previousOutcome: 'unknown' });
  });

  test('a look-up that fails calls nobody', async () => {
    const queueId = await bench.endedCall('04');
    bench.sandbox.faults.add({ kind: 'db_failure_count', match: { operation: 'countOutbound' }, times: null });
    expect(await refusalOf(bench.again(queueId))).toMatchObject({ placement: 'not_placed' });
    expect(bench.accepted()).toHaveLength(1);
  });
});
