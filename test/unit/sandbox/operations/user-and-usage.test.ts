import type { Sandbox } from '../../../../packages/sandbox/src/sandbox.ts';
import { brokenKeys, keys } from '../../../../packages/sandbox/src/seed.ts';
import { entry, get, placed, post, stillSandbox } from '../api.ts';
import type { Page } from '../api.ts';

let sandbox: Sandbox;
beforeAll(async () => {
  sandbox = await stillSandbox();
});
afterAll(() => sandbox.close());

const restriction = 'ValidateUserAPIWithPermissions:API_ACCESS_MANAGEMENT_RESTRICTION';
const period = { startDate: '2026-11-24T00:00:00Z', endDate: '2026-11-25T00:00:00Z' };

test('the account, with its misspelt list of business ids', async () => {
  const { data } = (await get<Record<string, unknown>>(sandbox, '/user')).json;
  expect(Object.keys(data)).toEqual('email firstName lastName bussiness businessPermission apiKeys notifications'.split(' '));
  expect(data).toMatchObject({ bussiness: [184, 185, 186, 187, 188] });
  expect(JSON.stringify(data)).not.toContain(sandbox.apiKey);
});

test('access failures of the account carry the prefix of another operation', async () => {
  expect((await get(sandbox, '/user', { key: keys.withoutUserManagement.text })).json.code).toBe(`GetConversations:${restriction}`);
  expect((await get(sandbox, '/user', { key: brokenKeys.USER_NOT_FOUND })).json.code).toBe('GetConversations:ValidateUserAPIWithPermissions:VALIDATE_API_KEY:USER_NOT_FOUND');
  sandbox.faults.add({ kind: 'exception' });
  expect((await get(sandbox, '/user')).json.code).toBe('GetUserData:EXCEPTION');
});

test('usage: one record per answered conversation, matched by its session id', async () => {
  const answered = await placed(sandbox, '+14155550102');
  await placed(sandbox, '+14155550104');
  await sandbox.advanceUntilSettled();
  await sandbox.advance(2_000);
  const history = (await post<Page<{ sourceId: string }>>(sandbox, '/user/usage/history', { businessIds: [184] })).json.data;
  expect(history.items).toEqual([
    {
      id: expect.any(String), timestamp: expect.any(String), businessId: 184, planId: 'payg', description: 'Conversation Session Usage', sourceType: 'Conversation',
      sourceId: (await entry(sandbox, answered)).sessionId,
      consumedFeatures: [{ featureKey: 'Call_Minutes', type: 'PayAsYouGo', quantity: expect.any(Number), appliedUnitUsage: 0.05, totalUsage: expect.any(Number) }],
    },
  ]);
  expect((await post(sandbox, '/user/usage/count', { ...period, comparePrevious: true })).json.data).toEqual({ currentCounts: { Conversation: 1 }, previousCounts: {} });
  expect((await post(sandbox, '/user/usage/count', { ...period, businessIds: [185] })).json.data).toEqual({ currentCounts: {}, previousCounts: null });
});

test('an empty page of usage reports page size 0', async () => {
  const page = (await post<Page<unknown>>(sandbox, '/user/usage/history', { businessIds: [185] })).json.data;
  expect(page).toMatchObject({ items: [], pageSize: 0, totalCount: 0 });
});

test('usage needs the flag of the key, and fails loudly', async () => {
  const key = keys.withoutUserManagement.text;
  expect((await post(sandbox, '/user/usage/count', period, { key })).json.code).toBe(`GetUsageCount:${restriction}`);
  expect((await post(sandbox, '/user/usage/history', {}, { key })).json.code).toBe(`GetUsageHistory:${restriction}`);
  sandbox.faults.add({ kind: 'db_failure', times: 2 });
  expect((await post(sandbox, '/user/usage/count', period)).json.code).toBe('GetUsageCount:GET_USAGE_COUNT_FAILED');
  expect((await post(sandbox, '/user/usage/history', {})).json.code).toBe('GetUsageHistory:USAGE_HISTORY_FAILED');
});

test('a self-hosted server never writes usage', async () => {
  const selfHosted = await stillSandbox({ usageRecords: false });
  await placed(selfHosted, '+14155550102');
  await selfHosted.advance(3_600_000);
  expect((await post(selfHosted, '/user/usage/count', period)).json.data).toEqual({ currentCounts: {}, previousCounts: null });
  await selfHosted.close();
});
