import type { Sandbox } from '../../../../packages/sandbox/src/sandbox.ts';
import { brokenKeys, businessIds, keys } from '../../../../packages/sandbox/src/seed.ts';
import { get, initiate, post, stillSandbox } from '../api.ts';
import type { CallOptions } from '../api.ts';

let sandbox: Sandbox;
beforeAll(async () => {
  sandbox = await stillSandbox();
});
afterAll(() => sandbox.close());

const a = 'ValidateUserAPIAndBusinessWithPermissions';
const u = `${a}:ValidateUserAPIWithPermissions`;
const count = (options: CallOptions) => post(sandbox, '/queues/outbound/count', {}, options);

test.each(Object.entries(brokenKeys))('a key is refused with %s, in an envelope with status 200', async (tail, key) => {
  const answer = await count({ key });
  expect(answer.status).toBe(200);
  expect(answer.json).toMatchObject({ data: null, success: false, message: expect.any(String), code: `GetOutboundCallQueuesCount:${u}:VALIDATE_API_KEY:${tail}` });
});

test('the header: "Token " may be left out, Bearer and lower case are refused, nothing is refused', async () => {
  const withHeader = async (value: string) => (await count({ key: null, headers: { authorization: value } })).json;
  expect(await withHeader(sandbox.apiKey)).toMatchObject({ success: true });
  for (const value of [`Bearer ${sandbox.apiKey}`, `token ${sandbox.apiKey}`]) {
    expect((await withHeader(value)).code).toMatch(/VALIDATE_API_KEY:INVALID_FORMAT$/);
  }
  expect((await count({ key: null })).json.code).toMatch(/VALIDATE_API_KEY:INVALID_FORMAT$/);
});

test.each<[string, CallOptions, string]>([
  ['disabled user', { key: keys.disabledUser.text }, `${u}:ValidateUserPermissions:USER_DISABLED`],
  ['all businesses of the user disabled', { key: keys.businessesDisabled.text }, `${u}:ValidateUserPermissions:BUSINESS_DISABLED`],
  ['editing disabled for the user', { key: keys.editingDisabled.text }, `${u}:ValidateUserPermissions:BUSINESS_EDITING_DISABLED`],
  ['key for another business', { key: keys.restrictedElsewhere.text }, `${a}:RESTRICTED_API_KEY`],
  ['unknown business', { businessId: 999 }, `${a}:GetUserBusinessById:1`],
  ['business disabled', { businessId: businessIds.disabled }, `${a}:ValidateUserSessionAndGetUserAndBusinessAsync:BUSINESS_DISABLED`],
  ['business read-only', { businessId: businessIds.readOnly }, `${a}:ValidateUserSessionAndGetUserAndBusinessAsync:BUSINESS_EDITING_DISABLED`],
  ['no Conversations', { key: keys.withoutConversations.text }, `${a}:CheckModulePermission:CONVERSATIONS.CONVERSATIONPERMISSIONS_RETRIEVING`],
  ['no outbound queue', { key: keys.withoutOutboundQueue.text }, `${a}:CheckModulePermission:CONVERSATIONS.OUTBOUND_RETRIEVING`],
])('%s', async (_case, options, tail) => {
  expect((await count(options)).json.code).toBe(`GetOutboundCallQueuesCount:${tail}`);
  const list = await post(sandbox, '/queues/outbound', {}, options);
  expect(list.json.code).toBe(`GetOutboundCallQueues:${tail}`);
});

test('an unknown business has no message', async () => {
  expect((await count({ businessId: 999 })).json.message).toBeNull();
});

test('a key without Conversations can still place calls, one without MakeCall cannot', async () => {
  expect((await initiate(sandbox, {}, { key: keys.withoutConversations.text })).json.success).toBe(true);
  const refused = await initiate(sandbox, {}, { key: keys.withoutMakeCall.text });
  expect(refused.json.code).toBe(`InitiateCall:${a}:CheckModulePermission:MAKECALL_FULL`);
  expect((await count({ key: keys.withoutMakeCall.text })).json.success).toBe(true);
});

test('each module is asked for by its own operations', async () => {
  const inbound = await post(sandbox, '/queues/inbound/count', {}, { key: keys.withoutInboundQueue.text });
  expect(inbound.json.code).toBe(`GetInboundCallQueuesCount:${a}:CheckModulePermission:CONVERSATIONS.INBOUND_RETRIEVING`);
  const web = await post(sandbox, '/websession/history', {}, { key: keys.withoutWebSessions.text });
  expect(web.json.code).toBe(`GetWebSessionHistory:${a}:CheckModulePermission:CONVERSATIONS.WEBSESSION_RETRIEVING`);
  // What the framework asks for comes before any right.
  const named = { webCampaignId: 'x', regionId: 'x', clientIdentifier: 'x' };
  const start = await post(sandbox, '/websession/initiate', named, { key: keys.withoutWebSessions.text });
  expect(start.json.code).toBe(`InitiateWebSession:${a}:CheckModulePermission:WEBSESSIONCALL_FULL`);
});

test('reading a business needs no editing right and no module, but it must not be disabled', async () => {
  expect((await get(sandbox, '', { businessId: businessIds.readOnly })).json.success).toBe(true);
  expect((await get(sandbox, '', { key: keys.editingDisabled.text })).json.success).toBe(true);
  expect((await get(sandbox, '', { key: keys.withoutConversations.text })).json.success).toBe(true);
  expect((await get(sandbox, '', { businessId: businessIds.disabled })).json.code).toMatch(/:BUSINESS_DISABLED$/);
});

test('a key without a list of businesses is accepted for every business', async () => {
  expect((await count({ businessId: businessIds.other })).json.success).toBe(true);
  expect((await count({ businessId: businessIds.other, key: keys.restrictedHere.text })).json.code).toMatch(/RESTRICTED_API_KEY$/);
});

test('calls of one business are invisible to another', async () => {
  await initiate(sandbox, {}, { businessId: businessIds.other });
  const here = await count({});
  const there = await count({ businessId: businessIds.other });
  expect(there.json.data).toBe(1);
  expect(here.json.data).toBe(sandbox.ledger().accepted.length - 1);
});

test('a right that is switched off on the business is refused with the public reason, whatever the key', async () => {
  const refused = await initiate(sandbox, {}, { businessId: businessIds.unpaid });
  expect(refused.json).toMatchObject({ code: `InitiateCall:${a}:CheckModulePermission:MAKECALL_FULL`, message: "MakeCall action 'Full' is disabled: Unpaid invoice" });
  expect((await count({ businessId: businessIds.unpaid })).json.success).toBe(true);
});
