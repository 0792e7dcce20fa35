import type { Sandbox } from '../../../../packages/sandbox/src/sandbox.ts';
import { campaignIds, secretsInBusinessAnswer } from '../../../../packages/sandbox/src/seed.ts';
import { get, stillSandbox } from '../api.ts';

let sandbox: Sandbox;
beforeAll(async () => {
  sandbox = await stillSandbox();
});
afterAll(() => sandbox.close());

interface BusinessData {
  readonly businessData: Record<string, unknown>;
  readonly businessApp: Record<string, readonly Record<string, unknown>[]>;
}

test('the whole configuration comes back with the documented keys', async () => {
  const { data } = (await get<BusinessData>(sandbox, '')).json;
  expect(Object.keys(data)).toEqual(['businessData', 'businessApp']);
  expect(Object.keys(data.businessData)).toEqual('id masterUserEmail name logoUrl defaultLanguage languages tutorials permission whiteLabelAssignedCustomerEmail'.split(' '));
  expect(Object.keys(data.businessApp)).toEqual('id context tools agents scripts integrations cache routings numbers knowledgeBases telephonyCampaigns webCampaigns postAnalysis'.split(' '));
  expect(data.businessData).toMatchObject({ id: 184, name: 'Dental Clinic' });
});

test('campaigns declare their variables, limits and number routes; agents have names per language', async () => {
  const { businessApp } = (await get<BusinessData>(sandbox, '')).json.data;
  const reminders = businessApp['telephonyCampaigns']?.find((campaign) => campaign['id'] === campaignIds.reminders);
  expect(reminders).toMatchObject({
    general: { name: 'Appointment reminders' },
    configuration: { timeouts: { maxCallTimeS: 600 } },
    numberRoute: { routeNumberList: { GB: expect.any(String) }, defaultNumberId: expect.any(String) },
    variables: { dynamicVariables: [{ key: 'customer_name', isRequired: true, isEmptyOrNullAllowed: false }, { key: 'appointment_time', isRequired: false }] },
  });
  expect(businessApp['agents']).toContainEqual(expect.objectContaining({ general: expect.objectContaining({ name: { ar: 'وكيل الاستشارة' } }) }));
  expect(businessApp['numbers']).toContainEqual(expect.objectContaining({ voiceEnabled: false }));
  expect(businessApp['webCampaigns']).toHaveLength(1);
});

test('it carries the secrets that a client must keep to itself', async () => {
  const { text } = await get(sandbox, '');
  for (const secret of secretsInBusinessAnswer) expect(text).toContain(secret);
});

test('codes', async () => {
  expect((await get(sandbox, '', { businessId: 999 })).json).toMatchObject({ message: null, code: 'GetBusiness:ValidateUserAPIAndBusinessWithPermissions:GetUserBusinessById:1' });
  sandbox.faults.add({ kind: 'db_failure' });
  expect((await get(sandbox, '')).json).toMatchObject({ message: null, code: 'GetBusiness:GetUserBusinessAppById:1' });
  sandbox.faults.add({ kind: 'exception' });
  expect((await get(sandbox, '')).json.code).toBe('GetBusiness:EXCEPTION');
});
