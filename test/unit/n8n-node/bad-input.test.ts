import { type Bench, initiate, openBench, phoneOf, runNode } from './bench.ts';

let bench: Bench;

beforeAll(async () => {
  bench = await openBench({ hurry: 50 });
});
afterAll(() => bench.close());
beforeEach(() => bench.sandbox.reset());

const long = 'x'.repeat(10_000);
/** An expression that finds nothing; a field that is simply left empty is refused by n8n itself. */
const nothing = '={{ $json.nothing }}';
const byId = (value: unknown): object => ({ __rl: true, mode: 'id', value });

interface Wrong {
  readonly what: string;
  readonly parameters: object;
  readonly json?: object;
  /** How the field is called in the form. */
  readonly field: string;
  /** The field is about the whole node, not about one item. */
  readonly ofNode?: true;
}

const wrongInitiates: readonly Wrong[] = [
  { what: 'missing', parameters: {}, json: {}, field: 'Recipient Number' },
  { what: 'null', parameters: {}, json: { phone: null }, field: 'Recipient Number' },
  { what: 'an object', parameters: {}, json: { phone: { number: '+61411000001' } }, field: 'Recipient Number' },
  { what: 'a list', parameters: {}, json: { phone: ['+61411000001', '+61411000002'] }, field: 'Recipient Number' },
  { what: 'a switch', parameters: {}, json: { phone: true }, field: 'Recipient Number' },
  { what: '10,000 characters', parameters: {}, json: { phone: long }, field: 'Recipient Number' },
  { what: 'national without a country', parameters: {}, json: { phone: '0411 000 001' }, field: 'Recipient Number' },
  { what: 'missing', parameters: { campaignId: byId('') }, field: 'Campaign' },
  { what: 'an object', parameters: { campaignId: byId('={{ { id: 1 } }}') }, field: 'Campaign' },
  { what: '10,000 characters', parameters: { campaignId: byId(long) }, field: 'Campaign' },
  { what: 'an object', parameters: { options: { agentId: byId('={{ { id: 1 } }}') } }, field: 'Agent' },
  { what: '10,000 characters', parameters: { options: { numberId: byId(long) } }, field: 'Calling Number' },
  { what: 'a nested object', parameters: { dynamicVariables: { mappingMode: 'defineBelow', value: { name: '={{ { a: 1 } }}' } } }, field: 'Variables' },
  { what: 'a dotted key', parameters: { dynamicVariables: { mappingMode: 'defineBelow', value: { 'a.b': 'x' } } }, field: 'Variables' },
  { what: 'text', parameters: { dynamicVariables: 'name' }, field: 'Variables' },
  { what: 'an object', parameters: { options: { metadata: { entry: [{ key: 'a', value: '={{ { b: 1 } }}' }] } } }, field: 'Metadata' },
  { what: 'a value without key', parameters: { options: { metadata: { entry: [{ key: '', value: 'x' }] } } }, field: 'Metadata' },
  { what: 'no time', parameters: { options: { scheduledTime: 'tomorrow' } }, field: 'Scheduled Time' },
  { what: 'an object', parameters: { options: { scheduledTime: '={{ { a: 1 } }}' } }, field: 'Scheduled Time' },
  { what: 'without an offset', parameters: { options: { scheduledTime: '2030-01-01T09:00:00' } }, field: 'Scheduled Time' },
  { what: 'unknown', parameters: { callingHours: 'uae', options: { contactTimeZone: 'Mars/Olympus' } }, field: 'Recipient Time Zone' },
  { what: 'not offered', parameters: { callingHours: 'always' }, field: 'Calling Hours' },
  { what: 'never open', parameters: { callingHours: 'custom', customHours: 'Mon 18:00-09:00' }, field: 'Custom Hours' },
  { what: 'text', parameters: { options: { keepTryingForSeconds: 'long' } }, field: 'Keep Trying For' },
  { what: 'too small', parameters: { options: { keepTryingForSeconds: -1 } }, field: 'Keep Trying For' },
  { what: 'empty', parameters: { eventKey: '  ' }, field: 'Event Key' },
  { what: '10,000 characters', parameters: { eventKey: long }, field: 'Event Key' },
  { what: 'control characters', parameters: { eventKey: 'a\u0007b' }, field: 'Event Key' },
  { what: 'an object', parameters: { eventKey: '={{ { a: 1 } }}' }, field: 'Event Key' },
  { what: 'no country', parameters: { options: { defaultCountry: 'Atlantis' } }, field: 'Default Country' },
  { what: 'not offered', parameters: { options: { allowNumberTypes: ['SATELLITES'] } }, field: 'Allow Special Numbers' },
  { what: 'text', parameters: { options: { maxCallsPerPeriod: 'some' } }, field: 'Maximum Calls per Number' },
  { what: 'a word', parameters: { options: { checkBeforeSending: 'perhaps' } }, field: 'Look for an Earlier Call First' },
  { what: 'too large', parameters: { options: { concurrency: 1000 } }, field: 'Concurrency', ofNode: true },
];

describe('Initiate refuses, names the field and the item, and sends nothing', () => {
  it.each(wrongInitiates)('$field: $what', async ({ parameters, json, field, ofNode }) => {
    const { run } = await runNode(bench.engine, initiate(parameters), [json ?? { phone: phoneOf(1) }]);
    expect(run.status).toBe('error');
    expect(run.error?.name).toBe('NodeOperationError');
    expect(run.error?.message).toContain(field);
    expect(run.error?.message.endsWith('[item 0]')).toBe(ofNode !== true);
    expect(run.error?.message.length).toBeLessThan(600);
    expect(run.error?.description).toMatch(/^Nobody was called\. (?!.*Nobody was called)/);
    expect(bench.sandbox.requests()).toEqual([]);
  });
});

it('names all wrong fields of an item at once', async () => {
  const { run } = await runNode(bench.engine, initiate({ campaignId: byId(''), eventKey: long }), [{ phone: '12' }]);
  for (const field of ['Recipient Number', 'Campaign', 'Event Key']) expect(run.error?.message).toContain(field);
});

it.each(['6713c0f2a54d1b0c9e4f7aff', '6713c0f2a54d1b0c9e4f7a24'])('says what is wrong with a campaign that is unknown or points nowhere (%s)', async (id) => {
  const { run } = await runNode(bench.engine, initiate({ campaignId: byId(id) }), [{ phone: phoneOf(1) }]);
  expect(run.error?.message).toMatch(/campaign|agent/i);
  expect(run.error?.message).toMatch(/\[item 0\]$/);
  expect(bench.sandbox.ledger().accepted).toEqual([]);
});

const wrongReads: readonly Wrong[] = [
  { what: 'missing', parameters: { resource: 'call', operation: 'get', queueId: nothing }, field: 'Queue ID' },
  { what: 'an object', parameters: { resource: 'call', operation: 'get', queueId: '={{ { a: 1 } }}' }, field: 'Queue ID' },
  { what: '10,000 characters', parameters: { resource: 'call', operation: 'get', queueId: long }, field: 'Queue ID' },
  { what: 'missing', parameters: { resource: 'inboundCall', operation: 'get', queueId: nothing }, field: 'Queue ID' },
  { what: 'a list', parameters: { resource: 'conversation', operation: 'get', conversationId: '={{ [1] }}' }, field: 'Conversation ID' },
  { what: 'missing', parameters: { resource: 'conversation', operation: 'downloadRecording', conversationId: nothing }, field: 'Conversation ID' },
  { what: 'missing', parameters: { resource: 'webSession', operation: 'get', webSessionId: nothing }, field: 'Web Session ID' },
  { what: 'zero', parameters: { resource: 'call', operation: 'getAll', limit: 0 }, field: 'Limit' },
  { what: 'text', parameters: { resource: 'call', operation: 'getAll', limit: 'few' }, field: 'Limit' },
  { what: 'an object', parameters: { resource: 'call', operation: 'getAll', filters: { campaignId: byId('={{ { a: 1 } }}') } }, field: 'Campaign' },
  { what: 'no time', parameters: { resource: 'call', operation: 'getAll', filters: { createdFrom: 'yesterday' } }, field: 'Queued After' },
  { what: 'no number', parameters: { resource: 'call', operation: 'count', filters: { recipientNumber: 'Ann' } }, field: 'Recipient Number' },
  { what: 'not offered', parameters: { resource: 'call', operation: 'count', filters: { progress: ['lost'] } }, field: 'State in the Queue' },
  { what: 'no number', parameters: { resource: 'inboundCall', operation: 'getAll', filters: { callerNumber: 'Ann' } }, field: 'Caller Number' },
  { what: 'no time', parameters: { resource: 'conversation', operation: 'getAll', filters: { startedTo: 'soon' } }, field: 'Started Before' },
  { what: 'missing', parameters: { resource: 'usage', operation: 'count', from: '2026-11-01', to: nothing }, field: 'To' },
  { what: 'not offered', parameters: { resource: 'call', operation: 'cancel' }, field: 'Operation' },
];

describe('Reading refuses, names the field, and asks the server nothing', () => {
  it.each(wrongReads)('$field: $what', async ({ parameters, field }) => {
    const { run } = await runNode(bench.engine, parameters);
    expect(run.error?.name).toBe('NodeOperationError');
    expect(run.error?.message).toContain(field);
    expect(bench.sandbox.requests()).toEqual([]);
  });

  it('says that there is no such call, conversation or session', async () => {
    const unknown = '6742e6b8f0a1c2d3e4f50617';
    const asks = [
      { resource: 'call', operation: 'get', queueId: unknown },
      { resource: 'inboundCall', operation: 'get', queueId: unknown },
      { resource: 'conversation', operation: 'get', conversationId: unknown },
      { resource: 'webSession', operation: 'get', webSessionId: unknown },
    ];
    for (const parameters of asks) {
      const { run } = await runNode(bench.engine, parameters);
      expect(run.error?.message).toMatch(/^There is no|not found|does not exist|no .* with/i);
    }
  });
});
