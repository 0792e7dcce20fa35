import { placeCall } from '@iqra-automation/core';
import { campaignIds } from '../../../../packages/sandbox/src/seed.ts';
import { host, numberFor, open, refusalOf, RetryBench } from './retry-bench.ts';

const person = numberFor('04');
const dayMs = 24 * 3_600_000;

/** What becomes of the person's next call. */
let course: 'no_answer' | 'opt_out' | 'recipient_hung_up' | 'voicemail';
let bench: RetryBench;

beforeEach(async () => {
  bench = await RetryBench.open('auto', () => course);
});
afterEach(() => bench.sandbox.close());

/** A call of an event of its own, once it has ended. */
async function callAbout(event: string, as: typeof course, campaignId: string = campaignIds.consultation): Promise<string> {
  course = as;
  const { queueId } = await placeCall(bench.deps(), { recipientNumber: person, campaignId, dynamicVariables: { customer_name: 'Amina' }, eventKey: event, ...open }, host);
  await bench.sandbox.advanceUntilSettled();
  await bench.sandbox.advance(3 * 60_000);
  return queueId;
}

describe('somebody who asked not to be called again, in a call of another event', () => {
  test.each([
    ['before the call that nobody answered', ['opt_out', 'no_answer']],
    ['after it', ['no_answer', 'opt_out']],
  ] as const)('%s: no further attempt, and when it was said', async (_when, courses) => {
    const ids = [await callAbout('renewal', courses[0], campaignIds.reminders), await callAbout('visit', courses[1])];
    const result = await bench.again(ids[courses.indexOf('no_answer')] ?? '');
    expect(result).toMatchObject({ status: 'not_retried', retry: false, gaveUp: false, code: 'OPTED_OUT', previousOutcome: 'no_answer', queueId: null });
    expect(result.reason).toMatch(/^The person asked not to be called again, in another call, asked for at \d\d:\d\d UTC on 1 December 2026\.$/);
    expect(bench.accepted()).toHaveLength(2);
  });

  test('is called again where the other talk was an ordinary one, at one list and one talk more', async () => {
    await callAbout('renewal', 'recipient_hung_up');
    const queueId = await callAbout('visit', 'no_answer');
    const before = bench.operations().length;
    expect(await bench.again(queueId)).toMatchObject({ status: 'placed', attempt: 2 });
    expect(bench.operations().slice(before)).toEqual(['getOutbound', 'listOutbound', 'getConversation', 'countOutbound', 'listOutbound', 'initiateCall']);
  });

  test('is known for 30 days; then the Do Not Call list has to', async () => {
    await callAbout('renewal', 'opt_out');
    await bench.sandbox.advance(29 * dayMs);
    const refused = await callAbout('visit', 'no_answer');
    expect(await bench.again(refused)).toMatchObject({ code: 'OPTED_OUT' });
    await bench.sandbox.advance(2 * dayMs);
    expect(await bench.again(refused)).toMatchObject({ status: 'placed' });
  });

  test('of many calls, the newest five talks are read', async () => {
    await callAbout('first', 'opt_out');
    for (const event of ['a', 'b', 'c', 'd']) await callAbout(event, 'recipient_hung_up');
    expect(await bench.again(await callAbout('visit', 'no_answer'))).toMatchObject({ code: 'OPTED_OUT' });
    await callAbout('e', 'recipient_hung_up');
    const before = bench.operations().length;
    expect(await bench.again(await callAbout('visit 2', 'no_answer'))).toMatchObject({ status: 'placed' });
    expect(bench.operations().slice(before).filter((operation) => operation === 'getConversation')).toHaveLength(5);
  });
});

describe('what the server does not show proves nothing', () => {
  test('a talk of which nothing is stored yet calls nobody, until its words are there', async () => {
    await callAbout('renewal', 'opt_out');
    const queueId = await callAbout('visit', 'no_answer');
    const deps = bench.deps();
    const getConversation: typeof deps.client.getConversation = async (id) => {
      const answer = await deps.client.getConversation(id);
      return { ...answer, value: { ...answer.value, messages: [] } };
    };
    const error = await refusalOf(bench.again(queueId, {}, { ...deps, client: { ...deps.client, getConversation } }));
    expect(error).toMatchObject({ code: 'WORDS_NOT_THERE_YET', placement: 'not_placed', message: expect.stringContaining('another call with this person') });
    expect(bench.accepted()).toHaveLength(2);
    expect(await bench.again(queueId)).toMatchObject({ code: 'OPTED_OUT' });
  });

  test.each(['db_failure_list', '503'] as const)('a list that fails (%s) calls nobody, and is an error, so that a later run can tell', async (kind) => {
    const queueId = await callAbout('visit', 'no_answer');
    bench.sandbox.faults.add({ kind, match: { operation: 'listOutbound' }, times: null });
    expect(await refusalOf(bench.again(queueId))).toMatchObject({ kind: 'server', placement: 'not_placed' });
    expect(bench.accepted()).toHaveLength(1);
  });

  test('a talk that cannot be read just now calls nobody', async () => {
    await callAbout('renewal', 'opt_out');
    const queueId = await callAbout('visit', 'no_answer');
    bench.sandbox.faults.add({ kind: '500', match: { operation: 'getConversation' }, times: null });
    expect(await refusalOf(bench.again(queueId))).toMatchObject({ kind: 'server', placement: 'not_placed' });
  });

  test('a business that may read no conversation leaves alone whoever was talked with', async () => {
    await callAbout('renewal', 'recipient_hung_up');
    const queueId = await callAbout('visit', 'no_answer');
    bench.sandbox.faults.add({ kind: '403', match: { operation: 'getConversation' }, times: null });
    expect(await bench.again(queueId)).toMatchObject({ retry: false, code: 'WORDS_NOT_READABLE' });
  });
});
