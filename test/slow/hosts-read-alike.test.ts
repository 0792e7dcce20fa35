import { startZapierWithSandbox, type ZapierWithSandbox } from '../hosts/zapier/zapier-with-sandbox.ts';
import type { Sandbox } from '../../packages/sandbox/src/sandbox.ts';
import { campaignIds } from '../../packages/sandbox/src/seed.ts';
import { type Bench, credentialFor, credentials, node, nodeType, openBench, runNode, triggerType } from '../unit/n8n-node/bench.ts';

/** What was entered is read alike, whichever host it was entered in. */
const outcomes = ['agent_hung_up', 'no_answer', 'voicemail'] as const;
let bench: Bench;
let zapier: ZapierWithSandbox;

beforeAll(async () => {
  const sandbox = { timeScale: 0, outcomeOf: (recipient: string) => outcomes[Number(recipient.slice(-1))] };
  [bench, zapier] = await Promise.all([openBench({ ...sandbox, hurry: 100 }), startZapierWithSandbox({ sandbox, app: { hurry: 100 } })]);
});
afterAll(() => Promise.all([bench.close(), zapier.close()]));

describe('The API Key', () => {
  /** What the test button says, and a run; empty = it works. */
  async function inN8n(apiKey: string): Promise<readonly string[]> {
    const credential = credentialFor(bench.sandbox, { apiKey });
    const button = await bench.engine.testCredential({ ...credential, id: 'tested' });
    await bench.engine.saveCredentials([credential]);
    const { run } = await runNode(bench.engine, { resource: 'call', operation: 'count' });
    await bench.engine.saveCredentials([credentialFor(bench.sandbox)]);
    return [button.status === 'OK' ? '' : button.message, run.error?.message ?? ''];
  }

  async function inZapier(apiKey: string): Promise<readonly string[]> {
    const step = { authData: { ...zapier.authData, api_key: apiKey } };
    const results = [await zapier.app.authTest(step), await zapier.app.search('find_calls', {}, step)];
    return results.map((result) => (result.status === 'success' ? '' : result.message));
  }

  it.each<[string, (key: string) => string]>([
    ['blanks and a line break around it', (key: string) => ` \t${key}\r\n`],
    ['a zero-width space and a mark of byte order', (key: string) => `\uFEFF${key}\u200B`],
    ['a soft hyphen inside', (key: string) => `${key.slice(0, 4)}\u00AD${key.slice(4)}`],
    ['marks of writing direction', (key: string) => `\u202A${key}\u202C\u2066\u2069\u200E`],
    ['a filler of Hangul', (key: string) => `\u3164${key}`],
    ['a line break inside', (key: string) => `${key.slice(0, 4)}\n${key.slice(4)}`],
    ['the word of the header before it', (key: string) => `Token ${key}`],
    ['that word written small, after a blank that nobody sees', (key: string) => `\u200Btoken\u00A0\u2060${key} `],
    ['the word that other servers want', (key: string) => `Bearer ${key}`],
  ])('works with %s', async (_what, typed) => {
    expect(await inN8n(typed(bench.sandbox.apiKey))).toEqual(['', '']);
    expect(await inZapier(typed(zapier.sandbox.apiKey))).toEqual(['', '']);
  });

  it.each([
    ['nothing but what nobody sees', '\u00AD \u200B', /^API Key is required\./],
    ['the word of the header alone', 'Token ', /^API Key is required\./],
    ['a letter that no header carries', 'iu_schlüssel', /^API Key holds a character that no key has/],
  ])('is refused as %s', async (_what, typed, sentence) => {
    for (const said of [await inN8n(typed), await inZapier(typed)]) expect(said).toEqual([expect.stringMatching(sentence), expect.stringMatching(sentence)]);
  });
});

/** Three calls that have ended, the first of another campaign than the others. */
async function threeCalls(sandbox: Sandbox): Promise<void> {
  const { origin, apiKey } = sandbox;
  sandbox.reset();
  for (const [at] of outcomes.entries()) {
    const body = new FormData();
    const schedule = { dateTimeUTC: new Date(sandbox.now()).toISOString(), maxDateTimeUTC: new Date(sandbox.now() + 3_600_000).toISOString() };
    const campaignId = at === 0 ? campaignIds.reminders : campaignIds.consultation;
    const variables = { customer_name: 'Amina', appointment_time: 'noon' };
    body.set('config', JSON.stringify({ campaignId, number: { type: 0, toNumber: `+1415555267${String(at)}` }, schedule, dynamicVariables: variables, metadata: {} }));
    await fetch(`${origin}/api/v1/business/184/call/initiate`, { method: 'POST', headers: { authorization: `Token ${apiKey}` }, body });
  }
  await sandbox.advanceUntilSettled();
  await sandbox.advance(60_000);
}

/** What a trigger tells when it is tried by hand: how its calls ended, those with words marked, or why it refuses. */
type Told = readonly string[] | string;

const described = (outcome: unknown, transcript: unknown): string =>
  `${String(outcome)}${transcript === '' || transcript === undefined ? '' : ' (words)'}`;

async function triedInN8n(parameters: object): Promise<Told> {
  const { items, error } = await bench.engine.poll({ workflow: { nodes: [node('Watch', { event: 'callEnded', ...parameters }, { type: triggerType })], connections: {} }, mode: 'manual' });
  return error === undefined ? (items ?? []).map(({ json }) => described(json['outcome'], json['transcript'])).toSorted() : `${error.message} ${String(error.description)}`;
}

async function triedInZapier(inputData: Record<string, unknown>): Promise<Told> {
  const result = await zapier.app.pollTrigger('call_completed', inputData, { meta: { isLoadingSample: true } });
  return result.status === 'success' ? (result.results as readonly Record<string, unknown>[]).map((row) => described(row['outcome'], row['transcript'])).toSorted() : result.message;
}

describe('The filters of a trigger', () => {
  beforeAll(() => Promise.all([threeCalls(bench.sandbox), threeCalls(zapier.sandbox)]));

  const all = ['completed (words)', 'no_answer', 'voicemail (words)'];

  it.each<[name: 'outcomes' | 'campaigns', value: unknown, told: unknown]>([
    ['outcomes', ['completed', 'voicemail'], ['completed (words)', 'voicemail (words)']],
    ['outcomes', 'completed, voicemail', ['completed (words)', 'voicemail (words)']],
    ['outcomes', 'No Answer', ['no_answer']],
    ['outcomes', [' NO_ANSWER '], ['no_answer']],
    ['outcomes', ['declined'], []],
    ['outcomes', [], all],
    ['outcomes', '', all],
    ['outcomes', null, all],
    ['outcomes', ['answered'], expect.stringMatching(/"answered" is not a valid Outcomes\. .*Choose one of completed,/)],
    ['outcomes', ['completed', 'answered'], expect.stringMatching(/"answered" is not a valid Outcomes/)],
    ['outcomes', ' , ', expect.stringMatching(/Outcomes is mapped, but the mapping found no value/)],
    ['outcomes', [{ value: 'completed' }], expect.stringMatching(/Outcomes expects one of the offered values, but received an object/)],
    ['outcomes', true, expect.stringMatching(/Outcomes expects one of the offered values, but received true or false/)],
    ['campaigns', [campaignIds.reminders], ['completed (words)']],
    ['campaigns', campaignIds.reminders, ['completed (words)']],
    ['campaigns', ' long CONSULTATION ', ['no_answer', 'voicemail (words)']],
    ['campaigns', `${campaignIds.reminders}, Long consultation`, all],
    ['campaigns', [], all],
    ['campaigns', '', all],
    ['campaigns', ',', expect.stringMatching(/no campaign has the ID or the name ","/)],
    ['campaigns', [184], expect.stringMatching(/no campaign has the ID or the name "184"/)],
    ['campaigns', ['No such campaign', campaignIds.reminders], expect.stringMatching(/no campaign has the ID or the name "No such campaign"/)],
    ['campaigns', [{ id: campaignIds.reminders }], expect.stringMatching(/Campaigns expects text, but received an object/)],
    ['campaigns', [[campaignIds.reminders]], expect.stringMatching(/Campaigns expects text, but received a list/)],
    ['campaigns', true, expect.stringMatching(/Campaigns expects text, but received true or false/)],
  ])('%s %j', async (name, value, told) => {
    expect(await triedInN8n({ filters: { [name]: value } })).toEqual(told);
    expect(await triedInZapier({ [name]: value })).toEqual(told);
  });

  const wordless = ['completed', 'no_answer', 'voicemail'];

  it.each<[value: boolean | number | string, told: unknown]>([
    [true, all],
    ['yes', all],
    ['', all],
    [false, wordless],
    ['no', wordless],
    ['off', wordless],
    [0, wordless],
    ['perhaps', expect.stringMatching(/Include Transcript expects yes or no, but received other text/)],
  ])('Include Transcript %j', async (value, told) => {
    expect(await triedInN8n({ includeTranscript: value })).toEqual(told);
    // Zapier hands text over, and nothing for what is false or 0 by itself.
    expect(await triedInZapier({ include_transcript: String(value) })).toEqual(told);
  });

  it.each(['={{ undefined }}', '={{ null }}', '={{ "" }}', '={{ [] }}', '={{ [""] }}'])('in n8n, where a filter can be mapped, %s is refused and not read as none', async (expression) => {
    expect(await triedInN8n({ filters: { outcomes: expression } })).toMatch(/Outcomes is mapped, but the mapping found no value/);
    expect(await triedInN8n({ filters: { campaigns: expression } })).toMatch(/Campaigns is mapped, but the mapping found no value/);
  });

  it('in n8n, which alone asks for it, Give Up After takes whole hours from 1 to 720', async () => {
    const told = (giveUpAfterHours: unknown) => triedInN8n({ options: { giveUpAfterHours } });
    for (const hours of [1, '24', 720, '']) expect(await told(hours)).toEqual(all);
    for (const hours of [0, 721, 1.5, 'soon']) expect(await told(hours)).toMatch(/^Give Up After \(Hours\)/);
  });

  it('of campaigns means nothing to calls that come in: n8n does not show it then', async () => {
    expect(await triedInN8n({ event: 'inboundCallEnded', filters: { campaigns: ['deadbeef'] } })).toEqual([]);
  });
});

describe('The filter for calls', () => {
  beforeAll(() => Promise.all([threeCalls(bench.sandbox), threeCalls(zapier.sandbox)]));

  /** The last digits of the recipients found, or why it refuses. The value comes from the step before. */
  async function listedInN8n(name: string, value: unknown): Promise<Told> {
    const mapped = '={{ $json.value }}';
    const filters = { [name]: name === 'campaignId' ? { __rl: true, mode: 'id', value: mapped } : mapped };
    const { items, run } = await runNode(bench.engine, { resource: 'call', operation: 'getAll', returnAll: true, filters }, [{ value }]);
    return run.error === undefined ? items.map(({ json }) => (json['recipientNumber'] as string).slice(-1)).toSorted() : run.error.message;
  }

  async function listedInZapier(key: string, value: unknown): Promise<Told> {
    const result = await zapier.app.search('find_calls', { [key]: value });
    return result.status === 'success' ? (result.results as readonly Record<string, unknown>[]).map((row) => String(row['recipient_number']).slice(-1)).toSorted() : result.message;
  }

  const mappedNothing = (label: string): unknown => expect.stringContaining(`${label} is mapped, but the mapping found no value`);

  it.each<[name: string, key: string, value: unknown, told: unknown]>([
    ['recipientNumber', 'recipient_number', '+1 (415) 555-2671', ['1']],
    ['recipientNumber', 'recipient_number', '+14155550199', []],
    ['recipientNumber', 'recipient_number', 'Ann', expect.stringContaining('Recipient Number')],
    ['recipientNumber', 'recipient_number', { number: '+14155552671' }, expect.stringContaining('Recipient Number')],
    ['recipientNumber', 'recipient_number', '', mappedNothing('Recipient Number')],
    ['recipientNumber', 'recipient_number', null, mappedNothing('Recipient Number')],
    ['campaignId', 'campaign_id', campaignIds.reminders, ['0']],
    ['campaignId', 'campaign_id', ` ${campaignIds.consultation} `, ['1', '2']],
    ['campaignId', 'campaign_id', {}, expect.stringContaining('Campaign expects text, but received an object')],
    ['campaignId', 'campaign_id', ' ', mappedNothing('Campaign')],
    ['createdFrom', 'created_from', '2020-01-01', ['0', '1', '2']],
    ['createdFrom', 'created_from', '2100-01-01T00:00:00Z', []],
    ['createdFrom', 'created_from', 'yesterday', expect.stringContaining('Queued After: "yesterday" is not a valid date and time.')],
    ['createdFrom', 'created_from', '', mappedNothing('Queued After')],
    ['createdTo', 'created_to', '2020-01-01T00:00:00Z', []],
    ['createdTo', 'created_to', true, expect.stringContaining('Queued Before expects a date and time, but received true or false')],
    ['createdTo', 'created_to', null, mappedNothing('Queued Before')],
  ])('%s (%s in Zapier) %j', async (name, key, value, told) => {
    expect(await listedInN8n(name, value)).toEqual(told);
    expect(await listedInZapier(key, value)).toEqual(told);
  });

  it('in n8n, which alone asks for it, a state is taken by its value or its label, alone or with others', async () => {
    for (const value of ['placed', 'Placed', 'queued, PLACED', ['failed', 'placed']]) expect(await listedInN8n('progress', value)).toEqual(['0', '1', '2']);
    expect(await listedInN8n('progress', 'expired')).toEqual([]);
    expect(await listedInN8n('progress', 'lost')).toMatch(/^"lost" is not a valid State in the Queue\./);
    for (const value of ['', null, [], [null]]) expect(await listedInN8n('progress', value)).toEqual(mappedNothing('State in the Queue'));
  });

  it('in Zapier, which alone asks for them, outcomes that a mapping did not find are refused', async () => {
    expect(await listedInZapier('outcomes', 'Completed, voicemail')).toEqual(['0', '2']);
    for (const value of ['', [''], ' , ']) expect(await listedInZapier('outcomes', value)).toEqual(mappedNothing('Outcomes'));
  });

  it('in n8n, one that was added and left empty is none', async () => {
    const filters = { recipientNumber: '', createdFrom: '', progress: [], campaignId: { __rl: true, mode: 'list', value: '' } };
    expect((await runNode(bench.engine, { resource: 'call', operation: 'count', filters })).items[0]?.json).toEqual({ count: 3 });
  });
});

describe('The name of a campaign', () => {
  const mapper = (value: string) =>
    bench.engine.loadMapperFields({ nodeType, credentials, method: 'getCampaignVariables', parameters: { campaignId: { __rl: true, mode: 'name', value } } });
  const checked = async (value: string) => {
    const { items } = await runNode(bench.engine, { resource: 'campaign', operation: 'check', campaignId: { __rl: true, mode: 'name', value } });
    return items.map(({ json }) => json['campaignId']);
  };
  const searched = async (name: string) => {
    const result = await zapier.app.search('find_campaign', { name });
    return result.status === 'success' ? (result.results as readonly Record<string, unknown>[]).map(({ id }) => id) : [];
  };

  it.each(['Appointment reminders', ' appointment REMINDERS\n'])('%j is one and the same wherever it is entered', async (name) => {
    expect(await checked(name)).toEqual([campaignIds.reminders]);
    expect((await mapper(name)).fields.map(({ id }) => id)).toEqual(['customer_name', 'appointment_time']);
    expect(await triedInN8n({ filters: { campaigns: [name] } })).toEqual(['completed (words)']);
    expect(await triedInZapier({ campaigns: [name] })).toEqual(['completed (words)']);
    expect(await searched(name)).toEqual([campaignIds.reminders]);
  });

  it('a part of it is enough for a search, and for nothing that acts', async () => {
    expect(await searched('REMINDER')).toEqual([campaignIds.reminders]);
    expect(await checked('Reminder')).toEqual([]);
    expect(await mapper('Reminder')).toMatchObject({ fields: [], emptyFieldsNotice: expect.stringContaining('does not exist any more') });
    expect(await triedInN8n({ filters: { campaigns: ['Reminder'] } })).toMatch(/no campaign has the ID or the name "Reminder"/);
    expect(await triedInZapier({ campaigns: ['Reminder'] })).toMatch(/no campaign has the ID or the name "Reminder"/);
  });
});
