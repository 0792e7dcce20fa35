import { type AppDefinition, outputFieldsOf, visibleActions } from '../../hosts/zapier/publishing/definition.ts';
import { fieldRules } from '../../hosts/zapier/publishing/field-rules.ts';
import { primaryKeysOf, sampleRules } from '../../hosts/zapier/publishing/sample-rules.ts';
import { textRules } from '../../hosts/zapier/publishing/text-rules.ts';
import { isoMomentWithOffset, mismatches } from '../../hosts/zapier/publishing/value-types.ts';
import { recordSamples } from '../../hosts/zapier/sample-recorder.ts';
import { startZapierWithSandbox, type ZapierWithSandbox } from '../../hosts/zapier/zapier-with-sandbox.ts';
import type { Values } from '../../hosts/zapier/zapier-app.ts';
import { businessIds, campaignIds } from '../../../packages/sandbox/src/seed.ts';

describe("Zapier's publishing rules", () => {
  let zapier: ZapierWithSandbox;
  let definition: AppDefinition;

  beforeAll(async () => {
    zapier = await startZapierWithSandbox({ sandbox: { timeScale: 0 } });
    definition = (await zapier.app.definition()) as AppDefinition;
  });

  afterAll(() => zapier.close());

  it('schema: the definition is valid', async () => {
    expect(await zapier.app.validate()).toEqual([]);
  });

  describe('on the definition', () => {
    it.each([...fieldRules, ...textRules, ...sampleRules].map((rule) => [rule.id, rule] as const))('%s', (_id, rule) => {
      expect({ rule: rule.title, breaches: rule.breaches(definition) }).toEqual({ rule: rule.title, breaches: [] });
    });
  });

  it('a call that was waited for has the keys of one that is found, and some of its own', () => {
    const { call_and_wait } = definition.creates;
    expect(Object.keys(call_and_wait?.operation.sample ?? {})).toEqual([...Object.keys(definition.searches['find_call']?.operation.sample ?? {}), 'note', 'placed', 'deduplicated']);
  });

  it('the samples are what the sandbox gives today', async () => {
    const samples = await recordSamples();
    expect({
      initiateCallSample: definition.creates['initiate_call']?.operation.sample,
      tryAgainSample: definition.creates['try_again']?.operation.sample,
      callCompletedSample: definition.triggers['call_completed']?.operation.sample,
      inboundCallEndedSample: definition.triggers['inbound_call_ended']?.operation.sample,
      findCallSample: definition.searches['find_call']?.operation.sample,
      findConversationSample: definition.searches['find_conversation']?.operation.sample,
    }).toEqual(samples);
  });

  describe('on live results', () => {
    let live: Readonly<Record<string, readonly Values[]>>;

    beforeAll(async () => {
      live = await runEveryStep(zapier);
    });

    const results = (path: string): readonly Values[] => live[path] ?? [];

    it('T002: live results carry the primary keys, each once', () => {
      for (const named of visibleActions(definition).filter(({ kind }) => kind !== 'creates')) {
        const keys = primaryKeysOf(outputFieldsOf(named));
        const ids = results(named.path).map((item) => keys.map((key) => item[key]).join(' '));
        expect(ids.length).toBeGreaterThan(0);
        expect(ids.filter((id) => id.includes('undefined') || id === '')).toEqual([]);
        expect(new Set(ids).size).toBe(ids.length);
      }
    });

    it('T003: live times are ISO 8601 with an offset', () => {
      for (const named of visibleActions(definition)) {
        const keys = outputFieldsOf(named).filter(({ type }) => type === 'datetime').map(({ key }) => key);
        const times = results(named.path).flatMap((item) => keys.map((key) => item[key]).filter((value) => value !== null));
        expect(times.filter((time) => typeof time !== 'string' || !isoMomentWithOffset.test(time))).toEqual([]);
      }
    });

    it('T004: every key of a sample is in every live result', () => {
      for (const named of visibleActions(definition)) {
        const expected = Object.keys(named.action.operation.sample ?? {});
        for (const item of results(named.path)) expect(expected.filter((key) => !(key in item))).toEqual([]);
      }
    });

    it('T005: live results fit the output fields', () => {
      for (const named of visibleActions(definition)) {
        const breaches = results(named.path).flatMap((item) => mismatches(item, outputFieldsOf(named)));
        expect({ path: named.path, breaches }).toEqual({ path: named.path, breaches: [] });
      }
    });
  });

  it('D003: labels of two connections differ, and carry no secret', async () => {
    const one = await zapier.app.connectionLabel();
    const other = await zapier.app.connectionLabel({ authData: { ...zapier.authData, business_id: String(businessIds.other) } });
    expect(one).toMatchObject({ status: 'success', results: expect.stringContaining('Dental Clinic') });
    expect(one).not.toEqual(other);
    expect(JSON.stringify([one, other])).not.toContain(zapier.sandbox.apiKey);
  });

  it.each(['http://evil.example', 'ftp://evil.example', 'https://user:pass@evil.example', 'javascript:alert(1)', 'no address'])(
    'D026: %s is refused as an address before anything is sent',
    async (base_url) => {
      const result = await zapier.app.authTest({ authData: { ...zapier.authData, base_url } });
      expect(result).toMatchObject({ status: 'halted', message: expect.stringContaining('Base URL') });
    },
  );
});

/** Every visible step once, on calls that ended in every way. */
async function runEveryStep({ app, sandbox }: ZapierWithSandbox): Promise<Readonly<Record<string, readonly Values[]>>> {
  const live: Record<string, Values[]> = {};
  const run = async (path: string, key: string, step: () => ReturnType<typeof app.search>): Promise<void> => {
    const result = await step();
    if (result.status !== 'success') throw new Error(`${path}: ${result.message}`);
    const items = Array.isArray(result.results) ? (result.results as Values[]) : [result.results as Values];
    live[`${path}.${key}`] = [...(live[`${path}.${key}`] ?? []), ...items];
  };
  for (let at = 0; at < 12; at += 1) {
    const recipient_number = `+141555526${String(70 + at)}`;
    await run('creates', 'initiate_call', () =>
      app.create('initiate_call', { recipient_number, campaign_id: campaignIds.reminders, variable__customer_name: 'Amina', event_key: `event ${String(at)}` }),
    );
  }
  const wait = { recipient_number: '+14155552690', campaign_id: campaignIds.consultation, event_key: 'wait', calling_hours: 'off' };
  const waiting = await app.create('call_and_wait', wait, { callbackUrl: 'https://zapier.com/hooks/callback/1/a/b/' });
  if (waiting.status !== 'success') throw new Error(waiting.message);
  sandbox.addInboundCall();
  const placed = live['creates.initiate_call'] ?? [];
  await run('searches', 'find_call', () => app.search('find_call', { queue_id: placed[0]?.['queue_id'] }));
  await sandbox.advanceUntilSettled();
  await run('creates', 'initiate_call', () => app.create('initiate_call', { recipient_number: '+14155552670', campaign_id: campaignIds.consultation, event_key: 'sample' }, { meta: { isLoadingSample: true } }));
  for (const { queue_id } of placed) await run('creates', 'try_again', () => app.create('try_again', { queue_id, calling_hours: 'off' }));
  await run('creates', 'try_again', () => app.create('try_again', { queue_id: placed[0]?.['queue_id'], calling_hours: 'off' }, { meta: { isLoadingSample: true } }));
  const resume = { outputData: waiting.results, cleanedRequest: {} };
  await run('creates', 'call_and_wait', () => app.execute('creates.call_and_wait.operation.performResume', wait, { resume }));
  await run('creates', 'call_and_wait', () => app.create('call_and_wait', wait, { meta: { isLoadingSample: true } }));
  await run('creates', 'call_and_wait', () => app.create('call_and_wait', { ...wait, event_key: 'wait again' }, { callbackUrl: 'https://zapier.com/hooks/callback/1/a/c/' }));
  await run('triggers', 'call_completed', () => app.pollTrigger('call_completed', {}, { meta: { isLoadingSample: true } }));
  await run('triggers', 'inbound_call_ended', () => app.pollTrigger('inbound_call_ended', {}, { meta: { isLoadingSample: true } }));
  await run('searches', 'find_call', () => app.search('find_call', { queue_id: placed[1]?.['queue_id'] }));
  await run('searches', 'find_conversation', () => app.search('find_conversation', { queue_id: placed[1]?.['queue_id'] }));
  await run('searches', 'find_calls', () => app.search('find_calls', { limit: '100' }));
  await run('searches', 'find_campaign', () => app.search('find_campaign', { name: 'a' }));
  await run('searches', 'find_agent', () => app.search('find_agent', { name: 'a' }));
  await run('searches', 'find_number', () => app.search('find_number', { name: '0' }));
  return live;
}
