import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { IDataObject } from 'n8n-workflow';
import { brokenKeys, businessIds, campaignIds, keys } from '../../../packages/sandbox/src/seed.ts';
import { startSandbox } from '../../../packages/sandbox/src/sandbox.ts';
import { type Bench, credentialFor, credentials, initiate, nodeType, openBench, phoneOf, runNode, triggerType } from './bench.ts';

let bench: Bench;

beforeAll(async () => {
  bench = await openBench({ hurry: 100 });
});
afterAll(() => bench.close());

const test = (change: object) => bench.engine.testCredential({ ...credentialFor(bench.sandbox, change as never), id: 'tested' });

describe('The test button of the credential', () => {
  it('accepts a good connection, also with a path or a slash behind the address', async () => {
    for (const baseUrl of [bench.sandbox.origin, `${bench.sandbox.origin}/`, ` ${bench.sandbox.origin}/business/184`]) {
      expect(await test({ baseUrl })).toEqual({ status: 'OK', message: 'Connection successful!' });
    }
  });

  it('accepts what was copied with blanks around it, also invisible ones', async () => {
    expect(await test({ apiKey: `\u200b ${bench.sandbox.apiKey}\r\n`, businessId: ` ${bench.sandbox.businessId} ` })).toMatchObject({ status: 'OK' });
  });

  it.each(Object.entries(brokenKeys))('says that the key is wrong (%s)', async (_, apiKey) => {
    expect(await test({ apiKey })).toEqual({ status: 'Error', message: expect.stringMatching(/API key/) });
  });

  it.each([
    ['another business', { businessId: '99999' }, /no business with this Business ID/],
    ['a word as business', { businessId: 'clinic' }, /^Business ID must be a number/],
    ['no business', { businessId: ' ' }, /^Business ID is required/],
    ['a key of another business', { apiKey: keys.restrictedElsewhere.text }, /limited to other businesses/],
    ['a key that may not read', { apiKey: keys.withoutOutboundQueue.text }, /Conversations/],
    ['nobody there', { baseUrl: 'http://127.0.0.1:9' }, /^Nothing answers at http:\/\/127\.0\.0\.1:9\. Check the Base URL/],
    ['a name that nobody has', { baseUrl: 'https://iqra.invalid' }, /^Nothing answers at https:\/\/iqra\.invalid\. Check the Base URL/],
    ['an address without a scheme', { baseUrl: 'app.iqra.bot' }, /^Base URL must be a web address\. Write it as https:/],
    ['an address that is none', { baseUrl: 'http://' }, /^Base URL must be a web address/],
  ])('explains %s', async (_, change, sentence) => {
    const verdict = await test(change);
    expect(verdict).toEqual({ status: 'Error', message: expect.stringMatching(sentence) });
    expect(verdict.message).not.toMatch(/E[A-Z]{4,}|ERR_|undefined/);
  });

  it('tells a server of the documented kind by its own casing', async () => {
    const documented = await startSandbox({ format: 'documented' });
    const verdict = (change: object) => bench.engine.testCredential({ ...credentialFor(documented, change as never), id: 'tested' });
    expect(await verdict({})).toMatchObject({ status: 'OK' });
    expect(await verdict({ apiKey: keys.revoked.text })).toMatchObject({ status: 'Error', message: expect.stringMatching(/API key/) });
    await documented.close();
  });

  it.each([
    ['a web page', 200, { 'content-type': 'text/html' }, '<!doctype html><title>Dashboard</title>'],
    ['a redirect to a login', 302, { location: '/login' }, ''],
    ['an empty answer', 204, {}, ''],
    ['a server that answers with data of its own', 200, { 'content-type': 'application/json' }, '{"status":"up"}'],
    ['a page that is not there', 404, { 'content-type': 'text/html' }, '<h1>Not Found</h1>'],
  ])('does not take %s for an Iqra server', async (_, status, headers, body) => {
    const server = await listen(createServer((_request, response) => response.writeHead(status, headers).end(body)));
    const verdict = await test({ baseUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}` });
    server.close();
    expect(verdict).toEqual({ status: 'Error', message: expect.stringMatching(/Iqra API.*Check the Base URL/) });
  });
});

function listen(server: Server): Promise<Server> {
  return new Promise((resolve) => server.listen(0, '127.0.0.1', () => resolve(server)));
}

describe('The pickers of the form', () => {
  const form = { nodeType, parameters: {}, credentials };

  it('lists campaigns, agents and numbers by name, and filters by what was typed', async () => {
    const all = await bench.engine.searchList({ ...form, method: 'searchCampaigns' });
    expect(all.results.map((entry) => entry.value)).toContain(campaignIds.reminders);
    const names = all.results.map((entry) => entry.name);
    expect(names).toEqual([...names].sort((a, b) => a.localeCompare(b)));
    const some = await bench.engine.searchList({ ...form, method: 'searchCampaigns', filter: 'SURVEY' });
    expect(some.results.map((entry) => entry.value)).toEqual([campaignIds.survey]);
    expect((await bench.engine.searchList({ ...form, method: 'searchAgents' })).results.length).toBeGreaterThan(1);
    const numbers = await bench.engine.searchList({ ...form, method: 'searchCallingNumbers', filter: 'no voice' });
    expect(numbers.results).toHaveLength(1);
    const watched = await bench.engine.loadOptions({ ...form, nodeType: triggerType, method: 'getCampaigns' });
    expect(watched.map((entry) => entry.value)).toEqual(all.results.map((entry) => entry.value));
  });

  it('finds a time zone by its place or by the name that Windows gives it', async () => {
    const zones = async (filter?: string) => (await bench.engine.searchList({ ...form, method: 'searchTimeZones', ...(filter === undefined ? {} : { filter }) })).results;
    expect(await zones('sydney')).toEqual([{ name: 'Sydney (Australia)', value: 'Australia/Sydney', description: 'Australia/Sydney' }]);
    expect((await zones('eastern time')).map(({ value }) => value)).toContain('America/New_York');
    expect(await zones('no such place')).toEqual([]);
    const every = (await zones()).map(({ value }) => String(value));
    const known = new Set(Intl.supportedValuesOf('timeZone'));
    expect(every.filter((zone) => known.has(zone)).length).toBeGreaterThan(400);
  });

  it('shows the variables that a campaign declares, the required ones marked', async () => {
    const fields = (value: string) =>
      bench.engine.loadMapperFields({ ...form, method: 'getCampaignVariables', parameters: { campaignId: { __rl: true, mode: 'id', value } } });
    const declared = await fields(campaignIds.reminders);
    expect(declared.fields.map(({ id, required }) => [id, required])).toEqual([
      ['customer_name', true],
      ['appointment_time', false],
    ]);
    expect(await fields(campaignIds.consultation)).toMatchObject({ fields: [], emptyFieldsNotice: expect.stringContaining('declares no variables') });
    expect(await fields('6713c0f2a54d1b0c9e4f7aff')).toMatchObject({ fields: [], emptyFieldsNotice: expect.stringContaining('does not exist any more') });
    expect(await fields('')).toMatchObject({ fields: [], emptyFieldsNotice: expect.stringContaining('Choose a campaign') });
  });

  it('says in a sentence why a list cannot be read', async () => {
    await bench.engine.saveCredentials([credentialFor(bench.sandbox, { businessId: String(businessIds.disabled) })]);
    await expect(bench.engine.searchList({ ...form, method: 'searchCampaigns' })).rejects.toThrow(/disabled|no business|limited/i);
    await bench.engine.saveCredentials([credentialFor(bench.sandbox)]);
  });

  it('never shows a secret of the business', async () => {
    const shown = JSON.stringify(await bench.engine.searchList({ ...form, method: 'searchCallingNumbers' }));
    expect(shown).not.toMatch(/password|token|sk-/);
  });
});

it('a step whose address nobody answers, or is no Iqra server, says to check the Base URL', async () => {
  const web = createServer((_, response) => response.setHeader('content-type', 'text/html').end('<!doctype html><title>Dashboard</title>'));
  await new Promise<void>((resolve) => web.listen(0, '127.0.0.1', resolve));
  for (const baseUrl of ['http://127.0.0.1:9', `http://127.0.0.1:${(web.address() as AddressInfo).port}`]) {
    await bench.engine.saveCredentials([credentialFor(bench.sandbox, { baseUrl })]);
    const { run } = await runNode(bench.engine, initiate({ eventKey: baseUrl }), [{ phone: phoneOf(1) }]);
    expect(run.error?.description).toMatch(/^Nobody was called\. Check the Base URL of the credential/);
  }
  await bench.engine.saveCredentials([credentialFor(bench.sandbox)]);
  web.close();
});

describe('The hints beside the form', () => {
  const hints = async (parameters: IDataObject) =>
    (await bench.engine.editorHints({ nodeType, parameters: { resource: 'call', operation: 'initiate', ...parameters } })).join(' ');

  it('warn of settings that give up a part of the protection, and of nothing else', async () => {
    const careful = { eventKey: '={{ $json.id }}', callingHours: 'us_federal' };
    expect(await hints(careful)).toBe('');
    expect(await hints({ callingHours: 'off' })).toMatch(/Event Key.*Calling Hours/);
    expect(await hints({ ...careful, eventKey: 'x', options: { checkBeforeSending: false } })).toMatch(/^<b>Look for an Earlier Call First<\/b> is off.* Switch it on\.$/);
    expect(await hints({ ...careful, callingHours: 'uae', options: { keepTryingForSeconds: 600 } })).toMatch(/^<b>Keep Trying For/);
    expect(await hints({ operation: 'getAll' })).toBe('');
  });

  it('stand beside every operation that calls people, and those about its event where the form asks for one', async () => {
    const callingHours = async (operation: string) => (await hints({ operation, callingHours: 'off' })).match(/Event Key|Calling Hours/g) ?? [];
    expect(await callingHours('initiateAndWait')).toEqual(['Event Key', 'Calling Hours']);
    expect(await callingHours('tryAgain')).toEqual(['Calling Hours']);
    expect(await callingHours('check')).toEqual([]);
  });
});

describe('What n8n learns when it loads the package', () => {
  it('finds both nodes with icon, subtitle, codex and credential, the action usable by AI agents, the trigger polling', () => {
    const [action, trigger] = bench.engine.loaded.nodes;
    expect(bench.engine.loaded.credentials).toEqual(['iqraAiApi']);
    expect(action).toMatchObject({
      name: 'iqraAi',
      usableAsTool: { replacements: { description: expect.stringContaining('rings a real person') } },
      subtitle: expect.any(String),
      codex: { categories: expect.arrayContaining(['Communication']), alias: expect.arrayContaining(['phone call', 'make call', 'AI phone', 'voice agent']) },
      iconUrl: { light: expect.stringMatching(/iqraAi\.svg$/), dark: expect.stringMatching(/iqraAi\.dark\.svg$/) },
    });
    expect(trigger).toMatchObject({ name: 'iqraAiTrigger', polling: true, inputs: [] });
    expect(trigger?.usableAsTool).toBeUndefined();
    expect(trigger?.properties[0]?.name).toBe('pollTimes');
  });
});
