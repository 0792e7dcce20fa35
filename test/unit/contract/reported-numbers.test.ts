import { startZapierWithSandbox, type ZapierWithSandbox } from '../../hosts/zapier/zapier-with-sandbox.ts';
import { campaignIds } from '../../../packages/sandbox/src/seed.ts';
import vectors from '../../vectors/public-reports.json' with { type: 'json' };
import { type Bench, initiate, openBench, runNode } from '../n8n-node/bench.ts';

/** One attempt to call somebody, as a host sees it. */
interface Attempt {
  readonly phone: unknown;
  readonly defaultCountry?: string;
  readonly doNotCall?: unknown;
  readonly apiKey?: string;
}

interface Outcome {
  /** Whom the server was asked to call. */
  readonly called: readonly string[];
  /** What the person reads: the error, or the result with its warnings. */
  readonly said: string;
}

let bench: Bench;
let zapier: ZapierWithSandbox;

beforeAll(async () => {
  [bench, zapier] = await Promise.all([openBench({ hurry: 100 }), startZapierWithSandbox({ sandbox: { timeScale: 0 } })]);
});
afterAll(async () => { await Promise.all([bench.close(), zapier.close()]); });
beforeEach(() => {
  bench.sandbox.reset();
  zapier.sandbox.reset();
});

async function throughN8n({ phone, defaultCountry, doNotCall }: Attempt): Promise<Outcome> {
  const options = { ...(defaultCountry === undefined ? {} : { defaultCountry }), ...(doNotCall === undefined ? {} : { doNotCall: '={{ $json.list }}' }) };
  const { run, items } = await runNode(bench.engine, initiate({ callingHours: 'off', options }), [{ phone, list: doNotCall }]);
  const said = run.error === undefined ? JSON.stringify(items[0]?.json) : `${run.error.message} ${String(run.error.description)}`;
  return { called: bench.sandbox.ledger().accepted.map(({ recipient }) => recipient), said };
}

let events = 0;

async function throughZapier({ phone, defaultCountry, doNotCall }: Attempt): Promise<Outcome> {
  events += 1;
  const result = await zapier.app.create('initiate_call', {
    recipient_number: phone,
    campaign_id: campaignIds.consultation,
    calling_hours: 'off',
    event_key: `event ${events}`,
    ...(defaultCountry === undefined ? {} : { default_country: defaultCountry }),
    ...(doNotCall === undefined ? {} : { do_not_call: doNotCall }),
  });
  const said = result.status === 'success' ? JSON.stringify(result.results) : result.message;
  return { called: zapier.sandbox.ledger().accepted.map(({ recipient }) => recipient), said };
}

const hosts: readonly (readonly [string, (attempt: Attempt) => Promise<Outcome>])[] = [['n8n', throughN8n], ['Zapier', throughZapier]];

/** Where two readings are possible both hosts refuse, so most rows name nobody who may be called. */
const mayBeCalled: Readonly<Record<string, string>> = { 'K1-15': '+5584912925973' };

const warnedOfTheOther = /With \+ in front the same digits would be \+84•••••••73 \(VN\)\./;
const refusedWithBoth = /two ways, and both are valid numbers: \+\d+•+\d\d \([A-Z]{2}\) or \+\d+•+\d\d \([A-Z]{2}\)|more than one number/;

const numberRows = vectors.flatMap(({ id, input }) => {
  if (!id.startsWith('K1-') || !('number' in input)) return [];
  return [[id, input as { number: unknown; defaultCountry: string }] as const];
});
const listRows = vectors.flatMap(({ id, input }) => ('list' in input ? [[id, input as { list: unknown; recipient: string; defaultCountry?: string }] as const] : []));

describe.each(hosts)('reports from the world, through %s', (_host, attempt) => {
  test.each(numberRows)('%s: no stranger is called', async (id, { number, defaultCountry }) => {
    const { called, said } = await attempt({ phone: number, defaultCountry });
    const expected = mayBeCalled[id];
    expect(called).toEqual(expected === undefined ? [] : [expected]);
    expect(said).toMatch(expected === undefined ? refusedWithBoth : warnedOfTheOther);
  });

  test.each(listRows)('%s: whoever is listed is not called', async (_id, { list, recipient, defaultCountry }) => {
    const { called, said } = await attempt({ phone: recipient, doNotCall: list, ...(defaultCountry === undefined ? {} : { defaultCountry }) });
    expect(called).toEqual([]);
    expect(said).toContain('Do Not Call list');
  });

  test.each([
    ['a list without anything', []],
    ['a list of nothing', [null, null]],
    ['a wrong column', [{ name: 'Anna' }, { name: 'Boris' }]],
    ['a record without a number', [{ phone: '+14155550100' }, { phone: '', email: 'b@example.com' }]],
    ['blank text', '  '],
    ['nothing', null],
  ])('%s mapped as Do Not Call stops the call', async (_what, list) => {
    const { called, said } = await attempt({ phone: '+14155552671', doNotCall: list });
    expect(called).toEqual([]);
    expect(said).toContain('Do Not Call');
  });

  test('a list that does not name the recipient lets the call pass', async () => {
    expect((await attempt({ phone: '+14155552671', doNotCall: [{ phone: '+14155550100' }, '+44 20 7946 0018', null] })).called).toEqual(['+14155552671']);
  });

  test.each([
    ['K13-02', '&#43;14155552671', undefined, [], 'HTML entity'],
    ['K13-08', '+1 212 976 2671', undefined, [], 'premium-rate'],
    ['K13-08', '+1 212 555 1212', undefined, [], 'premium-rate'],
    ['K13-09', '+1·415·555·2671', undefined, ['+14155552671'], ''],
    ['K13-09', "+41 44'668'18'00", undefined, ['+41446681800'], ''],
    ['K1-16', '030 12345\n67890', 'DE', [], 'more than one number'],
    ['dear by custom', '+44 70 1234 5678', undefined, [], 'personal'],
    ['doubled code', '+49 49 171 1234567', undefined, [], 'may stand twice'],
    ['Australia\'s way out', '0011 678 5912345', 'AU', [], 'two ways'],
  ] as const)('%s: %s', async (_id, phone, defaultCountry, expected, sentence) => {
    const { called, said } = await attempt({ phone, ...(defaultCountry === undefined ? {} : { defaultCountry }) });
    expect(called).toEqual(expected);
    expect(said).toContain(sentence);
  });
});

test('K11-01: a special number that was called is found again in both hosts', async () => {
  const uan = '+44 300 123 4567';
  await runNode(bench.engine, initiate({ callingHours: 'off', options: { allowNumberTypes: ['UAN'] } }), [{ phone: uan }]);
  const listed = await runNode(bench.engine, { resource: 'call', operation: 'getAll', filters: { recipientNumber: uan } });
  expect(listed.items.map(({ json }) => json['recipientNumber'])).toEqual(['+443001234567']);
  await zapier.app.create('initiate_call', { recipient_number: uan, campaign_id: campaignIds.consultation, calling_hours: 'off', event_key: 'uan', allow_number_types: ['UAN'] });
  expect(await zapier.app.search('find_call', { recipient_number: uan })).toMatchObject({ status: 'success', results: [{ recipient_number: '+443001234567' }] });
});

test('K11-03: the advice for a number without a country code names what is there', async () => {
  const { run } = await runNode(bench.engine, { resource: 'call', operation: 'getAll', filters: { recipientNumber: '(415) 555-2671' } });
  expect(`${run.error?.message} ${String(run.error?.description)}`).toMatch(/Write it with \+ and the country code/i);
});

test('K13-03: what is invisible in a key does not matter', async () => {
  for (const key of [`${zapier.sandbox.apiKey}\u200b`, `\ufeff${zapier.sandbox.apiKey}\r\n`, zapier.sandbox.apiKey.replace('_', '_\u00ad')]) {
    expect(await zapier.app.authTest({ authData: { ...zapier.authData, api_key: key } })).toMatchObject({ status: 'success' });
  }
});
