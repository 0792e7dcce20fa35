import { campaignIds, keys } from '../../../packages/sandbox/src/seed.ts';
import { type Bench, credentialFor, initiate, openBench, phoneOf, runNode } from './bench.ts';

let bench: Bench;

beforeAll(async () => {
  bench = await openBench({ hurry: 50 });
});
afterAll(() => bench.close());
beforeEach(() => bench.sandbox.reset());

const continuing = { settings: { onError: 'continueRegularOutput' } } as const;

describe('Initiate', () => {
  it('places a call with everything the form offers, and returns the fields that users rely on', async () => {
    const parameters = initiate({
      campaignId: { __rl: true, mode: 'list', value: campaignIds.reminders, cachedResultName: 'Reminders' },
      dynamicVariables: { mappingMode: 'defineBelow', value: { customer_name: '={{ $json.name }}', appointment_time: '' } },
      eventKey: '=lead-{{ $json.id }}',
      options: { metadata: { entry: [{ key: 'crm_id', value: '={{ $json.id }}' }, { key: '', value: '' }] }, defaultCountry: 'AU' },
    });
    const { items } = await runNode(bench.engine, parameters, [{ phone: '0411 000 001', name: 'Zoë 😀', id: 1007 }]);
    const [accepted] = bench.sandbox.ledger().accepted;
    expect(items).toEqual([
      {
        json: {
          status: 'placed',
          note: 'The call is in the queue and will be placed now.',
          queueId: accepted?.queueId,
          placed: true,
          deduplicated: false,
          recovered: false,
          recipientNumber: '+61411000001',
          campaignId: campaignIds.reminders,
          campaignName: 'Reminders',
          scheduledFor: expect.any(String),
          scheduledForLocal: '',
          latestStart: expect.any(String),
          callKey: accepted?.callKey,
          warnings: expect.any(Array),
        },
        pairedItem: { item: 0 },
      },
    ]);
    expect(accepted?.metadata).toMatchObject({ crm_id: '1007', iqra_call_source: 'n8n', iqra_call_attempt: '1', iqra_call_send: '1' });
    const sent = bench.sandbox.requests().find((request) => request.path.endsWith('/call/initiate'));
    expect(sent?.body.toString('utf8')).toContain('Zoë 😀');
  });

  it('takes variables from the item when they are mapped automatically: the declared ones, else every plain value', async () => {
    const schema = [{ id: 'customer_name', displayName: 'customer_name', required: true, defaultMatch: false, display: true, type: 'string' }];
    const automatic = { mappingMode: 'autoMapInputData', value: null, schema };
    await runNode(bench.engine, initiate({ dynamicVariables: automatic }), [{ phone: phoneOf(1), customer_name: 'Ann', secret: 'no' }]);
    await runNode(bench.engine, initiate({ dynamicVariables: { ...automatic, schema: [] } }), [{ phone: phoneOf(2), age: 41, nested: { a: 1 } }]);
    const sent = bench.sandbox.requests().filter((request) => request.path.endsWith('/call/initiate')).map((request) => request.body.toString('utf8'));
    expect(sent[0]).toContain('customer_name');
    expect(sent[0]).not.toContain('secret');
    expect(sent[1]).toContain('"age":"41"');
    expect(sent[1]).not.toContain('nested');
  });

  it('keeps the order of the items and their pairing, whatever order the answers come in', async () => {
    bench.sandbox.faults.add({ kind: 'slow', delayMs: 60, match: { operation: 'initiateCall', probability: 0.5 }, times: null });
    const leads = Array.from({ length: 30 }, (_, index) => ({ phone: phoneOf(index) }));
    const { items } = await runNode(bench.engine, initiate({ options: { concurrency: 10, requestsPerMinute: 0 } }), leads);
    expect(items.map((item) => item.json['recipientNumber'])).toEqual(leads.map((lead) => lead.phone));
    expect(items.map((item) => item.pairedItem)).toEqual(leads.map((_, item) => ({ item })));
  });

  it('places one call for items of one event, also when they run side by side, and says so on the others', async () => {
    const eventKey = 'lead-1';
    const twice = [{ phone: phoneOf(1) }, { phone: phoneOf(1) }, { phone: phoneOf(1) }];
    const { items } = await runNode(bench.engine, initiate({ eventKey }), twice);
    expect(items.map((item) => item.json['deduplicated'])).toEqual([false, true, true]);
    expect(new Set(items.map((item) => item.json['queueId'])).size).toBe(1);
    const later = await runNode(bench.engine, initiate({ eventKey }), [{ phone: phoneOf(1) }]);
    expect(later.items[0]?.json).toMatchObject({ deduplicated: true, placed: false, queueId: items[0]?.json['queueId'] });
    expect(bench.sandbox.ledger().accepted).toHaveLength(1);
  });

  it('does not take two people for one because n8n gives their items the same name', async () => {
    await runNode(bench.engine, initiate(), [{ phone: phoneOf(1) }], { executionId: '77' });
    await runNode(bench.engine, initiate(), [{ phone: phoneOf(2) }], { executionId: '77' });
    expect(bench.sandbox.ledger().accepted.map((call) => call.recipient)).toEqual([phoneOf(1), phoneOf(2)]);
  });

  it('sends one request with the key, and no second one after a 401 or a redirect', async () => {
    bench.sandbox.faults.add({ kind: '401', match: { operation: 'initiateCall' } });
    const refused = await runNode(bench.engine, initiate(), [{ phone: phoneOf(1) }]);
    expect(refused.run.error).toMatchObject({ name: 'NodeApiError', httpCode: '401' });
    bench.sandbox.faults.add({ kind: 'redirect', location: 'http://127.0.0.1:9/elsewhere', match: { operation: 'initiateCall' } });
    const redirected = await runNode(bench.engine, initiate(), [{ phone: phoneOf(2) }]);
    expect(redirected.run.error?.message).toMatch(/could not|not certain|unknown|confirm/i);
    expect(bench.sandbox.requests().filter((request) => request.path.endsWith('/call/initiate'))).toHaveLength(2);
  });

  it('continues on fail with the code, the next step and the placement of each failed item, and never an item.error', async () => {
    const { items, run } = await runNode(bench.engine, initiate(), [{ phone: 'no number' }, { phone: phoneOf(1) }], continuing);
    expect(run.status).toBe('success');
    expect(items[0]).toEqual({
      json: {
        error: expect.stringMatching(/^Recipient Number .*\[item 0\]$/),
        message: 'Leave only the number in this field, without words or labels.',
        details: expect.objectContaining({ code: expect.any(String), placement: 'not_placed', field: 'recipientNumber', nextStep: expect.any(String) }),
      },
      pairedItem: { item: 0 },
    });
    expect(items[1]?.json).toMatchObject({ placed: true });
    expect(Object.keys(items[1]?.json ?? {})).not.toContain('error');
  });

  it('moves failed items to the error output, with their details and the values of the lead', async () => {
    const change = { settings: { onError: 'continueErrorOutput' } } as const;
    const { items, errorItems } = await runNode(bench.engine, initiate(), [{ phone: phoneOf(1) }, { phone: '12', name: 'Bo' }], change);
    expect(items).toHaveLength(1);
    expect(errorItems[0]?.json).toMatchObject({ name: 'Bo', error: expect.any(String), details: { placement: 'not_placed' } });
  });

  it('tells an expression that fails from a call whose fate is unknown', async () => {
    const { items } = await runNode(bench.engine, initiate({ options: { metadata: { entry: [{ key: 'a', value: '={{ $("Nowhere").item.json.a }}' }] } } }), [{ phone: phoneOf(1) }], continuing);
    expect(items[0]?.json).toMatchObject({ error: expect.stringMatching(/\[item 0\]$/), details: { placement: 'not_placed' } });
    expect(bench.sandbox.requests()).toEqual([]);
  });

  it('gives an error item for each item when the connection itself cannot be used', async () => {
    await bench.engine.saveCredentials([credentialFor(bench.sandbox, { baseUrl: 'not an address' })]);
    const { items } = await runNode(bench.engine, initiate(), [{ phone: phoneOf(1) }, { phone: phoneOf(2) }], continuing);
    await bench.engine.saveCredentials([credentialFor(bench.sandbox)]);
    expect(items.map((item) => item.json)).toMatchObject([
      { error: expect.stringMatching(/^Base URL must be a web address.*\[item 0\]$/), details: { placement: 'not_placed' } },
      { error: expect.stringMatching(/\[item 1\]$/) },
    ]);
  });

  it('starts no further item once the workflow is stopped, and reports none as placed', async () => {
    bench.sandbox.faults.add({ kind: 'slow', delayMs: 50, match: { operation: 'initiateCall' }, times: null });
    const leads = Array.from({ length: 40 }, (_, index) => ({ phone: phoneOf(index) }));
    const parameters = initiate({ options: { concurrency: 2, requestsPerMinute: 0 } });
    const running = runNode(bench.engine, parameters, leads, { executionId: 'stopped' });
    while (bench.sandbox.ledger().accepted.length < 3) await new Promise((resolve) => setTimeout(resolve, 5));
    await bench.engine.stop('stopped');
    expect((await running).run.status).not.toBe('success');
    await new Promise((resolve) => setTimeout(resolve, 150));
    const placed = bench.sandbox.ledger().accepted.length;
    expect(placed).toBeLessThan(20);
    await new Promise((resolve) => setTimeout(resolve, 150));
    expect(bench.sandbox.ledger().accepted).toHaveLength(placed);
  });

  it('names the permission that is missing, and sends nothing', async () => {
    await bench.engine.saveCredentials([credentialFor(bench.sandbox, { apiKey: keys.withoutOutboundQueue.text })]);
    const { run } = await runNode(bench.engine, initiate(), [{ phone: phoneOf(1) }]);
    await bench.engine.saveCredentials([credentialFor(bench.sandbox)]);
    expect(`${run.error?.message} ${run.error?.description}`).toMatch(/Conversations/);
    expect(bench.sandbox.ledger().accepted).toEqual([]);
  });
});
