import type { Values } from '../../../hosts/zapier/zapier-app.ts';
import { startZapierWithSandbox, type ZapierWithSandbox } from '../../../hosts/zapier/zapier-with-sandbox.ts';
import { campaignIds } from '../../../../packages/sandbox/src/seed.ts';

/** Field, bad value, and the label that the sentence must name. */
const table: readonly (readonly [field: string, value: unknown, label: string])[] = [
  ['recipient_number', undefined, 'Recipient Number'],
  ['recipient_number', '', 'Recipient Number'],
  ['recipient_number', null, 'Recipient Number'],
  ['recipient_number', 'call me', 'Recipient Number'],
  ['recipient_number', '4155552671', 'Recipient Number'],
  ['recipient_number', '+1415555', 'Recipient Number'],
  ['recipient_number', '911', 'Recipient Number'],
  ['recipient_number', '+19005551234', 'Recipient Number'],
  ['recipient_number', '+14155552671, +14155552672', 'Recipient Number'],
  ['recipient_number', { number: 1 }, 'Recipient Number'],
  ['recipient_number', '1'.repeat(5_000), 'Recipient Number'],
  ['campaign_id', '', 'Campaign'],
  ['campaign_id', 'x'.repeat(101), 'Campaign'],
  ['campaign_id', { id: 1 }, 'Campaign'],
  ['agent_id', 'x'.repeat(101), 'Agent'],
  ['number_id', ['a', 'b'], 'Calling Number'],
  ['dynamic_variables', 'name: Amina', 'Variables'],
  ['dynamic_variables', ['Amina'], 'Variables'],
  ['dynamic_variables', { $where: '1' }, 'Variables'],
  ['dynamic_variables', { name: { first: 'Amina' } }, 'Variables'],
  ['dynamic_variables', { name: 'x'.repeat(20_001) }, 'Variables'],
  ['variable__name', { first: 'Amina' }, 'Variables'],
  ['metadata', 'crm', 'Metadata'],
  ['metadata', { 'a.b': '1' }, 'Metadata'],
  ['scheduled_time', 'next week', 'Scheduled Time'],
  ['scheduled_time', 'x'.repeat(200), 'Scheduled Time'],
  ['scheduled_time', true, 'Scheduled Time'],
  ['scheduled_time', '2020-01-01T00:00:00Z', 'Scheduled Time'],
  ['scheduled_time', '2040-01-01T00:00:00Z', 'Scheduled Time'],
  ['scheduled_time', '2026-11-24T09:15:00', 'Scheduled Time'],
  ['contact_time_zone', 'Mars/Olympus', 'Recipient Time Zone'],
  ['custom_hours', 'whenever', 'Custom Hours'],
  ['custom_hours', '', 'Custom Hours'],
  ['holiday_dates', 'soon', 'Extra Holidays'],
  ['calling_hours', 'tea time', 'Calling Hours'],
  ['outside_hours', 'whisper', 'Outside Calling Hours'],
  ['start_guard_seconds', '-1', 'Buffer After Opening'],
  ['end_guard_seconds', 'many', 'Buffer Before Closing'],
  ['keep_trying_for_seconds', '-5', 'Keep Trying For'],
  ['keep_trying_for_seconds', '1.5', 'Keep Trying For'],
  ['event_key', '   ', 'Event Key'],
  ['event_key', 'x'.repeat(201), 'Event Key'],
  ['event_key', 'line\nbreak', 'Event Key'],
  ['event_key', ['a'], 'Event Key'],
  ['default_country', 'Atlantis', 'Default Country'],
  ['allow_number_types', ['FAX'], 'Allow Special Numbers'],
  ['do_not_call', 'not a number at all', 'Do Not Call'],
  ['max_calls_per_period', '0', 'Maximum Calls per Number'],
  ['max_calls_per_period', 'three', 'Maximum Calls per Number'],
  ['cap_period_hours', '9000', 'Within Hours'],
  ['check_before_sending', 'maybe', 'Look for an Earlier Call First'],
  ['wait_to_settle', '2', 'Wait When the Placement Is Unclear'],
];

describe('bad input to Initiate Outbound Call', () => {
  let zapier: ZapierWithSandbox;

  beforeAll(async () => {
    zapier = await startZapierWithSandbox({ sandbox: { timeScale: 0 } });
  });
  afterAll(() => zapier.close());
  beforeEach(() => zapier.sandbox.reset());

  const basics: Values = { recipient_number: '+14155552671', campaign_id: campaignIds.consultation, event_key: 'lead-1', calling_hours: 'off' };

  it.each(table)('%s = %j stops softly, names %s, and sends nothing', async (field, value, label) => {
    // These two are read only where hours are checked.
    const hours = field === 'custom_hours' ? 'custom' : field === 'holiday_dates' ? 'us_federal' : undefined;
    const input = { ...basics, calling_hours: hours, [field]: value };
    const result = await zapier.app.create('initiate_call', input);
    expect(result).toMatchObject({ status: 'halted', message: expect.stringContaining(label) });
    expect(zapier.sandbox.requests()).toEqual([]);
  });

  it('names every problem of an input at once', async () => {
    const result = await zapier.app.create('initiate_call', { recipient_number: '', keep_trying_for_seconds: '-5', default_country: 'Atlantis' });
    expect(result).toMatchObject({ status: 'halted' });
    const message = result.status === 'success' ? '' : result.message;
    for (const label of ['Recipient Number', 'Keep Trying For', 'Default Country']) expect(message).toContain(label);
  });

  it('stops softly for a person on the do-not-call list, and sends nothing', async () => {
    const result = await zapier.app.create('initiate_call', { ...basics, do_not_call: ['+44 20 7946 0018', '(415) 555-2671'], default_country: 'US' });
    expect(result).toMatchObject({ status: 'halted' });
    expect(zapier.sandbox.ledger().accepted).toEqual([]);
  });

  it('is an error, not a soft stop, when the server refuses', async () => {
    const unknownCampaign = await zapier.app.create('initiate_call', { ...basics, campaign_id: '6713c0f2a54d1b0c9e4f7aff' });
    expect(unknownCampaign).toMatchObject({ status: 'errored', message: expect.stringContaining('campaign') });
    zapier.sandbox.faults.add({ kind: 'insufficient_balance', match: { operation: 'initiateCall' } });
    expect(await zapier.app.create('initiate_call', { ...basics, event_key: 'balance' })).toMatchObject({ status: 'errored', message: expect.stringContaining('Top up') });
    const named = (campaign_id: string, event_key: string) => zapier.app.create('initiate_call', { ...basics, campaign_id, event_key });
    expect(await named(campaignIds.reminders, 'variables')).toMatchObject({ status: 'errored', message: expect.stringMatching(/variable .* missing or empty\. It is "customer_name"\. (?!.*config)/) });
    expect(await named(campaignIds.survey, 'metadata')).toMatchObject({ status: 'errored', message: expect.stringMatching(/metadata .* missing or empty\. It is "crm_id"\. (?!.*config)/) });
    expect(zapier.sandbox.ledger().accepted).toEqual([]);
  });
});
