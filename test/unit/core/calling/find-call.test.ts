import { isIqraError, searching, type CallQuestion, type Client } from '@iqra-automation/core';
import { createCallKey } from '@iqra-automation/core/testing';
import { businessIds, campaignIds } from '../../../../packages/sandbox/src/seed.ts';
import { startSandbox, type Sandbox } from '../../../../packages/sandbox/src/sandbox.ts';
import { openClient } from '../open-sandbox-client.ts';
import { place, recipientNumber } from '../reading/place-in-turn.ts';

const businessId = String(businessIds.clinic);

describe('finding a call in the sandbox', () => {
  let sandbox: Sandbox;
  let client: Client;

  beforeEach(async () => {
    sandbox = await startSandbox({ timeScale: 0 });
    client = openClient(sandbox);
  });
  afterEach(() => sandbox.close());

  const idFound = async (question: CallQuestion): Promise<string | null> => (await searching.findCall(client, question))?.value.queueId ?? null;
  const keyOf = (eventKey: string, campaignId: string | null): Readonly<Record<string, string>> => ({
    iqra_call_key: createCallKey({ businessId, campaignId, recipientNumber, eventKey }),
  });
  const eventQuestion = (eventKey: string, campaignId: string | null): CallQuestion => ({ by: 'event', recipientNumber, campaignId, businessId, eventKey });

  test('by its queue id; none where nobody knows it', async () => {
    const queueId = await place(sandbox, client);
    expect(await idFound({ by: 'queue_id', queueId })).toBe(queueId);
    expect(await idFound({ by: 'queue_id', queueId: '6742e6b8f0a1c2d3e4f50617' })).toBeNull();
  });

  test('by its queue id: a failure is no proof that there is none', async () => {
    const elsewhere = openClient(sandbox, { connection: { businessId: '999999' } });
    await expect(searching.findCall(elsewhere, { by: 'queue_id', queueId: await place(sandbox, client) })).rejects.toMatchObject({ placement: 'not_placed' });
    const stranger = { ...client, getCall: () => Promise.reject(new TypeError('a fault of ours')) };
    await expect(searching.findCall(stranger, { by: 'queue_id', queueId: 'q' })).rejects.toThrow('a fault of ours');
  });

  test('by its recipient: the newest, of the campaign if one is named', async () => {
    expect(await idFound({ by: 'recipient', recipientNumber, campaignId: null })).toBeNull();
    const reminder = await place(sandbox, client);
    const survey = await place(sandbox, client, { campaignId: campaignIds.consultation });
    expect(await idFound({ by: 'recipient', recipientNumber, campaignId: null })).toBe(survey);
    expect(await idFound({ by: 'recipient', recipientNumber, campaignId: campaignIds.reminders })).toBe(reminder);
    expect(await idFound({ by: 'recipient', recipientNumber: '+14155552672', campaignId: null })).toBeNull();
  });

  test('by its Event Key: the newest of that event, with or without the campaign in the key', async () => {
    const first = await place(sandbox, client, { metadata: keyOf('lead-7', campaignIds.reminders) });
    await place(sandbox, client, { metadata: keyOf('lead-8', campaignIds.reminders) });
    expect(await idFound(eventQuestion('lead-7', campaignIds.reminders))).toBe(first);
    expect(await idFound(eventQuestion('lead-7', null))).toBe(first);
    expect(await idFound(eventQuestion('lead-9', null))).toBeNull();
    const withoutCampaign = await place(sandbox, client, { metadata: keyOf('lead-10', null) });
    expect(await idFound(eventQuestion('lead-10', null))).toBe(withoutCampaign);
  });

  test('by its Event Key, behind a page of younger calls; behind six of them it is not said that there is none', async () => {
    const first = await place(sandbox, client, { metadata: keyOf('lead-7', campaignIds.reminders) });
    for (let n = 0; n < 60; n += 1) await place(sandbox, client);
    expect(await idFound(eventQuestion('lead-7', null))).toBe(first);
    for (let n = 0; n < 240; n += 1) await place(sandbox, client);
    await expect(searching.findCall(client, eventQuestion('lead-7', null))).rejects.toMatchObject({
      code: 'TOO_MANY_CALLS_TO_SEARCH',
      message: 'The call was not among the newest 300 calls to this recipient, and older ones were not searched.',
    });
  });

  test('a list that shows calls of another campaign is a failure of the server, not an answer', async () => {
    await place(sandbox, client);
    await place(sandbox, client, { campaignId: campaignIds.consultation });
    const everything: Client = { ...client, listCalls: (query) => client.listCalls('cursor' in query ? query : { ...query, filter: { recipientNumbers: [recipientNumber] } }) };
    const question: CallQuestion = { by: 'recipient', recipientNumber, campaignId: campaignIds.reminders };
    await expect(searching.findCall(everything, question)).rejects.toMatchObject({ code: 'LIST_LEFT_FILTER' });
    await expect(searching.readCalls(everything, { campaignIds: [campaignIds.reminders] }, null)).rejects.toMatchObject({ code: 'LIST_LEFT_FILTER' });
  });

  test('an empty list against a count is a failure of the server, not a proof', async () => {
    await place(sandbox, client);
    sandbox.faults.add({ kind: 'db_failure_list', match: { operation: 'listOutbound' } });
    const failure = await searching.findCall(client, { by: 'recipient', recipientNumber, campaignId: null }).catch((error: unknown) => error);
    expect(isIqraError(failure) && failure.code).toBe('LIST_EMPTY_BUT_COUNTED');
  });
});
