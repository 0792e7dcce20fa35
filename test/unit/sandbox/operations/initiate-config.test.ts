import type { Sandbox } from '../../../../packages/sandbox/src/sandbox.ts';
import { campaignIds, numberIds } from '../../../../packages/sandbox/src/seed.ts';
import { config, entry, initiate, placed, postForm, queueIdOf, startAt, stillSandbox } from '../api.ts';
import type { Config } from '../api.ts';

let sandbox: Sandbox;
beforeAll(async () => {
  sandbox = await stillSandbox();
});
afterAll(() => sandbox.close());

const queue = 'InitiateCall:QueueCallInitiationRequestAsync';
const forward = 'InitiateCall:ForwardCallInitiationRequestAsync';
const number = (toNumber: unknown, type: unknown = 0): Config => ({ number: { type, toNumber } });
const schedule = (dateTimeUTC: unknown, maxDateTimeUTC: unknown = '2026-11-24T10:00:00Z'): Config => ({ schedule: { dateTimeUTC, maxDateTimeUTC } });

test('a call is accepted and its id returned in a list', async () => {
  const answer = await initiate(sandbox);
  expect(answer.status).toBe(200);
  expect(answer.text).toMatch(/^\{"data":\["[0-9a-f]{24}"\],"success":true,"message":null,"code":null\}$/);
});

test.each<[string, Config, string]>([
  ['campaign absent', { campaignId: undefined }, `${queue}:CONFIG_CAMPAIGN_ID_NOT_FOUND`],
  ['campaign blank', { campaignId: '  ' }, `${queue}:CONFIG_CAMPAIGN_ID_NOT_FOUND`],
  ['number absent', { number: undefined }, `${queue}:CONFIG_NUMBER_NOT_FOUND`],
  ['number not an object', { number: '+14155550101' }, `${queue}:CONFIG_NUMBER_NOT_FOUND`],
  ['type absent', { number: { toNumber: '+14155550101' } }, `${queue}:CONFIG_NUMBER_TYPE_NOT_FOUND`],
  ['type as text', number('+14155550101', '0'), `${queue}:CONFIG_NUMBER_TYPE_NOT_FOUND`],
  ['type undefined', number('+14155550101', 2), `${queue}:CONFIG_NUMBER_TYPE_UNDEFINED`],
  ['recipient absent', { number: { type: 0 } }, `${queue}:CONFIG_NUMBER_TO_NUMBER_NOT_FOUND`],
  ['recipient blank', number(' '), `${queue}:CONFIG_NUMBER_TO_NUMBER_NOT_FOUND`],
  ['recipient of the published example', number('+1234567890'), `${queue}:CONFIG_NUMBER_TO_NUMBER_INVALID`],
  ['schedule absent', { schedule: undefined }, `${queue}:CONFIG_SCHEDULE_NOT_FOUND`],
  ['start absent', { schedule: { maxDateTimeUTC: '2026-11-24T10:00:00Z' } }, `${queue}:CONFIG_SCHEDULE_DATETIMEUTC_NOT_FOUND`],
  ['start blank', schedule(' '), `${queue}:CONFIG_SCHEDULE_DATETIMEUTC_NOT_FOUND`],
  ['start not a date', schedule('tomorrow'), `${queue}:CONFIG_SCHEDULE_DATETIMEUTC_PARSE_ERROR`],
  ['latest start absent', { schedule: { dateTimeUTC: '2026-11-24T10:00:00Z' } }, `${queue}:CONFIG_SCHEDULE_MAXDATETIMEUTC_NOT_FOUND`],
  ['latest start not a date', schedule('2026-11-24T10:00:00Z', '2026-13-01'), `${queue}:CONFIG_SCHEDULE_MAXDATETIMEUTC_PARSE_ERROR`],
  ['variable a number', { dynamicVariables: { customer_name: 7 } }, `${queue}:CONFIG_DYNAMIC_VARIABLES_VALUE_INVALID`],
  ['variable null', { dynamicVariables: { customer_name: null } }, `${queue}:CONFIG_DYNAMIC_VARIABLES_VALUE_INVALID`],
  ['required variable absent', { dynamicVariables: {} }, `${queue}:CONFIG_DYNAMIC_VARIABLES_REQUIRED_NOT_FOUND`],
  ['required variable empty', { dynamicVariables: { customer_name: '' } }, `${queue}:CONFIG_DYNAMIC_VARIABLES_REQUIRED_NOT_FOUND`],
  ['metadata a number', { metadata: { a: 1 } }, `${queue}:CONFIG_METADATA_VALUE_INVALID`],
  ['required metadata absent', { campaignId: campaignIds.survey }, `${queue}:CONFIG_METADATA_REQUIRED_NOT_FOUND`],
  ['agent deleted', { campaignId: campaignIds.orphaned }, `${queue}:CAMPAIGN_AGENT_NOT_FOUND`],
  ['calling number gone', { campaignId: campaignIds.numberGone }, `${forward}:BUSINESS_NUMBER_NOT_FOUND`],
  ['voice switched off', { campaignId: campaignIds.voiceDisabled }, `${forward}:BUSINESS_NUMBER_VOICE_DISABLED`],
])('%s', async (_case, changes, code) => {
  const before = sandbox.ledger().accepted.length;
  const answer = await initiate(sandbox, changes);
  expect(answer.json).toMatchObject({ data: null, success: false, code });
  expect(sandbox.ledger().accepted).toHaveLength(before);
});

test.each<[string, Config | string, RegExp]>([
  ['unknown campaign', { campaignId: '6713c0f2a54d1b0c9e4f7fff' }, /Object reference not set to an instance of an object/],
  ['not a phone number', number('hello'), /did not seem to be a phone number/],
  ['unknown calling code', number('+999123456789'), /Could not interpret numbers after plus-sign/],
  ['too short', number('+441'), /too short/],
  ['too long', number('+44123456789012345678'), /too long/],
  ['type a fraction', number('+14155550101', 0.5), /invalid format/],
  ['type beyond 32 bits', number('+14155550101', 3_000_000_000), /invalid format/],
  ['config a list', '[]', /requires an element of type 'Object'.*'Array'/],
  ['config a text', '"x"', /requires an element of type 'Object'.*'String'/],
  ['config a number', '7', /requires an element of type 'Object'.*'Number'/],
])('a user error that the server reports as EXCEPTION: %s', async (_case, changes, message) => {
  const text = typeof changes === 'string' ? changes : JSON.stringify(config(sandbox, changes));
  const answer = await postForm(sandbox, { config: text });
  expect(answer.json).toMatchObject({ success: false, code: 'InitiateCall:EXCEPTION', message: expect.stringMatching(message) });
  expect(answer.json.message).toMatch(/^Internal server error processing request: /);
});

test('equal names inside a map fail, elsewhere the last one wins', async () => {
  const text = JSON.stringify(config(sandbox));
  const doubled = text.replace('"customer_name":"Amina"', '"customer_name":"Amina","customer_name":"B"');
  expect((await postForm(sandbox, { config: doubled })).json).toMatchObject({ code: 'InitiateCall:EXCEPTION', message: expect.stringMatching(/same key.*customer_name/) });
  const doubledTop = text.replace('"campaignId":', '"campaignId":"gone","campaignId":');
  expect((await postForm(sandbox, { config: doubledTop })).json.success).toBe(true);
});

test.each<[string, Record<string, string | Blob>, string]>([
  ['no config field', { other: 'x' }, 'FORM_DATA_CONFIG_NOT_FOUND'],
  ['config sent as a file', { config: new Blob(['{}']) }, 'FORM_DATA_CONFIG_NOT_FOUND'],
  ['empty config', { config: '' }, 'FORM_DATA_CONFIG_EMPTY'],
  ['blank config', { config: '  ' }, 'CONFIG_DESERIALIZATION_ERROR'],
  ['broken JSON', { config: '{"campaignId":' }, 'CONFIG_DESERIALIZATION_ERROR'],
  ['names in another case', { config: JSON.stringify({ CampaignId: campaignIds.reminders }) }, 'CONFIG_CAMPAIGN_ID_NOT_FOUND'],
])('%s', async (_case, fields, tail) => {
  expect((await postForm(sandbox, fields)).json.code).toBe(`${queue}:${tail}`);
});

test('checks run in the order campaign, number, schedule, variables, metadata, agent', async () => {
  const steps: readonly (readonly [Config, string])[] = [
    [{ campaignId: '', number: undefined, schedule: undefined, dynamicVariables: { a: 1 }, metadata: { b: 1 } }, 'CONFIG_CAMPAIGN_ID_NOT_FOUND'],
    [{ campaignId: campaignIds.orphaned }, 'CONFIG_NUMBER_NOT_FOUND'],
    [number('+14155550101'), 'CONFIG_SCHEDULE_NOT_FOUND'],
    [schedule('2026-11-24T10:00:00Z'), 'CONFIG_DYNAMIC_VARIABLES_VALUE_INVALID'],
    [{ dynamicVariables: {} }, 'CONFIG_METADATA_VALUE_INVALID'],
    [{ metadata: {} }, 'CAMPAIGN_AGENT_NOT_FOUND'],
  ];
  let changes: Config = {};
  for (const [repair, tail] of steps) {
    changes = { ...changes, ...repair };
    expect((await initiate(sandbox, changes)).json.code).toBe(`${queue}:${tail}`);
  }
});

test('maps that are absent or no objects are ignored, and then nothing is required', async () => {
  for (const dynamicVariables of [undefined, null, 'x', []]) {
    const answer = await initiate(sandbox, { dynamicVariables });
    expect(answer.json.success).toBe(true);
    expect((await entry(sandbox, queueIdOf(answer))).dynamicVariables).toEqual({});
  }
});

test('a required variable that may be empty may be empty; unknown names are welcome', async () => {
  const answer = await initiate(sandbox, { campaignId: campaignIds.survey, dynamicVariables: { customer_name: '', extra: 'x' }, metadata: { crm_id: 'C-1', iqra_call_key: 'k' } });
  expect((await entry(sandbox, queueIdOf(answer))).metadata).toEqual({ crm_id: 'C-1', iqra_call_key: 'k' });
});

test.each([
  ['14155550101', '+14155550101'],
  ['0014155550101', '+14155550101'],
  ['6568881234', '+6568881234'],
  ['+1 (415) 555-0101', '+1 (415) 555-0101'],
])('recipient %s is stored and dialled as %s', async (sent, stored) => {
  expect((await entry(sandbox, await placed(sandbox, sent))).recipientNumber).toBe(stored);
});

test('the calling number follows the region of the recipient, else the default', async () => {
  const numberOf = async (to: string) => (await entry(sandbox, await placed(sandbox, to))).numberId;
  expect(await numberOf('+442079460001')).toBe(numberIds.gb);
  expect(await numberOf('+493023125001')).toBe(numberIds.de);
  expect(await numberOf('+14155550101')).toBe(numberIds.us);
  expect(await numberOf('+33199001201')).toBe(numberIds.us);
});

test('times without an offset are UTC here, with one they are converted, and neither is compared with the clock', async () => {
  for (const text of ['2026-11-24T12:00:00', '2026-11-24T14:00:00+02:00', '11/24/2026 12:00:00', '2026-11-24T12:00:00.000Z']) {
    const answer = await initiate(sandbox, schedule(text, '2020-01-01'));
    expect(answer.json.success).toBe(true);
    const row = sandbox.ledger().accepted.at(-1);
    expect(row).toMatchObject({ scheduledFor: startAt + 3 * 3_600_000, expiresAt: Date.parse('2020-01-01T00:00:00Z') });
  }
});

test.each([
  ['no file', undefined, 'BULK_FILE_NOT_FOUND'],
  ['four columns', 'to_number,dynamic_variables,metadata,override_agent_language_code\n+14155550101,{},{},en\n', 'ValidateAndBuildBulkCSVCallFile:INVAID_COLUMN_COUNT'],
  ['three columns with a row', 'to_number,dynamic_variables,metadata\n+14155550101,{},{}\n', 'ValidateAndBuildBulkCSVCallFile:CSV_FILE_EXCEPTION'],
  ['three columns without a row', 'to_number,dynamic_variables,metadata\n', 'ValidateAndBuildBulkCSVCallFile:NO_ROWS_FOUND'],
])('bulk cannot work: %s', async (_case, csv, tail) => {
  const fields = { config: JSON.stringify(config(sandbox, { number: { type: 1 } })), ...(csv === undefined ? {} : { bulk_file: new Blob([csv]) }) };
  expect((await postForm(sandbox, fields)).json.code).toBe(`${forward}:${tail}`);
});
