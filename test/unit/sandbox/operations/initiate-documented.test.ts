import type { Sandbox } from '../../../../packages/sandbox/src/sandbox.ts';
import { agentIds, brokenKeys, businessIds, campaignIds, keys, numberIds } from '../../../../packages/sandbox/src/seed.ts';
import { config, entry, post, postForm, queueIdOf, startAt, stillSandbox } from '../api.ts';

let documented: Sandbox;
let either: Sandbox;
let onlyConfig: Sandbox;
beforeAll(async () => {
  [documented, either, onlyConfig] = await Promise.all([stillSandbox({ format: 'documented' }), stillSandbox(), stillSandbox({ format: 'config' })]);
});
afterAll(() => Promise.all([documented.close(), either.close(), onlyConfig.close()]));

const flat = (changes: Record<string, string> = {}): Record<string, string> => ({ RecipientNumber: '+14155550101', NumberId: numberIds.us, AgentId: agentIds.reminder, ...changes });

test('the documented server reads flat fields and answers in PascalCase', async () => {
  const answer = await postForm(documented, flat({ CampaignId: campaignIds.reminders, 'DynamicVariables[customer_name]': 'Amina', 'Metadata[crm_Id]': 'C-1', ScheduledTime: '2026-11-24T12:00:00Z' }));
  expect(answer.text).toMatch(/^\{"Success":true,"Data":\["[0-9a-f]{24}"\],"Code":null,"Message":null\}$/);
  const read = JSON.parse((await post(documented, '/queues/outbound', {})).text);
  expect(Object.keys(read.Data)).toEqual(['Items', 'NextCursor', 'PreviousCursor', 'HasNextPage', 'HasPreviousPage', 'PageSize', 'TotalCount']);
  expect(read.Data.Items[0]).toMatchObject({ Status: 0, RecipientNumber: '+14155550101', CampaignId: campaignIds.reminders, DynamicVariables: { customer_name: 'Amina' }, Metadata: { crm_Id: 'C-1' } });
  expect(documented.ledger().accepted.at(-1)).toMatchObject({ scheduledFor: startAt + 3 * 3_600_000, expiresAt: null });
});

test.each([
  ['number not valid', { RecipientNumber: '+1234567890' }, 'INVALID_NUMBER'],
  ['number not E.164', { RecipientNumber: '+1 415 555 0101' }, 'INVALID_NUMBER'],
  ['number missing', { RecipientNumber: '' }, 'INVALID_NUMBER'],
  ['calling number unknown', { NumberId: 'x' }, 'INVALID_NUMBER_ID'],
  ['calling number without voice', { NumberId: numberIds.voiceDisabled }, 'INVALID_NUMBER_ID'],
  ['agent unknown', { AgentId: agentIds.deleted }, 'INVALID_AGENT'],
  ['campaign unknown', { CampaignId: 'x' }, 'EXCEPTION'],
  ['time unreadable', { ScheduledTime: 'soon' }, 'EXCEPTION'],
])('documented refusal: %s', async (_case, changes, tail) => {
  const answer = JSON.parse((await postForm(documented, flat(changes))).text);
  expect(answer).toMatchObject({ Success: false, Data: null, Code: `InitiateCall:${tail}` });
});

test('documented refusals of access: 401 for a bad key, two-part codes for the rest', async () => {
  for (const key of Object.values(brokenKeys)) {
    const answer = await postForm(documented, flat(), { key });
    expect([answer.status, answer.text]).toEqual([401, '{"detail":"Invalid token."}']);
  }
  const codeOf = async (key: string, businessId: number = businessIds.clinic) => JSON.parse((await postForm(documented, flat(), { key, businessId })).text).Code as string;
  expect(await codeOf(keys.withoutMakeCall.text)).toBe('InitiateCall:PERMISSION_DENIED');
  expect(await codeOf(keys.restrictedElsewhere.text)).toBe('InitiateCall:PERMISSION_DENIED');
  expect(await codeOf(keys.full.text, 999)).toBe('InitiateCall:PERMISSION_DENIED');
  expect(await codeOf(keys.full.text, businessIds.disabled)).toBe('InitiateCall:BUSINESS_DISABLED');
  documented.faults.add({ kind: 'insufficient_balance' });
  expect(await codeOf(keys.full.text)).toBe('InitiateCall:INSUFFICIENT_BALANCE');
});

test('the documented server does not read config, and a config server does not read flat fields', async () => {
  expect(JSON.parse((await postForm(documented, { config: JSON.stringify(config(documented)) })).text).Code).toBe('InitiateCall:INVALID_NUMBER');
  expect((await postForm(onlyConfig, flat())).json.code).toBe('InitiateCall:QueueCallInitiationRequestAsync:FORM_DATA_CONFIG_NOT_FOUND');
});

test('a server of either kind answers camelCase, prefers config, and reads flat fields without it', async () => {
  const both = await postForm(either, { ...flat({ RecipientNumber: '+442079460001' }), config: JSON.stringify(config(either)) });
  expect((await entry(either, queueIdOf(both))).recipientNumber).toBe('+14155550101');
  const onlyFlat = await postForm(either, flat({ RecipientNumber: '+442079460001' }));
  expect((await entry(either, queueIdOf(onlyFlat))).recipientNumber).toBe('+442079460001');
  expect((await postForm(either, { x: 'y' })).json.code).toBe('InitiateCall:QueueCallInitiationRequestAsync:FORM_DATA_CONFIG_NOT_FOUND');
});
