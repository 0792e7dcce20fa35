import { createZap, type PollOutcome } from '../../../hosts/zapier/zap.ts';
import type { StepResult } from '../../../hosts/zapier/step-result.ts';
import type { Values } from '../../../hosts/zapier/zapier-app.ts';
import { startZapierWithSandbox, type ZapierWithSandbox } from '../../../hosts/zapier/zapier-with-sandbox.ts';
import { keys, campaignIds } from '../../../../packages/sandbox/src/seed.ts';
import { depth } from '../../../depth.ts';

const outcomes = ['agent_hung_up', 'no_answer', 'declined', 'voicemail'] as const;

describe('Outbound Call Ended', () => {
  let zapier: ZapierWithSandbox;

  beforeEach(async () => {
    const outcomeOf = (recipient: string) => outcomes[Number(recipient.slice(-1)) % outcomes.length];
    zapier = await startZapierWithSandbox({ sandbox: { timeScale: 0, outcomeOf } });
  });
  afterEach(() => zapier.close());

  const place = async (count: number, campaign_id: string = campaignIds.consultation): Promise<void> => {
    const { authData, sandbox } = zapier;
    for (let at = 0; at < count; at += 1) {
      const body = new FormData();
      body.set('config', config(`+1415555${String(2000 + at)}`, campaign_id));
      await fetch(`${sandbox.origin}/api/v1/business/184/call/initiate`, { method: 'POST', headers: { authorization: `Token ${String(authData['api_key'])}` }, body });
    }
  };

  const config = (toNumber: string, campaignId: string): string => {
    const at = new Date(zapier.sandbox.now()).toISOString();
    const until = new Date(zapier.sandbox.now() + 3_600_000).toISOString();
    return JSON.stringify({ campaignId, number: { type: 0, toNumber }, schedule: { dateTimeUTC: at, maxDateTimeUTC: until }, dynamicVariables: { customer_name: 'Amina' }, metadata: {} });
  };

  const items = (result: StepResult): readonly Values[] => (result.status === 'success' ? (result.results as readonly Values[]) : []);
  const newItems = (outcome: PollOutcome): readonly Values[] => (outcome.status === 'success' ? outcome.newItems : []);
  const outcomesOf = (list: readonly Values[]): readonly string[] => list.flatMap(({ outcome }) => (typeof outcome === 'string' ? [outcome] : []));
  const conversationReads = (): number => zapier.sandbox.requests().filter(({ path }) => path.includes('/conversations/')).length;

  it('starts a Zap once for each call that ended after it was switched on, with what was said', async () => {
    await place(2);
    await zapier.sandbox.advanceUntilSettled();
    const zap = createZap(zapier.app, 'call_completed', {});
    await zap.turnOn();
    await place(4);
    expect(newItems(await zap.poll())).toEqual([]);
    await zapier.sandbox.advanceUntilSettled();
    const ended = newItems(await zap.poll());
    expect(outcomesOf(ended).toSorted()).toEqual(['completed', 'declined', 'no_answer', 'voicemail']);
    expect(ended.find((item) => item['outcome'] === 'completed')).toMatchObject({
      campaign_name: 'Long consultation',
      dynamic_variables: { customer_name: 'Amina' },
      transcript: expect.stringContaining('Agent: Hello Amina'),
      recording: expect.stringMatching(/^hydrate\|\|\|/),
    });
    expect(newItems(await zap.poll())).toEqual([]);
  });

  it('returns the newest call first, each with its own id', async () => {
    await place(3);
    await zapier.sandbox.advanceUntilSettled();
    const ended = items(await zapier.app.pollTrigger('call_completed', {}));
    const placedAt = ended.map((item) => String(item['placed_at']));
    expect(placedAt).toEqual([...placedAt].toSorted().toReversed());
    expect(new Set(ended.map((item) => item['id'])).size).toBe(3);
  });

  it('returns many calls that ended between two polls, all of them, within the time of a step', async () => {
    const count = depth({ whole: 1_000, quick: 90 });
    await place(count);
    await zapier.sandbox.advanceUntilSettled();
    const startedMs = Date.now();
    const ended = items(await zapier.app.pollTrigger('call_completed', {}));
    expect(new Set(ended.map((item) => item['id'])).size).toBe(count);
    expect(Date.now() - startedMs).toBeLessThan(25_000);
    expect(conversationReads()).toBeLessThanOrEqual(40);
    const pointers = ended.filter((item) => String(item['transcript']).startsWith('hydrate|||'));
    expect(await zapier.app.hydrate(String(pointers.at(-1)?.['transcript']))).toMatchObject({ status: 'success', results: expect.any(String) });
    expect(await zapier.app.hydrate(String(pointers.at(-1)?.['messages']))).toMatchObject({ status: 'success', results: expect.any(Array) });
  }, 60_000);

  it('reads each conversation once, and none to fill the list of seen calls', async () => {
    await place(8);
    await zapier.sandbox.advanceUntilSettled();
    await createZap(zapier.app, 'call_completed', {}).turnOn();
    expect(conversationReads()).toBe(0);
    await place(8);
    await zapier.sandbox.advanceUntilSettled();
    await zapier.app.pollTrigger('call_completed', {});
    const afterFirst = conversationReads();
    await zapier.app.pollTrigger('call_completed', {});
    expect(afterFirst).toBeGreaterThan(0);
    expect(conversationReads()).toBe(afterFirst);
  });

  it('gives a second Zap on the same connection every call too, with the same words', async () => {
    const first = createZap(zapier.app, 'call_completed', {});
    const second = createZap(zapier.app, 'call_completed', {});
    await first.turnOn();
    await second.turnOn();
    await place(4);
    await zapier.sandbox.advanceUntilSettled();
    const one = newItems(await first.poll());
    const two = newItems(await second.poll());
    expect(two.map((item) => [item['id'], item['transcript']])).toEqual(one.map((item) => [item['id'], item['transcript']]));
  });

  it('starts no Zap for a call of before it was switched on, also when the cache is emptied later', async () => {
    await createZap(zapier.app, 'call_completed', {}).turnOn();
    await zapier.app.pollTrigger('call_completed', {});
    await place(4);
    await zapier.sandbox.advanceUntilSettled();
    await zapier.sandbox.advance(50 * 60_000);
    const zap = createZap(zapier.app, 'call_completed', {});
    await zap.turnOn();
    zapier.app.services.cache.clear();
    expect(newItems(await zap.poll())).toEqual([]);
  });

  it.each(['throttled', 'fails', 'absent'] as const)('works while the cache is %s', async (behaviour) => {
    zapier.app.services.setCacheBehaviour(behaviour);
    await place(4);
    await zapier.sandbox.advanceUntilSettled();
    expect(items(await zapier.app.pollTrigger('call_completed', {}))).toHaveLength(4);
  });

  it('keeps to the chosen outcomes and campaigns, and leaves the words out when asked to', async () => {
    await place(4);
    await place(4, campaignIds.reminders);
    await zapier.sandbox.advanceUntilSettled();
    const chosen = items(await zapier.app.pollTrigger('call_completed', { outcomes: ['completed', 'Voicemail'], campaigns: [campaignIds.reminders], include_transcript: 'no' }));
    expect(outcomesOf(chosen).toSorted()).toEqual(['completed', 'voicemail']);
    expect(chosen.every((item) => item['campaign_id'] === campaignIds.reminders && item['transcript'] === '' && item['recording'] === null)).toBe(true);
    expect(conversationReads()).toBe(0);
  });

  it('returns a call whose words cannot be read, with the reason, before it leaves the window', async () => {
    await place(1);
    await zapier.sandbox.advanceUntilSettled();
    zapier.sandbox.faults.add({ kind: '403', times: null, match: { operation: 'getConversation' } });
    expect(items(await zapier.app.pollTrigger('call_completed', {}))).toMatchObject([{ outcome: 'completed', transcript: '', warnings: [expect.stringContaining('could not be read')] }]);
  });

  it('fails loudly, and as what it is, when the key is revoked, or too many requests are made', async () => {
    expect(await zapier.app.pollTrigger('call_completed', {}, { authData: { ...zapier.authData, api_key: keys.revoked.text } })).toMatchObject({ status: 'auth_expired' });
    expect(await zapier.app.pollTrigger('call_completed', {}, { authData: { ...zapier.authData, api_key: keys.withoutOutboundQueue.text } })).toMatchObject({ status: 'errored', message: expect.stringContaining('Conversations, outbound') });
    zapier.sandbox.faults.add({ kind: '429', times: null, retryAfterSeconds: 120 });
    expect(await zapier.app.pollTrigger('call_completed', {})).toMatchObject({ status: 'throttled', retryAfterSeconds: 120 });
  });
});
