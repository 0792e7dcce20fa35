import { createCampaignDirectory, standings, type Client, type KnownCall, type WaitedCall, waiting } from '@iqra-automation/core';
import { campaignIds } from '../../../../packages/sandbox/src/seed.ts';
import { startSandbox, type OutcomeName, type Sandbox } from '../../../../packages/sandbox/src/sandbox.ts';
import { openClient } from '../open-sandbox-client.ts';
import { placeCalls, Script } from '../polling/sandbox-host.ts';

describe('a call that somebody waits for, read over real HTTP', () => {
  let sandbox: Sandbox;
  let client: Client;
  let script: Script;

  beforeEach(async () => {
    script = new Script();
    // The cleanup job runs at each fifth minute: it finds a call of ten minutes two minutes before its end.
    sandbox = await startSandbox({ ...script.options, startAt: '2026-11-24T09:02:00Z' });
    client = openClient(sandbox);
  });
  afterEach(() => sandbox.close());

  const place = async (outcome: OutcomeName, campaignId?: string): Promise<string> => (await placeCalls(client, sandbox, script, [outcome], campaignId))[0] ?? '';
  const read = (queueId: string): Promise<WaitedCall> => waiting.readWaitedCall({ reads: client, campaigns: createCampaignDirectory(client) }, queueId);
  const known = (queueId: string, isOwn = true): KnownCall => ({
    isOwn,
    queueId,
    recipientNumber: '+14155550000',
    campaignId: campaignIds.reminders,
    campaignName: 'Reminders',
    callKey: 'key',
  });

  test('a talk that goes on is open, and gives its ids, an empty outcome and a note', async () => {
    const queueId = await place('recipient_hung_up');
    await sandbox.advance(15_000);
    const call = await read(queueId);
    expect(call).toMatchObject({ kind: 'open', confirmedByMs: null });
    expect(waiting.toWaitedResult(known(queueId), call, 'The limit is over.')).toMatchObject({
      id: queueId,
      queueId,
      outcome: null,
      reached: null,
      optOutRequested: null,
      transcript: '',
      metadata: { crm_id: 'C-1' },
      note: expect.stringMatching(/^The limit is over\. .+ queue ID/),
    });
  });

  test('a call that has ended gives what the trigger gives', async () => {
    const queueId = await place('recipient_hung_up');
    await sandbox.advanceUntilSettled();
    const result = waiting.toWaitedResult(known(queueId), await read(queueId), 'not used');
    expect(result).toMatchObject({ queueId, outcome: 'completed', reached: true, note: null, warnings: [], campaignName: expect.any(String) });
    expect(result.transcript).toMatch(/^Agent: /);
    expect(result.durationSeconds).toBeGreaterThan(0);
  });

  test('an end that the cleanup job invents during a live call does not end the wait', async () => {
    const queueId = await place('long_call');
    const ends: string[] = [];
    const outcomes = new Set<string | null>();
    for (let minute = 0; minute < 70; minute += 1) {
      await sandbox.advance(60_000);
      const entry = (await client.getCall(queueId)).value;
      const call = await read(queueId);
      if (entry.sessionState === 'ended' && entry.endReason === 'not_set') ends.push(call.kind);
      if (call.kind === 'ended') outcomes.add(call.event.outcome);
    }
    expect([...outcomes]).toEqual(['completed']);
    expect(ends.length).toBeGreaterThan(0);
    expect(new Set(ends)).toEqual(new Set(['open']));
  });

  test.each([
    ['can be read', 0, 20],
    ['cannot, so the longest call may take an hour', null, 70],
  ])('a talk of ten minutes whose words are late, and whose end is not written yet, is not told as unanswered, where its campaign %s', async (_what, times, settledAfter) => {
    const queueId = await place('long_call');
    while ((await client.getCall(queueId)).value.endReason !== 'recipient_hung_up') await sandbox.advance(10_000);
    if (times === null) sandbox.faults.add({ kind: '500', times, match: { operation: 'getBusiness' } });
    const getConversation: Client['getConversation'] = async (id) => {
      const answer = await client.getConversation(id);
      return { ...answer, value: { ...answer.value, messages: [], parties: answer.value.parties.map((party) => ({ ...party, leftAt: null })) } };
    };
    const late = () => ({ reads: { ...client, getConversation }, campaigns: createCampaignDirectory(client) });
    const unknown = { status: 'unconfirmed', ended: false, outcome: null, reached: null };
    const startedMs = Date.parse((await client.getConversation((await client.getCall(queueId)).value.conversationId ?? '')).value.startedAt);
    expect(sandbox.now() - startedMs).toBeGreaterThan(9 * 60_000);
    for (const minutes of [0, settledAfter - 1]) {
      await sandbox.advance(Math.max(0, startedMs + minutes * 60_000 - sandbox.now()));
      expect(await standings.readSpokenStanding(late(), await client.getCall(queueId))).toEqual(unknown);
      expect(waiting.toWaitedResult(known(queueId), await waiting.readWaitedCall(late(), queueId), '')).toMatchObject({ outcome: null, reached: null });
    }
    expect(await read(queueId)).toMatchObject({ kind: 'ended', event: { outcome: 'completed', reached: true } });
    await sandbox.advance(2 * 60_000);
    expect(await standings.readSpokenStanding(late(), await client.getCall(queueId))).toMatchObject({ outcome: 'no_answer', reached: false });
  });

  test('a failed call that may still turn into a placed one is open until that time is over', async () => {
    const queueId = await place('failed_then_placed');
    while ((await client.getCall(queueId)).value.progress !== 'failed') await sandbox.advance(1_000);
    const call = await read(queueId);
    if (call.kind !== 'open' || call.confirmedByMs === null) throw new Error(`${call.kind} has no time by which it settles`);
    expect(call).toMatchObject({ standing: 'unconfirmed' });
    expect(call.confirmedByMs).toBeGreaterThanOrEqual(sandbox.now() + 100_000);
    await sandbox.advanceUntilSettled();
    expect(await read(queueId)).toMatchObject({ kind: 'ended', event: { outcome: 'completed' } });
  });

  test('what cannot be read is neither ended nor open', async () => {
    expect(await read('674300000000000000000000')).toMatchObject({ kind: 'unread' });
    const queueId = await place('declined');
    await sandbox.advanceUntilSettled();
    sandbox.faults.add({ kind: '500', times: 100, match: { path: `/queues/outbound/${queueId}` } });
    const call = await read(queueId);
    expect(call.kind).toBe('unread');
    const result = waiting.toWaitedResult(known(queueId), call, 'It was woken.');
    expect(result).toMatchObject({ queueId, outcome: null, recipientNumber: '+14155550000', campaignName: 'Reminders', callKey: 'key' });
  });

  test('a key that is refused is told', async () => {
    const queueId = await place('declined');
    const refused = openClient(sandbox, { apiKey: 'iu_wrong' });
    await expect(waiting.readWaitedCall({ reads: refused, campaigns: createCampaignDirectory(refused) }, queueId)).rejects.toMatchObject({ kind: 'authentication' });
  });
});
