import type { StepResult } from '../../../hosts/zapier/step-result.ts';
import type { Values } from '../../../hosts/zapier/zapier-app.ts';
import { startZapierWithSandbox, type ZapierWithSandbox } from '../../../hosts/zapier/zapier-with-sandbox.ts';
import { campaignIds, keys, numberIds } from '../../../../packages/sandbox/src/seed.ts';

/** A custom day that is over, whatever the hour is where the recipient lives. */
function closedHours(): string {
  const hour = Number(new Intl.DateTimeFormat('en-GB', { hour: '2-digit', hour12: false, timeZone: 'America/Los_Angeles' }).format(Date.now())) % 24;
  return hour < 12 ? 'daily 20:00-21:00' : 'daily 08:00-09:00';
}

describe('Initiate Outbound Call', () => {
  let zapier: ZapierWithSandbox;

  beforeAll(async () => {
    zapier = await startZapierWithSandbox({ sandbox: { timeScale: 0 } });
  });
  afterAll(() => zapier.close());
  beforeEach(() => {
    zapier.sandbox.reset();
    zapier.app.services.cache.clear();
  });

  const basics: Values = { recipient_number: '+14155552671', campaign_id: campaignIds.consultation, calling_hours: 'off' };
  let events = 0;
  /** Each call is an event of its own, unless the test names one. */
  const place = (input: Values, meta: Values = {}): Promise<StepResult> => {
    events += 1;
    return zapier.app.create('initiate_call', { event_key: `event ${String(events)}`, ...basics, ...input }, { meta });
  };
  const sentBodies = (): readonly string[] => zapier.sandbox.requests().filter(({ path }) => path.endsWith('/call/initiate')).map(({ body }) => String(body));
  const accepted = () => zapier.sandbox.ledger().accepted;

  const sentConfig = (): { readonly dynamicVariables: Values; readonly metadata: Values } => {
    const json = /name="config"\r\n\r\n(\{.*?\})\r\n--/s.exec(sentBodies()[0] ?? '')?.[1];
    return JSON.parse(json ?? '{}') as { dynamicVariables: Values; metadata: Values };
  };

  it('places one call, with one look-up before it, and says what it did', async () => {
    const result = await place({ event_key: 'lead-1007-welcome' });
    expect(result).toMatchObject({
      status: 'success',
      results: { placed: true, deduplicated: false, recovered: false, recipient_number: '+14155552671', campaign_id: campaignIds.consultation },
    });
    expect(accepted()).toHaveLength(1);
    expect(zapier.sandbox.requests()).toHaveLength(2);
  });

  it('places no second call for the same event, however it is delivered again', async () => {
    const first = await place({ event_key: 'lead-1007-welcome' });
    const again = await place({ event_key: ' lead-1007-welcome ', recipient_number: '+1 (415) 555-2671' });
    expect(again).toMatchObject({ status: 'success', results: { placed: false, deduplicated: true } });
    expect((again as { results: Values }).results['queue_id']).toBe((first as { results: Values }).results['queue_id']);
    expect(accepted()).toHaveLength(1);
  });

  it('places one call when the same event arrives ten times at once', async () => {
    const results = await Promise.all(Array.from({ length: 10 }, () => place({ event_key: 'burst' })));
    expect(results.filter(({ status }) => status !== 'success')).toEqual([]);
    expect(accepted()).toHaveLength(1);
  });

  it('sends text that looks like a placeholder of Zapier as it is', async () => {
    const text = '{{bundle.authData.api_key}} and {{process.env.HOME}}';
    expect(await place({ variable__note: text, dynamic_variables: { other: text }, metadata: { ref: text } })).toMatchObject({ status: 'success' });
    expect(sentConfig().dynamicVariables).toEqual({ note: text, other: text });
    expect(sentConfig().metadata['ref']).toBe(text);
  });

  it('sends names in any script, quotes, line breaks and emoji unchanged', async () => {
    const name = 'أمينة "Mina" O\'Neil\r\n日本 🎈\u0000';
    await place({ dynamic_variables: { name } });
    expect(sentConfig().dynamicVariables['name']).toBe(name);
  });

  describe('reads values as a person means them', () => {
    it('takes empty text, nulls and empty rows for nothing in fields that protect nobody', async () => {
      const nothing = { default_country: '', agent_id: null, scheduled_time: '', metadata: { '': '' }, contact_time_zone: '', event_key: 'nothing else' };
      expect(await place({ ...nothing, dynamic_variables: '' })).toMatchObject({ status: 'success' });
      expect(sentConfig().dynamicVariables).toEqual({});
    });

    it('reads switches and numbers that arrive as text', async () => {
      expect(await place({ check_before_sending: 'false', keep_trying_for_seconds: '90' })).toMatchObject({ status: 'success' });
      const [row] = accepted();
      expect((row?.expiresAt ?? 0) - (row?.scheduledFor ?? 0)).toBe(90_000);
      expect(zapier.sandbox.requests()).toHaveLength(1);
    });

    it('reads numbers and switches as variables', async () => {
      await place({ dynamic_variables: { age: 41, member: true } });
      expect(sentConfig().dynamicVariables).toEqual({ age: '41', member: 'true' });
    });

    it('sends empty values as the campaign wants them: what may be empty as empty text, the rest not at all', async () => {
      const values = { variable__customer_name: 'Amina', variable__appointment_time: '', dynamic_variables: { unknown: '', blank: ' ' }, metadata: { note: '' } };
      await place({ campaign_id: campaignIds.reminders, ...values });
      expect(sentConfig().dynamicVariables).toEqual({ customer_name: 'Amina', appointment_time: '', blank: ' ' });
      expect(sentConfig().metadata['note']).toBeUndefined();
    });

    it('prefers the dictionary over the field drawn for a variable, which can be one that is shown no longer, unless its row was left empty', async () => {
      await place({ campaign_id: campaignIds.reminders, variable__customer_name: 'Amina', variable__appointment_time: '8:00', dynamic_variables: { customer_name: '', appointment_time: '9:00' } });
      expect(sentConfig().dynamicVariables).toEqual({ customer_name: 'Amina', appointment_time: '9:00' });
    });

    it('reads a national number by the default country', async () => {
      expect(await place({ recipient_number: '(020) 7946 0018', default_country: 'GB' })).toMatchObject({ status: 'success', results: { recipient_number: '+442079460018' } });
    });
  });

  describe('when the step is tested in the editor', () => {
    const test = { isLoadingSample: true };

    const keysOf = (result: StepResult): readonly string[] => Object.keys((result as { results: Values }).results);

    it('calls nobody, and returns what a real run would return, marked as a rehearsal', async () => {
      const rehearsed = await place({}, test);
      expect(rehearsed).toMatchObject({
        status: 'success',
        results: { status: 'rehearsal', placed: false, queue_id: 'sample-no-call-was-placed', note: expect.stringContaining('nobody was called'), campaign_name: 'Long consultation' },
      });
      expect(accepted()).toHaveLength(0);
      expect(sentBodies()).toEqual([]);
      expect(keysOf(await place({}))).toEqual(keysOf(rehearsed));
    });

    it('finds the call that the event has already', async () => {
      const first = await place({ event_key: 'twice' });
      const rehearsed = await place({ event_key: 'twice' }, test);
      expect(rehearsed).toMatchObject({ status: 'success', results: { deduplicated: true, id: (first as { results: Values }).results['id'] } });
    });

    it.each<[string, Values, string, string]>([
      ['a campaign that does not exist', { campaign_id: 'nonsense' }, 'errored', 'campaign was not found'],
      ['an agent that does not exist', { agent_id: 'nobody' }, 'errored', 'agent was not found'],
      ['a number without voice', { number_id: numberIds.voiceDisabled }, 'errored', 'Voice calls are switched off'],
      ['a variable that is required', { campaign_id: campaignIds.reminders }, 'halted', 'Missing: customer_name'],
      ['metadata that is required', { campaign_id: campaignIds.survey, variable__customer_name: 'Amina', dynamic_variables: { question: 'How was it?' } }, 'halted', 'crm_id'],
      ['closed hours', { calling_hours: 'custom', custom_hours: closedHours(), outside_hours: 'refuse' }, 'halted', 'Calling Hours'],
    ])('fails for %s', async (_what, input, status, text) => {
      expect(await place(input, test)).toMatchObject({ status, message: expect.stringContaining(text) });
      expect(accepted()).toHaveLength(0);
    });

    it('fails for a cap that is reached', async () => {
      await place({});
      expect(await place({ max_calls_per_period: '1' }, test)).toMatchObject({ status: 'halted', message: expect.stringContaining('1') });
    });

    it.each<[string, string, string]>([
      ['a key that is revoked', keys.revoked.text, 'auth_expired'],
      ['a key for another business', keys.restrictedElsewhere.text, 'errored'],
      ['a key that may not read the queue', keys.withoutOutboundQueue.text, 'errored'],
    ])('fails for %s', async (_what, api_key, status) => {
      const result = await zapier.app.create('initiate_call', { ...basics, event_key: 'key' }, { meta: test, authData: { ...zapier.authData, api_key } });
      expect(result).toMatchObject({ status });
    });

    it.each(['off', 'No', 'FALSE', '0'])('calls nobody with the switch at %p, which Zapier would turn into true in a field of type boolean', async (really_call_when_testing) => {
      expect(await place({ really_call_when_testing }, test)).toMatchObject({ status: 'success' });
      expect(accepted()).toHaveLength(0);
    });

    it('calls nobody with a word in the switch that is neither yes nor no', async () => {
      expect(await place({ really_call_when_testing: 'maybe' }, test)).toMatchObject({ status: 'halted', message: expect.stringContaining('Place a Real Call When Testing') });
    });

    it.each([undefined, null, '', 'false', false, 'no', 0])('calls nobody with the switch at %p', async (really_call_when_testing) => {
      await place({ really_call_when_testing }, test);
      expect(accepted()).toHaveLength(0);
    });

    it('refuses a bad number as a real run would', async () => {
      expect(await place({ recipient_number: '911' }, test)).toMatchObject({ status: 'halted' });
    });

    it.each([true, 'true', 'yes', '1'])('calls when the user chose so with %p', async (really_call_when_testing) => {
      expect(await place({ really_call_when_testing }, test)).toMatchObject({ status: 'success', results: { placed: true } });
      expect(accepted()).toHaveLength(1);
    });

    it('ignores the switch once the Zap is on', async () => {
      await place({ really_call_when_testing: false });
      expect(accepted()).toHaveLength(1);
    });
  });

  describe('the form', () => {
    const fieldsFor = async (input: Values, authData?: Values) => {
      const result = await zapier.app.inputFields('creates', 'initiate_call', input, authData === undefined ? {} : { authData });
      return (result as { readonly results: readonly { readonly key: string; readonly type?: string; readonly dict?: boolean; readonly group?: string; readonly required?: boolean; readonly helpText?: string }[] }).results;
    };

    const placeOf = (fields: readonly { readonly key: string }[], key: string): number => fields.findIndex((field) => field.key === key);

    it('draws the variables and the metadata that the chosen campaign declares, required only where they may not be empty', async () => {
      expect((await fieldsFor({ campaign_id: campaignIds.reminders })).filter(({ key }) => key.includes('__'))).toMatchObject([
        { key: 'variable__customer_name', label: 'Customer Name', required: true },
        { key: 'variable__appointment_time', required: false },
      ]);
      expect((await fieldsFor({ campaign_id: campaignIds.survey })).find(({ key }) => key === 'metadata__crm_id')).toMatchObject({ label: 'Crm Id (Metadata)' });
    });

    it('shows required fields first, those of the campaign counted, then hours and time, and folds the rest away', async () => {
      for (const campaign_id of Object.values(campaignIds)) {
        const fields = await fieldsFor({ campaign_id });
        expect(fields.map(({ required }) => (required === true ? '1' : '0')).join('')).toMatch(/^1+0+$/);
        for (const [before, after] of [['recipient_number', 'campaign_id'], ['campaign_id', 'event_key'], ['event_key', 'calling_hours'], ['calling_hours', 'scheduled_time'], ['scheduled_time', 'dynamic_variables']] as const) {
          expect(placeOf(fields, before)).toBeLessThan(placeOf(fields, after));
        }
        expect(fields.filter(({ group }) => group !== 'advanced').length).toBeLessThanOrEqual(12);
      }
    });

    it('asks the server once for all that the campaign declares', async () => {
      await fieldsFor({ campaign_id: campaignIds.survey });
      expect(zapier.sandbox.requests()).toHaveLength(1);
    });

    it('draws nothing that Zapier would convert: every field is text, a dictionary or a choice', async () => {
      const types = (await fieldsFor({ campaign_id: campaignIds.reminders })).map(({ type, dict }) => type ?? (dict === true ? 'dictionary' : 'none'));
      expect([...new Set(types)].toSorted()).toEqual(['dictionary', 'string', 'text']);
    });

    it('has no field that does nothing in Zapier', async () => {
      expect(placeOf(await fieldsFor({}), 'wait_to_settle')).toBe(-1);
    });

    it('shows no variables before a campaign is chosen, and a note for a campaign from an earlier step', async () => {
      expect((await fieldsFor({})).some(({ key }) => key.startsWith('variable'))).toBe(false);
      const notes = (await fieldsFor({ campaign_id: 'from an earlier step' })).filter(({ key }) => key === 'variables_note');
      expect(notes).toMatchObject([{ type: 'copy', helpText: expect.stringContaining('Variables') }]);
    });

    it('opens with a note when the server cannot be asked', async () => {
      const fields = await fieldsFor({ campaign_id: campaignIds.reminders }, { ...zapier.authData, api_key: 'iu_no_key' });
      expect(fields.find(({ key }) => key === 'variables_note')?.helpText).toContain('could not be loaded');
      expect(fields.length).toBeGreaterThan(20);
    });
  });
});
