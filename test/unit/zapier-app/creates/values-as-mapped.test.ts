import type { StepResult } from '../../../hosts/zapier/step-result.ts';
import type { Values } from '../../../hosts/zapier/zapier-app.ts';
import { startZapierWithSandbox, type ZapierWithSandbox } from '../../../hosts/zapier/zapier-with-sandbox.ts';
import { campaignIds } from '../../../../packages/sandbox/src/seed.ts';

const startAt = Date.parse('2026-12-01T15:00:00Z');

describe('values as a Zap maps them, after the conversion that Zapier makes', () => {
  let zapier: ZapierWithSandbox;

  beforeAll(async () => {
    zapier = await startZapierWithSandbox({ sandbox: { timeScale: 0, startAt }, app: { timezone: 'America/Chicago' } });
    zapier.app.moveClock(startAt);
  });
  afterAll(() => zapier.close());
  beforeEach(() => {
    zapier.sandbox.reset();
    zapier.app.services.cache.clear();
  });

  const basics: Values = { recipient_number: '+61411000001', campaign_id: campaignIds.consultation, event_key: 'lead-1', contact_time_zone: 'Australia/Sydney', calling_hours: 'off' };
  const place = (input: Values): Promise<StepResult> => zapier.app.create('initiate_call', { ...basics, ...input });
  const sent = (): number => zapier.sandbox.requests().length;

  it("reads a time without offset in the recipient's zone, and not in that of the account", async () => {
    expect(await place({ scheduled_time: '2026-12-24 09:00' })).toMatchObject({ status: 'success', results: { scheduled_for: expect.stringMatching(/^2026-12-23T22:00:00/) } });
  });

  it.each(['ASAP', 'N/A', 'TBD', '-', '+61 411 000 001'])('refuses %j as a time, instead of calling at once', async (scheduled_time) => {
    expect(await place({ scheduled_time })).toMatchObject({ status: 'halted', message: expect.stringContaining('Scheduled Time') });
    expect(sent()).toBe(0);
  });

  it.each([
    ['event_key', 'Event Key'],
    ['do_not_call', 'Do Not Call'],
    ['calling_hours', 'Calling Hours'],
    ['holiday_dates', 'Extra Holidays'],
    ['max_calls_per_period', 'per'],
    ['cap_period_hours', 'Hours'],
  ])('refuses %s when it is mapped and the mapping found nothing', async (field, label) => {
    for (const nothing of ['', null, '  ']) {
      const beside = field === 'holiday_dates' ? { calling_hours: 'us_federal' } : field === 'cap_period_hours' ? { max_calls_per_period: '2' } : {};
      expect(await place({ ...beside, [field]: nothing })).toMatchObject({ status: 'halted', message: expect.stringContaining(label) });
    }
    expect(sent()).toBe(0);
  });

  it('refuses an Event Key that came as a number with lost digits, which two leads could share', async () => {
    expect(await place({ event_key: 2 ** 53 })).toMatchObject({ status: 'halted', message: expect.stringContaining('Event Key') });
    expect(sent()).toBe(0);
  });

  it('refuses a run whose Event Key is missing', async () => {
    expect(await place({ event_key: undefined })).toMatchObject({ status: 'halted', message: expect.stringContaining('Event Key') });
    expect(sent()).toBe(0);
  });

  it("keeps the hours of the recipient's country when Calling Hours are left out", async () => {
    // It is two in the morning in Sydney.
    const result = await place({ calling_hours: undefined });
    expect(result).toMatchObject({ status: 'success' });
    const { scheduled_for } = (result as { readonly results: Values }).results;
    const hour = Number(new Intl.DateTimeFormat('en-GB', { hour: '2-digit', hour12: false, timeZone: 'Australia/Sydney' }).format(Date.parse(String(scheduled_for))));
    expect(hour).toBeGreaterThanOrEqual(8);
  });

  it('looks for an earlier call unless the switch says no in words that mean it', async () => {
    for (const [check_before_sending, looks] of [['', true], ['yes', true], ['off', false], ['no', false]] as const) {
      zapier.sandbox.reset();
      expect(await place({ check_before_sending, event_key: `lead ${check_before_sending}.x` })).toMatchObject({ status: 'success' });
      expect(zapier.sandbox.requests().some(({ operation }) => operation === 'countOutbound')).toBe(looks);
    }
    expect(await place({ check_before_sending: 'perhaps' })).toMatchObject({ status: 'halted' });
  });

  it.each([
    ['max_calls_per_period', 'at most 3'],
    ['max_calls_per_period', '0'],
    ['keep_trying_for_seconds', '2 minutes'],
    ['start_guard_seconds', 'none'],
    ['end_guard_seconds', 'none'],
  ])('refuses %s = %j instead of reading a number out of it', async (field, value) => {
    expect(await place({ calling_hours: 'custom', custom_hours: 'daily 00:00-23:59', [field]: value })).toMatchObject({ status: 'halted' });
    expect(sent()).toBe(0);
  });

  it('no field of a step is of a type that Zapier converts', async () => {
    const definition = (await zapier.app.definition()) as { readonly [kind: string]: Readonly<Record<string, { readonly operation: { readonly inputFields?: readonly unknown[] } }>> };
    const fields = ['triggers', 'creates', 'searches'].flatMap((kind) => Object.values(definition[kind] ?? {}).flatMap(({ operation }) => operation.inputFields ?? []));
    const types = fields.filter((field) => typeof field === 'object').map((field) => (field as { readonly type?: string }).type);
    expect(types.filter((type) => type !== undefined && !['string', 'text', 'copy'].includes(type))).toEqual([]);
  });
});
