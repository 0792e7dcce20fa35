import { campaignIds } from '../../../packages/sandbox/src/seed.ts';
import { type Bench, initiate, nodeType, openBench, phoneOf, runNode } from './bench.ts';

let bench: Bench;

beforeAll(async () => {
  bench = await openBench({ hurry: 50 });
});
afterAll(() => bench.close());
beforeEach(() => bench.sandbox.reset());

const someone = (count: number) => Array.from({ length: count }, (_, index) => ({ phone: phoneOf(index) }));

describe('a run that stops at what fails', () => {
  it('checks all items before the first call, lists every bad one, and calls nobody', async () => {
    const leads = [...someone(3), { phone: '12' }, { phone: phoneOf(7) }, { phone: 'call me' }];
    const { run } = await runNode(bench.engine, initiate(), leads);
    expect(run.error?.message).toBe('2 of 6 items cannot be run, so nobody was called.');
    expect(run.error?.itemIndex).toBeUndefined();
    expect(run.error?.description).toMatch(/\[item 3\]<br>\n[^\n]*\[item 5\]/);
    expect(bench.sandbox.requests()).toEqual([]);
  });

  it('judges the do-not-call list before the first call too', async () => {
    const options = { doNotCall: phoneOf(1), requestsPerMinute: 0 };
    const { run } = await runNode(bench.engine, initiate({ options }), someone(2));
    expect(run.error?.message).toMatch(/Do Not Call.*\[item 1\]$/);
    expect(bench.sandbox.requests()).toEqual([]);
  });

  it('says how many were placed when one turns bad on sending, lists them in its data, and names no other item', async () => {
    bench.sandbox.faults.add({ kind: '401', match: { operation: 'initiateCall', recipient: phoneOf(2) } });
    const { run } = await runNode(bench.engine, initiate({ options: { concurrency: 1 } }), someone(5));
    expect(bench.sandbox.ledger().accepted).toHaveLength(2);
    expect(run.error?.message).toMatch(/^2 of 5 calls were placed before the run stopped\. .*\[item 2\]$/s);
    expect(`${run.error?.message} ${run.error?.description}`).not.toMatch(/nothing was sent|nobody was called/i);
    const queueIds = bench.sandbox.ledger().accepted.map((call) => call.queueId);
    for (const queueId of queueIds) expect(run.error?.description).toContain(queueId);
    const [first] = someone(1);
    expect(run.error?.description).not.toContain(first?.phone);
  });
});

/** A text of Custom Hours in UTC that is closed now and in the next hour. */
function closedNow(): string {
  const hour = (new Date().getUTCHours() + 3) % 24;
  return hour >= 22 ? 'daily 04:00-05:00' : `daily ${String(hour).padStart(2, '0')}:00-${String(hour + 1).padStart(2, '0')}:00`;
}

describe('a run that goes on', () => {
  it('sends what is good and gives an item for what is not', async () => {
    const leads = [{ phone: '12' }, { phone: phoneOf(1) }];
    const { items } = await runNode(bench.engine, initiate(), leads, { settings: { onError: 'continueRegularOutput' } });
    expect(items.map(({ json }) => [json['placed'], typeof json['error']])).toEqual([
      [undefined, 'string'],
      [true, 'undefined'],
    ]);
  });
});

describe('who was called', () => {
  it('stands in the custom data of the execution, also when it fails', async () => {
    bench.sandbox.faults.add({ kind: '401', match: { operation: 'initiateCall', recipient: phoneOf(30) } });
    const { run } = await runNode(bench.engine, initiate({ options: { concurrency: 1 } }), someone(40));
    expect(run.status).toBe('error');
    const ids = bench.sandbox.ledger().accepted.map((call) => call.queueId);
    const { iqraCalls, ...lists } = run.customData;
    expect(iqraCalls).toBe('30');
    expect(Object.values(lists).join(',').split(',')).toEqual(ids);
    expect(Math.max(...Object.values(lists).map((list) => list.length))).toBeLessThanOrEqual(255);
  });

  it('is counted in a hint beside the output of several items, after how long it takes', async () => {
    const { run } = await runNode(bench.engine, initiate({ eventKey: 'same', options: { requestsPerMinute: 0 } }), [...someone(2), ...someone(1)]);
    expect(run.nodes['Iqra']?.[0]?.hints.join(' ')).toMatch(/Calls: 2 placed, 1 had a call already\. The queue IDs stand in the output/);
  });

  it('is told apart from who may have been called, and who was not', async () => {
    bench.sandbox.faults.add({ kind: '504', when: 'before_accept', match: { operation: 'initiateCall', recipient: phoneOf(1) } });
    bench.sandbox.faults.add({ kind: 'insufficient_balance', match: { operation: 'initiateCall', recipient: phoneOf(2) } });
    const { run } = await runNode(bench.engine, initiate({ options: { requestsPerMinute: 0 } }), someone(3), { settings: { onError: 'continueRegularOutput' } });
    expect(run.nodes['Iqra']?.[0]?.hints.join(' ')).toMatch(/Calls: 1 placed, 1 not placed, 1 may have been placed\. /);
  });
});

describe('as the tool of an AI agent', () => {
  const settings = { type: `${nodeType}Tool` };

  it('answers a refusal as data: not placed, why, and when it would be allowed', async () => {
    const wrong = await runNode(bench.engine, initiate(), [{ phone: '12' }], { settings });
    expect(wrong.run.status).toBe('success');
    expect(wrong.items[0]?.json).toMatchObject({ status: 'refused', placed: false, reason: expect.stringContaining('Recipient Number'), whenAllowed: null });
    const refusing = { callingHours: 'custom', customHours: closedNow(), outsideHours: 'refuse', options: { contactTimeZone: 'UTC' } };
    const { items } = await runNode(bench.engine, initiate(refusing), someone(1), { settings });
    expect(items[0]?.json).toMatchObject({ placed: false, reason: expect.stringContaining('Calling Hours') });
    expect(Date.parse(items[0]?.json['whenAllowed'] as string)).toBeGreaterThan(Date.now());
    expect(bench.sandbox.ledger().accepted).toEqual([]);
  });

  it('tells when the cap of a number allows the next call, as Check does', async () => {
    const [lead] = someone(1);
    const parameters = initiate({ options: { maxCallsPerPeriod: 1 } });
    await runNode(bench.engine, parameters, [lead ?? {}]);
    await bench.sandbox.advanceUntilSettled();
    const { items } = await runNode(bench.engine, parameters, [lead ?? {}], { settings, executionId: 'the next request' });
    expect(items[0]?.json).toMatchObject({ status: 'refused', placed: false });
    expect(Date.parse(items[0]?.json['whenAllowed'] as string)).toBeGreaterThan(bench.sandbox.now());
    const checked = await runNode(bench.engine, { ...parameters, operation: 'check' }, [lead ?? {}]);
    expect(checked.items[0]?.json).toMatchObject({ callable: false, wouldCallAt: items[0]?.json['whenAllowed'] });
  });

  it('says that it does not know, where nobody does', async () => {
    bench.sandbox.faults.add({ kind: 'drop', when: 'before_accept', match: { operation: 'initiateCall' } });
    const { items } = await runNode(bench.engine, initiate(), someone(1), { settings });
    expect(items[0]?.json).toMatchObject({ status: 'unknown', placed: null });
  });

  it('knows that nobody was called where n8n cannot read the form', async () => {
    const faulty = { options: { metadata: { entry: [{ key: 'a', value: '={{ $("Nowhere").item.json.a }}' }] } } };
    const { items } = await runNode(bench.engine, initiate(faulty), someone(1), { settings });
    expect(items[0]?.json).toMatchObject({ status: 'refused', placed: false, code: 'PARAMETER_NOT_READABLE' });
    expect(bench.sandbox.requests()).toEqual([]);
  });

  it('places a call, and answers how calls stand', async () => {
    const { items } = await runNode(bench.engine, initiate(), someone(1), { settings });
    expect(items[0]?.json).toMatchObject({ placed: true });
    const asked = await runNode(bench.engine, { resource: 'call', operation: 'get', queueId: 'none' }, [{}], { settings });
    expect(asked.items[0]?.json).toMatchObject({ reason: expect.any(String) });
  });
});

describe('a campaign given by its name', () => {
  const named = (name: string) => initiate({ campaignId: { __rl: true, mode: 'name', value: name } });

  it('is found, with one reading of the business for the whole run', async () => {
    const name = (await bench.engine.searchList({ nodeType, parameters: {}, credentials: { iqraAiApi: { id: 'sandbox', name: 'Sandbox' } }, method: 'searchCampaigns' })).results
      .find(({ value }) => value === campaignIds.consultation)?.name ?? '';
    bench.sandbox.reset();
    const { items } = await runNode(bench.engine, named(` ${name} `), someone(3));
    expect(items.map(({ json }) => json['campaignId'])).toEqual(Array.from({ length: 3 }, () => campaignIds.consultation));
    expect(bench.sandbox.requests().filter(({ operation }) => operation === 'getBusiness')).toHaveLength(1);
  });

  it('is refused with the names that there are', async () => {
    const { run } = await runNode(bench.engine, named('Nobody'), someone(1));
    expect(run.error?.message).toMatch(/no campaign named "Nobody".*The names are/);
    expect(bench.sandbox.ledger().accepted).toEqual([]);
  });
});

describe('a field that is mapped to nothing', () => {
  it.each([
    ['Event Key', { eventKey: '={{ $json.lead_id }}' }],
    ['Calling Hours', { callingHours: '={{ $json.hours }}' }],
    ['Do Not Call', { options: { doNotCall: '={{ $json.list }}' } }],
    ['Extra Holidays', { options: { holidayDates: '={{ $json.days }}', requestsPerMinute: 0 }, callingHours: 'uae' }],
    ['Maximum Calls per Number', { options: { maxCallsPerPeriod: '={{ $json.cap }}' } }],
    ['Look for an Earlier Call First', { options: { checkBeforeSending: '={{ $json.check }}' } }],
  ])('is refused: %s', async (label, parameters) => {
    for (const json of [{}, { lead_id: null, hours: null, list: null, days: null, cap: null, check: null }, { lead_id: '', hours: '', list: ' ', days: '', cap: '', check: '' }]) {
      const { run } = await runNode(bench.engine, initiate(parameters), [{ phone: phoneOf(1), ...json }]);
      expect(run.error?.message).toContain(label);
    }
    expect(bench.sandbox.requests()).toEqual([]);
  });

  it('is off where it was left out', async () => {
    const { items } = await runNode(bench.engine, initiate({ eventKey: '', options: {} }), someone(1));
    expect(items[0]?.json).toMatchObject({ placed: true });
  });
});

describe('Check', () => {
  const check = (more: object = {}) => ({ ...initiate(more), operation: 'check' });

  it('tells for each item whether and when it would be called, and calls nobody', async () => {
    await runNode(bench.engine, initiate({ eventKey: 'known' }), someone(1));
    const before = bench.sandbox.ledger().accepted.length;
    const leads = [...someone(2), { phone: '12' }];
    const { items } = await runNode(bench.engine, check({ eventKey: 'known' }), leads);
    expect(items.map(({ json }) => [json['callable'], json['code']])).toEqual([
      [false, null],
      [true, null],
      [false, expect.any(String)],
    ]);
    expect(items[2]?.json['reason']).toMatch(/Recipient Number/);
    expect(Date.parse(items[1]?.json['wouldCallAt'] as string)).toBeGreaterThan(Date.now() - 60_000);
    expect(items.map((item) => item.pairedItem)).toEqual([{ item: 0 }, { item: 1 }, { item: 2 }]);
    expect(bench.sandbox.ledger().accepted).toHaveLength(before);
    expect(bench.sandbox.requests().filter(({ operation }) => operation === 'getBusiness')).toHaveLength(1);
  });

  it('names what the campaign asks for and is not there, a campaign name that nobody has, and closed hours with the next moment', async () => {
    const reminders = await runNode(bench.engine, check({ campaignId: { __rl: true, mode: 'id', value: campaignIds.reminders } }), someone(1));
    expect(reminders.items[0]?.json).toMatchObject({ callable: false, reason: expect.stringContaining('customer_name') });
    const unknown = await runNode(bench.engine, check({ campaignId: { __rl: true, mode: 'name', value: 'Nobody' } }), someone(1));
    expect(unknown.items[0]?.json).toMatchObject({ callable: false, code: 'CAMPAIGN_NAME_UNKNOWN' });
    const hours = { callingHours: 'custom', customHours: closedNow(), outsideHours: 'refuse', options: { contactTimeZone: 'UTC' } };
    const closed = await runNode(bench.engine, check(hours), someone(1));
    expect(closed.items[0]?.json).toMatchObject({ callable: false, wouldCallAt: expect.stringMatching(/Z$/) });
    expect(bench.sandbox.ledger().accepted).toEqual([]);
  });
});

it('joins a list in a variable with commas, and says so', async () => {
  const dynamicVariables = { mappingMode: 'defineBelow', value: { products: '={{ ["boots", "gloves"] }}' } };
  const { items } = await runNode(bench.engine, initiate({ dynamicVariables }), someone(1));
  expect(items[0]?.json['warnings']).toEqual(expect.arrayContaining([expect.stringContaining('"products" was joined with commas')]));
  const sent = bench.sandbox.requests().find(({ operation }) => operation === 'initiateCall');
  expect(sent?.body.toString('utf8')).toContain('boots, gloves');
});

describe('the hint how long a run takes, and what it placed', () => {
  /** Wrong numbers are refused before anything is sent, so nothing has to be waited for. */
  const hintsOf = async (count: number, options: object): Promise<string> => {
    const wrong = Array.from({ length: count }, () => ({ phone: '12' }));
    const { run } = await runNode(bench.engine, initiate({ options }), wrong, { settings: { onError: 'continueRegularOutput' } });
    return run.nodes['Iqra']?.[0]?.hints.join(' ') ?? '';
  };

  it('is said at the start of a run of many calls, with the option that decides it', async () => {
    const hint = await hintsOf(180, { requestsPerMinute: 60 });
    const [, minutes] = /180 calls take about (\d+) minutes at 60 requests per minute \(Options > Requests per Minute\)/.exec(hint) ?? [];
    // A call takes the request that dials, and a look-up of its own at most.
    expect(Number(minutes)).toBeGreaterThanOrEqual(180 / 60);
    expect(Number(minutes)).toBeLessThanOrEqual((2 * 180) / 60);
  });

  it('is one minute where the limit lets so many requests leave in exactly one', async () => {
    // Six look-ups for nine calls each, and 54 calls: sixty requests. One call more begins a second minute.
    expect(await hintsOf(53, { requestsPerMinute: 60 })).not.toMatch(/minute/);
    expect(await hintsOf(54, { requestsPerMinute: 60 })).toContain('54 calls take about 1 minute at 60 requests per minute');
    expect(await hintsOf(55, { requestsPerMinute: 60 })).toContain('55 calls take about 2 minutes at 60 requests per minute');
  });

  it('names a place to find the queue IDs only where there are some', async () => {
    expect(await hintsOf(2, {})).toMatch(/Calls: 0 placed, 2 not placed\.$/);
  });

  it('is not said of a few calls, or where nothing limits the pace', async () => {
    expect(await hintsOf(5, { requestsPerMinute: 60 })).not.toMatch(/minutes/);
    expect(await hintsOf(180, { requestsPerMinute: 0 })).not.toMatch(/minutes/);
  });
});
