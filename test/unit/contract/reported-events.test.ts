import vectors from '../../vectors/public-reports.json' with { type: 'json' };
import type { Poll } from '../../hosts/n8n/engine.ts';
import { createZap } from '../../hosts/zapier/zap.ts';
import type { StepResult } from '../../hosts/zapier/step-result.ts';
import type { Values } from '../../hosts/zapier/zapier-app.ts';
import { startZapierWithSandbox, type ZapierWithSandbox } from '../../hosts/zapier/zapier-with-sandbox.ts';
import { campaignIds } from '../../../packages/sandbox/src/seed.ts';
import { type Bench, initiate, node, openBench, phoneOf, runNode, triggerType } from '../n8n-node/bench.ts';

let bench: Bench;
let zapier: ZapierWithSandbox;

beforeAll(async () => {
  [bench, zapier] = await Promise.all([openBench({ timeScale: 0, hurry: 100 }), startZapierWithSandbox({ sandbox: { timeScale: 0 } })]);
});
afterAll(async () => { await Promise.all([bench.close(), zapier.close()]); });
beforeEach(() => {
  bench.sandbox.reset();
  zapier.sandbox.reset();
  zapier.app.services.cache.clear();
});

const rowsOf = (kind: string) => vectors.filter(({ id }) => id.startsWith(`${kind}-`));
const accepted = ({ sandbox }: Pick<Bench, 'sandbox'>) => sandbox.ledger().accepted;
let events = 0;

function placeInZapier(input: Values): Promise<StepResult> {
  return zapier.app.create('initiate_call', { recipient_number: phoneOf(1), campaign_id: campaignIds.consultation, calling_hours: 'off', ...input });
}

function uniqueKey(): string {
  events += 1;
  return `event ${events}`;
}

describe('K7: a field that protects somebody and whose mapping finds nothing', () => {
  const labels: Readonly<Record<string, string>> = { eventKey: 'Event Key', doNotCall: 'Do Not Call', holidayDates: 'Extra Holidays' };
  const upFront: readonly string[] = ['eventKey', 'callingHours'];

  test.each(rowsOf('K7').map(({ id, input }) => [id, Object.values(input)[0] as Readonly<Record<string, string>>] as const))('%s is refused, with its name, in both hosts', async (_id, fields) => {
    const own = Object.entries(fields);
    const top = Object.fromEntries(own.filter(([name]) => upFront.includes(name)));
    const options = Object.fromEntries(own.filter(([name]) => !upFront.includes(name)));
    const label = own.map(([name]) => labels[name]).find((one) => one !== undefined) ?? 'no label';
    for (const executionId of ['first delivery', 'second delivery']) {
      const { run } = await runNode(bench.engine, initiate({ ...top, options }), [{ phone: phoneOf(1) }], { executionId });
      expect(run.error?.message).toContain(label);
    }
    const snake = (name: string): string => name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
    const input = Object.fromEntries(own.map(([name, value]) => [snake(name), value.startsWith('=') ? '' : value]));
    expect(await placeInZapier({ event_key: uniqueKey(), ...input })).toMatchObject({ status: 'halted', message: expect.stringContaining(label) });
    expect([...accepted(bench), ...accepted(zapier)]).toEqual([]);
  });
});

describe('K8: a filter by campaigns that people write in their own way', () => {
  /** The report's text with ids of the sandbox in the places of its own, as n8n's expression or the editor's list gives it. */
  function written(text: string): unknown {
    const filled = text.replace('ID1', campaignIds.consultation).replace('ID2', campaignIds.survey);
    return filled.startsWith('[') ? (JSON.parse(filled.replaceAll("'", '"')) as unknown) : filled;
  }

  const pollN8n = (campaigns: unknown, staticData?: Poll['staticData']): Promise<Poll> => {
    const nodes = [node('Watch', { event: 'callEnded', filters: { campaigns } }, { type: triggerType })];
    return bench.engine.poll({ workflow: { nodes, connections: {} }, ...(staticData === undefined ? {} : { staticData }) });
  };

  test.each(rowsOf('K8').map(({ id, input }) => [id, (input as { campaigns: string }).campaigns] as const))('%s: the calls of those campaigns start the workflow and the Zap', async (_id, text) => {
    const campaigns = written(text);
    const activated = await pollN8n(campaigns);
    await runNode(bench.engine, initiate(), [{ phone: phoneOf(1) }]);
    await bench.sandbox.advanceUntilSettled();
    await bench.sandbox.advance(60_000);
    expect((await pollN8n(campaigns, activated.staticData)).items?.map(({ json }) => json['recipientNumber'])).toEqual([phoneOf(1)]);

    const plain = typeof campaigns === 'string' ? campaigns.replace(/^=\{\{ '|' \}\}$/g, '') : campaigns;
    const zap = createZap(zapier.app, 'call_completed', { campaigns: plain });
    expect(await zap.turnOn()).toMatchObject({ status: 'success' });
    await placeInZapier({ event_key: uniqueKey() });
    await zapier.sandbox.advanceUntilSettled();
    await zapier.sandbox.advance(60_000);
    expect(await zap.poll()).toMatchObject({ status: 'success', newItems: [{ recipient_number: phoneOf(1) }] });
  });
});

describe('K9: an outcome says no more than is known', () => {
  test.each(rowsOf('K9').map(({ id, input }) => [id, (input as { recipient: string }).recipient] as const))('%s: nobody talked to %s, in both hosts', async (_id, recipient) => {
    const watch = [node('Watch', { event: 'callEnded' }, { type: triggerType })];
    const activated = await bench.engine.poll({ workflow: { nodes: watch, connections: {} } });
    await runNode(bench.engine, initiate(), [{ phone: recipient }]);
    await bench.sandbox.advanceUntilSettled();
    await bench.sandbox.advance(60_000);
    const { items } = await bench.engine.poll({ workflow: { nodes: watch, connections: {} }, staticData: activated.staticData });
    expect(items).toHaveLength(1);
    expect(items?.[0]?.json).toMatchObject({ recipientNumber: recipient, outcome: 'no_answer', reached: false });
    expect(JSON.stringify(items?.[0]?.json['messages'])).not.toContain('"role":"recipient"');

    const zap = createZap(zapier.app, 'call_completed', {});
    await zap.turnOn();
    await placeInZapier({ recipient_number: recipient, event_key: uniqueKey() });
    await zapier.sandbox.advanceUntilSettled();
    await zapier.sandbox.advance(60_000);
    expect(await zap.poll()).toMatchObject({ status: 'success', newItems: [{ recipient_number: recipient, outcome: 'no_answer', reached: false }] });
  });
});

describe('K10: two appointments of one person', () => {
  const asked = rowsOf('K10').map(({ id, input }) => [id, input as { first: Values; second: Values }] as const);
  /** Tomorrow and the day after, so that the report stays in the future. */
  const timesOf = (now: number): readonly string[] => [24, 48].map((hours) => new Date(now + hours * 3_600_000).toISOString());

  test.each(asked)('%s: in Zapier both are refused without an Event Key, and each has its own call with one', async (_id, { first, second }) => {
    const times = timesOf(zapier.sandbox.now());
    const inputs = [first, second].map((input, index) => ({ ...input, scheduled_time: times[index] }));
    for (const input of inputs) expect(await placeInZapier(input)).toMatchObject({ status: 'halted', message: expect.stringContaining('Event Key') });
    expect(zapier.sandbox.requests()).toEqual([]);
    for (const input of inputs) expect(await placeInZapier({ ...input, event_key: uniqueKey() })).toMatchObject({ status: 'success', results: { placed: true, scheduled_for: input.scheduled_time } });
    expect(accepted(zapier).map(({ scheduledFor }) => new Date(scheduledFor).toISOString())).toEqual(times);
  });

  test.each(asked)('%s: in n8n each has its own call, whether an Event Key or the run tells them apart', async (_id, { first, second }) => {
    const times = timesOf(bench.sandbox.now());
    const items = [first, second].map(({ metadata }, index) => ({ phone: phoneOf(1), at: times[index], key: (metadata as { crm_id: string }).crm_id }));
    const options = { scheduledTime: '={{ $json.at }}' };
    const keyed = await runNode(bench.engine, initiate({ eventKey: '={{ $json.key }}', options }), items);
    expect(keyed.items.map(({ json }) => [json['status'], json['scheduledFor']])).toEqual(times.map((time) => ['placed', time]));
    const again = await runNode(bench.engine, initiate({ eventKey: '={{ $json.key }}', options }), items);
    expect(again.items.map(({ json }) => [json['status'], json['scheduledFor']])).toEqual(times.map((time) => ['already_called', time]));
    const unkeyed = await runNode(bench.engine, initiate({ options }), items);
    expect(unkeyed.items.map(({ json }) => json['scheduledFor'])).toEqual(times);
    expect(JSON.stringify(unkeyed.items[0]?.json['warnings'])).toContain('No Event Key');
  });
});
