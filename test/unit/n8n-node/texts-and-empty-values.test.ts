import { campaignIds } from '../../../packages/sandbox/src/seed.ts';
import { type Bench, initiate, openBench, phoneOf, runNode } from './bench.ts';

let bench: Bench;

beforeAll(async () => {
  bench = await openBench({ hurry: 50 });
});
afterAll(() => bench.close());
beforeEach(() => bench.sandbox.reset());

const mapped = (value: Readonly<Record<string, unknown>>) => ({ mappingMode: 'defineBelow', value });
const sentConfig = (): { readonly dynamicVariables: Record<string, string>; readonly metadata: Record<string, string> } => {
  const body = bench.sandbox.requests().find(({ path }) => path.endsWith('/call/initiate'))?.body.toString('utf8') ?? '';
  return JSON.parse(/name="config"\r\n\r\n(\{.*?\})\r\n--/s.exec(body)?.[1] ?? '{}') as never;
};

describe('texts that the server cannot read', () => {
  const half = '🎉'.slice(0, 1);

  it('half an emoji in a variable, a key or the metadata is replaced, and said', async () => {
    const parameters = initiate({
      campaignId: campaignIds.consultation,
      dynamicVariables: mapped({ note: `={{ $json.note.slice(0, 7) }}`, [`k${half}x`]: 'v' }),
      options: { metadata: { entry: [{ key: 'ref', value: '={{ $json.note.slice(0, 7) }}' }] } },
    });
    const { items } = await runNode(bench.engine, parameters, [{ phone: phoneOf(1), note: 'Hello 🎉 world' }]);
    expect(items[0]?.json).toMatchObject({ placed: true });
    expect(JSON.stringify(items[0]?.json['warnings'])).toMatch(/Variables: \\"note\\".*half a character.*Metadata: \\"ref\\"/);
    expect(sentConfig()).toMatchObject({ dynamicVariables: { note: 'Hello \ufffd', 'k\ufffdx': 'v' }, metadata: { ref: 'Hello \ufffd' } });
  });

  it('metadata may have any name', async () => {
    // As metadata, since n8n itself drops "constructor" and "__proto__" from the values of its mapper.
    const names = ['constructor', 'toString', 'hasOwnProperty', '__proto__'];
    const entry = names.map((key) => ({ key, value: 'x' }));
    await runNode(bench.engine, initiate({ campaignId: campaignIds.consultation, options: { metadata: { entry } } }), [{ phone: phoneOf(1) }]);
    expect(Object.keys(sentConfig().metadata)).toEqual(expect.arrayContaining(names));
  });
});

describe('values that are empty', () => {
  const survey = (variables: Readonly<Record<string, unknown>>, metadata = 'C-1') =>
    initiate({ campaignId: campaignIds.survey, dynamicVariables: mapped({ ...variables, metadata__crm_id: metadata }) });

  it.each([[{ customer_name: '' }], [{ customer_name: null }], [{}]])('what is required and may be empty is sent as an empty text: %j', async (variables) => {
    const { items } = await runNode(bench.engine, survey(variables), [{ phone: phoneOf(1) }]);
    expect(items[0]?.json).toMatchObject({ placed: true });
    expect(bench.sandbox.ledger().accepted[0]?.metadata).toMatchObject({ crm_id: 'C-1' });
    const bodies = bench.sandbox.requests().filter(({ path }) => path.endsWith('/call/initiate'));
    expect(bodies.at(-1)?.body.toString('utf8')).toContain('"customer_name":""');
    expect(bench.sandbox.ledger().accepted).toHaveLength(1);
  });

  it('blanks are a value', async () => {
    await runNode(bench.engine, survey({ customer_name: '  ' }), [{ phone: phoneOf(1) }]);
    expect(sentConfig().dynamicVariables).toEqual({ customer_name: '  ' });
  });

  it('what is required and may not be empty is refused once, with its name', async () => {
    const { run } = await runNode(bench.engine, survey({ customer_name: 'Ann' }, ''), [{ phone: phoneOf(1) }]);
    expect(JSON.stringify(run)).toMatch(/metadata value that the campaign requires.*crm_id/);
    expect(bench.sandbox.ledger().accepted).toEqual([]);
  });
});

describe('an agent and a number, but no campaign', () => {
  it('is told to choose a campaign before anything is sent', async () => {
    const parameters = initiate({ campaignId: '', options: { agentId: 'a1', numberId: 'n1' } });
    const { run } = await runNode(bench.engine, parameters, [{ phone: phoneOf(1) }]);
    expect(JSON.stringify(run)).toContain('takes calls by campaign');
    expect(bench.sandbox.requests().filter(({ path }) => path.endsWith('/call/initiate'))).toEqual([]);
  });
});

it('the chat of a Telegram group names an event, alone and beside a reason, and an empty value beside a dash does not', async () => {
  const chat = -1001234567890;
  const run = async (eventKey: string) => (await runNode(bench.engine, initiate({ eventKey }), [{ phone: phoneOf(1), chat, empty: '' }], { settings: { onError: 'continueRegularOutput' } })).items[0]?.json;
  expect(await run('={{ $json.chat }}')).toMatchObject({ status: 'placed' });
  expect(await run('={{ $json.chat }}')).toMatchObject({ status: 'already_called' });
  expect(await run('=tg:{{ $json.chat }}-welcome')).toMatchObject({ status: 'placed' });
  expect(await run('=lead-{{ $json.empty }}')).toMatchObject({ error: expect.stringContaining('a part of "lead-" is missing') });
  expect(await run('=lead-{{ $json.empty }}-2026')).toMatchObject({ error: expect.stringContaining('a part of "lead--2026" is missing') });
});
