import type { StepResult } from '../../../hosts/zapier/step-result.ts';
import type { Values } from '../../../hosts/zapier/zapier-app.ts';
import { startZapierWithSandbox, type ZapierWithSandbox } from '../../../hosts/zapier/zapier-with-sandbox.ts';
import { agentIds, campaignIds, numberIds } from '../../../../packages/sandbox/src/seed.ts';

describe('searches', () => {
  let zapier: ZapierWithSandbox;
  let queueIds: string[];

  const recipient = '+14155552670';
  const found = (result: StepResult): readonly Values[] => (result as { readonly results: readonly Values[] }).results;
  const idsOf = (result: StepResult): readonly unknown[] => found(result).map(({ id }) => id);

  beforeAll(async () => {
    zapier = await startZapierWithSandbox({ sandbox: { timeScale: 0, outcomeOf: () => 'agent_hung_up' } });
    queueIds = [];
    for (const [at, campaign_id] of [campaignIds.consultation, campaignIds.reminders, campaignIds.consultation].entries()) {
      const input = { recipient_number: recipient, campaign_id, variable__customer_name: 'Amina', event_key: `event ${String(at)}`, calling_hours: 'off' };
      queueIds.push(String((await zapier.app.create('initiate_call', input) as { results: Values }).results['queue_id']));
      await zapier.sandbox.advance(1_000);
    }
  });
  afterAll(() => zapier.close());

  describe('Find Call', () => {
    const find = (input: Values): Promise<StepResult> => zapier.app.search('find_call', input);

    it('finds a call by its queue id, before and after it has ended', async () => {
      expect(await find({ queue_id: queueIds[0] })).toMatchObject({ status: 'success', results: [{ id: queueIds[0], ended: false, outcome: null, recipient_number: recipient }] });
      await zapier.sandbox.advanceUntilSettled();
      expect(await find({ queue_id: queueIds[0] })).toMatchObject({
        status: 'success',
        results: [{ ended: true, status: 'ended', outcome: 'completed', transcript: expect.stringContaining('Agent:'), recording: expect.stringContaining('hydrate') }],
      });
    });

    it('finds the newest call to a recipient, also written in another way, and within a campaign', async () => {
      expect(idsOf(await find({ recipient_number: '(415) 555-2670', default_country: 'US' }))).toEqual([queueIds[2]]);
      expect(idsOf(await find({ recipient_number: recipient, campaign_id: campaignIds.reminders }))).toEqual([queueIds[1]]);
    });

    it('finds the call of an event, with or without its campaign', async () => {
      expect(idsOf(await find({ recipient_number: recipient, event_key: 'event 0' }))).toEqual([queueIds[0]]);
      expect(idsOf(await find({ recipient_number: recipient, event_key: 'event 1', campaign_id: campaignIds.reminders }))).toEqual([queueIds[1]]);
    });

    it.each([
      ['an unknown queue id', { queue_id: '6742e6b8f0a1c2d3e4f50617' }],
      ['a recipient who was never called', { recipient_number: '+14155550999' }],
      ['an event that had no call', { recipient_number: recipient, event_key: 'event 9' }],
      ['a campaign without a call to the recipient', { recipient_number: recipient, campaign_id: campaignIds.survey }],
    ])('returns an empty list for %s', async (_what, input) => {
      expect(await find(input)).toEqual({ status: 'success', results: [] });
    });

    it('says what to fill in when nothing is', async () => {
      expect(await find({ queue_id: '', recipient_number: null })).toMatchObject({ status: 'halted', message: expect.stringContaining('Recipient Number') });
    });

    it('refuses an Event Key that is there and blank, since it would find the call of another event', async () => {
      expect(await find({ recipient_number: recipient, event_key: '' })).toMatchObject({ status: 'halted', message: expect.stringContaining('Event Key') });
    });

    it('finds every kind of number that can be called', async () => {
      const uan = { recipient_number: '+44 300 123 4567', campaign_id: campaignIds.consultation, event_key: 'uan', calling_hours: 'off', allow_number_types: ['UAN'] };
      expect(await zapier.app.create('initiate_call', uan)).toMatchObject({ status: 'success' });
      expect(found(await find({ recipient_number: '0300 123 4567', default_country: 'United Kingdom' }))).toMatchObject([{ recipient_number: '+443001234567' }]);
    });

    it('does not take an empty list for an answer when the count contradicts it', async () => {
      zapier.sandbox.faults.add({ kind: 'db_failure_list', match: { operation: 'listOutbound' } });
      expect(await find({ recipient_number: recipient })).toMatchObject({ status: 'errored', message: expect.stringContaining('database') });
    });
  });

  describe('Find Calls', () => {
    const find = (input: Values): Promise<StepResult> => zapier.app.search('find_calls', input);

    it('finds the calls to a recipient, the newest first, narrowed by campaign, outcome and time, at most as many as wanted', async () => {
      await zapier.sandbox.advanceUntilSettled();
      const newestFirst = queueIds.toReversed();
      expect(idsOf(await find({ recipient_number: recipient }))).toEqual(newestFirst);
      expect(idsOf(await find({ recipient_number: recipient, limit: '2' }))).toEqual(newestFirst.slice(0, 2));
      expect(idsOf(await find({ recipient_number: recipient, campaign_id: campaignIds.reminders }))).toEqual([queueIds[1]]);
      expect(idsOf(await find({ recipient_number: recipient, outcomes: ['completed'] }))).toEqual(newestFirst);
      expect(idsOf(await find({ recipient_number: recipient, outcomes: ['no_answer'] }))).toEqual([]);
      expect(idsOf(await find({ created_to: '2020-01-01T00:00:00Z' }))).toEqual([]);
    });

    it('shows what was said through pointers, which cost no request until a Zap uses them', async () => {
      await zapier.sandbox.advanceUntilSettled();
      const before = zapier.sandbox.requests().length;
      const [call] = found(await find({ recipient_number: recipient, limit: '1' }));
      expect(zapier.sandbox.requests().length - before).toBeLessThanOrEqual(3);
      expect(await zapier.app.hydrate(String(call?.['transcript']))).toMatchObject({ status: 'success', results: expect.stringContaining('Agent:') });
    });

    it.each([
      ['limit', '101', 'Limit'],
      ['limit', 'all', 'Limit'],
      ['created_from', 'last week', 'Queued After'],
      ['outcomes', ['busy'], 'Outcomes'],
      ['recipient_number', 'nobody', 'Recipient Number'],
    ])('refuses %s = %j', async (field, value, label) => {
      expect(await find({ [field]: value })).toMatchObject({ status: 'halted', message: expect.stringContaining(label) });
    });
  });

  describe('Find Agent and Find Number', () => {
    it('find an agent by its name', async () => {
      expect(found(await zapier.app.search('find_agent', { name: 'reminder AGENT' }))).toEqual([{ id: agentIds.reminder, name: 'Reminder agent' }]);
      expect(found(await zapier.app.search('find_agent', { name: 'nobody of this name' }))).toEqual([]);
    });

    it('find a calling number by its digits, in any spelling or by the last ones', async () => {
      expect(found(await zapier.app.search('find_number', { name: '+44 20 7946 0100' }))).toMatchObject([{ id: numberIds.gb, name: '+442079460100' }]);
      expect(found(await zapier.app.search('find_number', { name: '0100' })).map(({ id }) => id)).toContain(numberIds.gb);
      expect(await zapier.app.search('find_number', { name: 'the main one' })).toMatchObject({ status: 'halted', message: expect.stringContaining('Name') });
    });
  });

  describe('Find Conversation', () => {
    it('finds the words by the call or by the conversation, and the recording as a file', async () => {
      await zapier.sandbox.advanceUntilSettled();
      const byCall = found(await zapier.app.search('find_conversation', { queue_id: queueIds[0] }));
      expect(byCall).toMatchObject([{ queue_id: queueIds[0], state: 'ended', messages: expect.arrayContaining([expect.objectContaining({ role: 'agent' })]) }]);
      const byId = found(await zapier.app.search('find_conversation', { conversation: byCall[0]?.['id'] }));
      expect(byId.map(({ transcript }) => transcript)).toEqual(byCall.map(({ transcript }) => transcript));

      const file = await zapier.app.hydrate(String(byCall[0]?.['recording']));
      expect(file).toMatchObject({ status: 'success', results: expect.stringContaining('/upload/') });
      expect(zapier.app.services.stashedFiles.at(-1)).toMatchObject({ fileName: expect.stringMatching(/\.wav$/) });
      expect(zapier.app.services.stashedFiles.at(-1)?.bytes.subarray(0, 4).toString()).toBe('RIFF');
    });

    it('says so when there is no recording', async () => {
      const pointer = 'hydrate|||{"type":"file","method":"hydrators.getRecording","bundle":{"conversation_id":"6742e6bcf0a1c2d3e4f50620"}}|||hydrate';
      expect(await zapier.app.hydrate(pointer)).toMatchObject({ status: 'errored', message: expect.stringContaining('conversation') });
    });

    it('returns an empty list for a call without a conversation, and for one that does not exist', async () => {
      expect(await zapier.app.search('find_conversation', { queue_id: '6742e6b8f0a1c2d3e4f50617' })).toEqual({ status: 'success', results: [] });
      expect(await zapier.app.search('find_conversation', { conversation: '6742e6bcf0a1c2d3e4f50620' })).toEqual({ status: 'success', results: [] });
    });
  });

  describe('Find Campaign', () => {
    const find = (name: unknown): Promise<StepResult> => zapier.app.search('find_campaign', { name });

    it('prefers the exact name over a part of it', async () => {
      expect(found(await find('LONG consultation'))).toMatchObject([{ id: campaignIds.consultation, longest_call_seconds: 3600 }]);
      expect(found(await find('o')).length).toBeGreaterThan(3);
      expect(found(await find('no such campaign'))).toEqual([]);
    });

    it('tells what will go wrong with its calls, with one request and no secret', async () => {
      zapier.sandbox.reset();
      const [sip] = found(await find('Head office (SIP)'));
      expect(sip).toMatchObject({ ready_to_call: false, summary: expect.stringContaining('1 error') });
      expect(sip?.['problems']).toMatch(/^The default number is \+14155550109 of the provider SIP, .* Choose a number of Twilio or ModemTel\.\n/);
      expect(sip?.['notes']).toContain('Call and Wait in Zapier needs it');
      expect(zapier.sandbox.requests().map(({ operation }) => operation)).toEqual(['getBusiness']);
      expect(JSON.stringify(found(await find('o')))).not.toMatch(/sk-tool|hunter2|owner@|cache-token|AC0000|Bearer|https?:/);
    });

    it('knows the countries of the recipients, and refuses what is none', async () => {
      const checked = (recipient_countries: unknown) => zapier.app.search('find_campaign', { name: 'Appointment reminders', recipient_countries });
      expect(found(await checked('US, Germany'))[0]?.['problems']).not.toContain('no route');
      expect(found(await checked('France'))[0]?.['problems']).toContain('There is no route for France');
      expect(await checked('Atlantis')).toMatchObject({ status: 'halted', message: expect.stringContaining('"Atlantis" is not a valid Recipient Countries') });
    });

    it('says that a name is needed', async () => {
      expect(await find('  ')).toMatchObject({ status: 'halted', message: expect.stringContaining('Name') });
    });
  });
});
