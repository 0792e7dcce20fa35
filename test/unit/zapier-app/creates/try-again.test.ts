import type { StepResult } from '../../../hosts/zapier/step-result.ts';
import type { Values } from '../../../hosts/zapier/zapier-app.ts';
import { startZapierWithSandbox, type ZapierWithSandbox } from '../../../hosts/zapier/zapier-with-sandbox.ts';
import { campaignIds } from '../../../../packages/sandbox/src/seed.ts';

const hour = 3_600_000;

describe('Try Call Again', () => {
  let zapier: ZapierWithSandbox;

  beforeAll(async () => {
    zapier = await startZapierWithSandbox({ sandbox: { timeScale: 0 } });
  });
  afterAll(() => zapier.close());
  beforeEach(() => {
    zapier.sandbox.reset();
    zapier.app.services.cache.clear();
  });

  const accepted = () => zapier.sandbox.ledger().accepted;
  const resultsOf = (result: StepResult): Values => {
    if (result.status !== 'success') throw new Error(result.message);
    return result.results as Values;
  };
  const numberFor = (ending: string): string => `+141555501${ending}`;

  async function endedCall(ending: string): Promise<unknown> {
    const placed = await zapier.app.create('initiate_call', {
      recipient_number: numberFor(ending),
      campaign_id: campaignIds.consultation,
      event_key: `lead ${ending}`,
      calling_hours: 'off',
      metadata: { crm_id: 'C-7' },
    });
    await zapier.sandbox.advanceUntilSettled();
    return resultsOf(placed)['queue_id'];
  }

  const again = (queue_id: unknown, input: Values = {}, meta: Values = {}): Promise<StepResult> =>
    zapier.app.create('try_again', { queue_id, calling_hours: 'off', ...input }, { meta });

  it('places the next attempt two hours later, with what the call before had', async () => {
    const queueId = await endedCall('04');
    expect(resultsOf(await again(queueId))).toMatchObject({
      status: 'placed',
      retry: true,
      gave_up: false,
      attempt: 2,
      max_attempts: 3,
      previous_queue_id: queueId,
      previous_outcome: 'no_answer',
      recipient_number: numberFor('04'),
      campaign_id: campaignIds.consultation,
      reason: null,
    });
    const [first, second] = accepted();
    expect(second?.metadata).toMatchObject({ crm_id: 'C-7', iqra_call_attempt: '2', iqra_call_source: 'zapier' });
    expect((second?.scheduledFor ?? 0) - (first?.scheduledFor ?? 0)).toBeGreaterThanOrEqual(2 * hour);
  });

  it('is one call however often Zapier runs the step again, also ten times at once', async () => {
    const queueId = await endedCall('04');
    const results = await Promise.all(Array.from({ length: 10 }, () => again(queueId)));
    expect(new Set(results.map((result) => resultsOf(result)['queue_id'])).size).toBe(1);
    expect(resultsOf(await again(queueId))).toMatchObject({ status: 'already_called', placed: false, deduplicated: true, attempt: 2 });
    expect(accepted()).toHaveLength(2);
  });

  it.each([
    ['01', { retry: false, gave_up: false, status: 'not_retried', code: 'ANSWERED' }],
    ['85', { retry: false, gave_up: false, status: 'not_retried', code: 'OPTED_OUT' }],
    ['14', { retry: false, gave_up: false, status: 'not_retried', code: 'OUTCOME_NOT_CHOSEN', previous_outcome: 'canceled' }],
  ])('after ending %s nobody is called again, and the step succeeds with the reason', async (ending, expected) => {
    const queueId = await endedCall(ending);
    const output = resultsOf(await again(queueId));
    expect(output).toMatchObject({ ...expected, id: queueId, queue_id: null, placed: false, scheduled_for: null });
    expect(output['reason']).toBe(output['note']);
    expect(accepted()).toHaveLength(1);
  });

  it('gives up where the attempts are used up', async () => {
    const queueId = await endedCall('04');
    expect(resultsOf(await again(queueId, { max_attempts: '1' }))).toMatchObject({ status: 'gave_up', retry: false, gave_up: true, attempt: 1, code: 'ATTEMPTS_USED_UP' });
  });

  it.each([
    ['DO_NOT_CALL', { do_not_call: 'Amina, +1 415 555 0104', default_country: 'us' }],
    ['FREQUENCY_CAP', { max_calls_per_period: '1' }],
  ])('a rule that says no (%s) is the result, and does not hold the Zap', async (code, rules) => {
    const queueId = await endedCall('04');
    const list = 'do_not_call' in rules ? { ...rules, do_not_call: '+1 415 555 0104, (415) 555-0199' } : rules;
    expect(resultsOf(await again(queueId, list))).toMatchObject({ status: 'not_retried', code });
    expect(accepted()).toHaveLength(1);
  });

  it.each([
    [{ delay: 'soon' }, 'is not a valid delay'],
    [{ delay: '' }, 'the mapping found no value'],
    [{ delay: ['1 h', '2 h', '3 h'] }, 'Give one delay for all attempts, or 2'],
    [{ max_attempts: 'three' }, 'Maximum Attempts expects a whole number'],
    [{ after_outcomes: ['completed'] }, 'is not a valid After These Outcomes'],
    [{ queue_id: '' }, 'Queue ID is required'],
    [{ calling_hours: '' }, 'the mapping found no value'],
  ])('a policy that cannot be read, %j, halts the step before anything is asked', async (input, message) => {
    const queueId = await endedCall('01');
    const before = zapier.sandbox.requests().length;
    expect(await again(queueId, input)).toMatchObject({ status: 'halted', message: expect.stringContaining(message) });
    expect(zapier.sandbox.requests()).toHaveLength(before);
  });

  it('takes outcomes and delays as lists, and empty outcomes as the usual ones', async () => {
    const canceled = await endedCall('14');
    expect(resultsOf(await again(canceled, { after_outcomes: ['canceled', 'Failed'], delay: ['30 min', 'next morning'] }))).toMatchObject({ status: 'placed', attempt: 2 });
    // A text with commas that is mapped into a list field comes as one entry of it.
    const unanswered = await endedCall('04');
    expect(resultsOf(await again(unanswered, { after_outcomes: ['no_answer, canceled'], delay: ['30 min, next morning'] }))).toMatchObject({ status: 'placed', attempt: 2 });
    const declined = await endedCall('03');
    expect(resultsOf(await again(declined, { after_outcomes: [] }))).toMatchObject({ status: 'placed' });
  });

  it('a test in the editor checks everything, calls nobody, and returns the attempt that a real run would place', async () => {
    const queueId = await endedCall('04');
    const tested = resultsOf(await again(queueId, {}, { isLoadingSample: true }));
    expect(tested).toMatchObject({ status: 'rehearsal', retry: true, attempt: 2, previous_queue_id: queueId });
    expect(accepted()).toHaveLength(1);
    const real = resultsOf(await again(queueId, { really_call_when_testing: 'true' }, { isLoadingSample: true }));
    expect(Object.keys(tested).toSorted()).toEqual(Object.keys(real).toSorted());
    expect(accepted()).toHaveLength(2);
    expect(resultsOf(await again(queueId, { max_attempts: '1' }, { isLoadingSample: true }))).toMatchObject({ status: 'gave_up' });
  });
});
