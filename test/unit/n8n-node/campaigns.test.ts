import { campaignIds } from '../../../packages/sandbox/src/seed.ts';
import { type Bench, openBench, runNode } from './bench.ts';

let bench: Bench;

beforeAll(async () => {
  bench = await openBench({ timeScale: 0 });
});
afterAll(() => bench.close());
beforeEach(() => bench.sandbox.reset());

const check = (more: object = {}, items?: readonly object[]) => runNode(bench.engine, { resource: 'campaign', operation: 'check', ...more }, items);
const getMany = (more: object = {}) => runNode(bench.engine, { resource: 'campaign', operation: 'getAll', ...more });
const picked = (mode: 'list' | 'id' | 'name', value: string): object => ({ campaignId: { __rl: true, mode, value } });
const codesOf = (json: Readonly<Record<string, unknown>> | undefined): unknown[] => ((json?.['findings'] ?? []) as { code: string }[]).map(({ code }) => code);
/** Texts of the sandbox's business that belong to nobody else. */
const secrets = /sk-tool|hunter2|owner@|cache-token|AC0000|Bearer|booking\.dental|https?:/;

describe('Campaign: Check', () => {
  it('says in sentences what will go wrong, for one campaign by id or name, with one request', async () => {
    const { items } = await check(picked('list', campaignIds.sip));
    expect(items).toHaveLength(1);
    expect(items[0]?.json).toMatchObject({ campaignId: campaignIds.sip, campaignName: 'Head office (SIP)', ready: false });
    expect(items[0]?.json['findings']).toContainEqual({
      code: 'PROVIDER_CANNOT_CALL',
      severity: 'error',
      sentence: expect.stringMatching(/^The default number is \+14155550109 of the provider SIP, .*canceled\.$/),
      nextStep: 'Choose a number of Twilio or ModemTel.',
    });
    expect(bench.sandbox.requests().map(({ operation }) => operation)).toEqual(['getBusiness']);
    const named = await check(picked('name', 'Old recall (agent deleted)'));
    expect(codesOf(named.items[0]?.json)).toContain('AGENT_DELETED');
  });

  it('checks all campaigns where none is chosen, one item each, paired with the input', async () => {
    const { items } = await check();
    expect(items).toHaveLength(8);
    expect(items.every(({ pairedItem }) => JSON.stringify(pairedItem) === '{"item":0}')).toBe(true);
    const ready = items.filter(({ json }) => json['ready']).map(({ json }) => json['campaignId']);
    expect(new Set(ready)).toEqual(new Set([campaignIds.reminders, campaignIds.survey, campaignIds.consultation, campaignIds.modemTel]));
  });

  it('knows the countries of the recipients, from an expression too', async () => {
    const { items } = await check({ ...picked('id', campaignIds.reminders), recipientCountries: '={{ $json.countries }}' }, [{ countries: 'us, Germany' }, { countries: ['FR'] }]);
    expect(codesOf(items[0]?.json)).not.toContain('NO_ROUTE');
    expect(codesOf(items[1]?.json)).toContain('NO_ROUTE');
  });

  it('refuses a campaign that is not there, and what is no country', async () => {
    expect((await check(picked('id', '6713c0f2a54d1b0c9e4fffff'))).run.error?.message).toContain('campaign');
    expect((await check(picked('name', 'Nothing'))).run.error?.message).toContain('there is no campaign named "Nothing"');
    expect((await check({ recipientCountries: 'Atlantis' })).run.error?.message).toContain('"Atlantis" is not a valid Recipient Countries');
  });

  it('hands no secret of the business on', async () => {
    for (const { items } of [await check(), await getMany({ returnAll: true, simplify: false })]) {
      expect(items.length).toBeGreaterThan(0);
      expect(JSON.stringify(items)).not.toMatch(secrets);
    }
  });
});

describe('Campaign: Get Many', () => {
  it('lists campaigns by name with what a person knows them by, in at most ten fields', async () => {
    const { items } = await getMany({ returnAll: true });
    const names = items.map(({ json }) => json['campaignName'] as string);
    expect(names).toEqual(names.toSorted((a, b) => a.localeCompare(b, 'en')));
    expect(items.find(({ json }) => json['campaignId'] === campaignIds.reminders)?.json).toEqual({
      campaignId: campaignIds.reminders,
      campaignName: 'Appointment reminders',
      agentId: expect.any(String),
      agentName: 'Reminder agent',
      callingNumber: '+14155550100',
      dynamicVariables: ['customer_name', 'appointment_time'],
      metadata: [],
      maxCallTimeSeconds: 600,
      voicemailDetection: false,
    });
  });

  it('returns up to the limit, and routes, actions and declared variables when it is not simplified', async () => {
    expect((await getMany({ limit: 3 })).items).toHaveLength(3);
    const { items } = await getMany({ returnAll: true, simplify: false });
    expect(items.find(({ json }) => json['campaignId'] === campaignIds.reminders)?.json).toMatchObject({
      routes: expect.arrayContaining([{ country: 'GB', callingNumberId: expect.any(String), callingNumber: '+442079460100' }]),
      dynamicVariables: [{ key: 'customer_name', required: true, mayBeEmpty: false }, { key: 'appointment_time', required: false, mayBeEmpty: true }],
      actions: expect.any(Array),
      retriesOnDecline: false,
    });
  });
});
