import type { IDataObject } from 'n8n-workflow';
import { type Bench, initiate, node, nodeType, openBench, phoneOf } from './bench.ts';
import { zoneAtHour } from '../zone-at-hour.ts';

let bench: Bench;

beforeAll(async () => {
  bench = await openBench({ hurry: 50, keepRequests: 5_000 });
});
afterAll(() => bench.close());
beforeEach(() => bench.sandbox.reset());

/** Noon, so that no test depends on the time of day. */
const noon = (): string => zoneAtHour(12, Date.now());

async function runIn(timezone: string, parameters: object, items: readonly object[], onError: 'continueRegularOutput' | 'stopWorkflow' = 'continueRegularOutput', type = nodeType) {
  const start = { id: 'start', name: 'Start', type: 'n8n-nodes-base.manualTrigger', typeVersion: 1, position: [0, 0] as [number, number], parameters: {} };
  const nodes = [start, node('Iqra', parameters, { onError, type })];
  const connections = { Start: { main: [[{ node: 'Iqra', type: 'main' as const, index: 0 }]] } };
  const workflow = { id: 'workflow-1', nodes, connections, settings: { timezone } };
  const run = await bench.engine.runWorkflow({ workflow, items: items.map((json) => ({ json: json as IDataObject })) });
  const [ran] = run.nodes['Iqra'] ?? [];
  const json = (ran?.outputs[0] ?? []).map((item) => item.json);
  return { error: ran?.error, json, codes: (ran?.outputs[0] ?? []).map(({ json }) => (json['details'] as IDataObject | undefined)?.['code'] ?? json['code'] ?? json['status'] ?? json) };
}

const leads = (count: number): object[] => Array.from({ length: count }, (_, index) => ({ phone: phoneOf(index) }));
const limited = (most: unknown): object => initiate({ options: { maxCampaignCallsPerDay: most, concurrency: 10 } });
const accepted = (): number => bench.sandbox.ledger().accepted.length;
/** Counts of the whole campaign; the look-ups name a recipient. */
const dayCounts = () => bench.sandbox.requests().filter(({ operation, body }) => operation === 'countOutbound' && !String(body).includes('recipientNumbers'));

describe('Maximum Calls of the Campaign per Day in n8n', () => {
  it('lets a run of 40 items place what is left of the day, and asks for the count once', async () => {
    await runIn(noon(), initiate(), leads(3));
    const { codes } = await runIn(noon(), limited(10), leads(40));
    expect(accepted()).toBe(10);
    expect(codes.filter((code) => code === 'DAILY_LIMIT')).toHaveLength(33);
    expect(codes.filter((code) => code === 'placed')).toHaveLength(7);
    expect(dayCounts()).toHaveLength(1);
  });

  it('holds for each pass of a loop and for each call of an agent, which are runs of their own', async () => {
    const codes: unknown[] = [];
    for (const lead of leads(4)) codes.push(...(await runIn(noon(), limited(2), [lead])).codes);
    expect(codes).toEqual(['placed', 'placed', 'DAILY_LIMIT', 'DAILY_LIMIT']);
    expect(dayCounts()).toHaveLength(4);
  });

  it('stops the run with the reason where a failure stops it', async () => {
    const { error } = await runIn(noon(), initiate({ options: { maxCampaignCallsPerDay: 2, concurrency: 1 } }), leads(4), 'stopWorkflow');
    expect(error).toMatchObject({ message: expect.stringContaining('This campaign has had 2 calls since midnight') });
    expect(accepted()).toBe(2);
  });

  it('refuses where the calls cannot be counted, and where the mapped limit is empty', async () => {
    // The first count is the look-up of the event; a read is repeated a few times.
    for (let rule = 0; rule < 10; rule += 1) bench.sandbox.faults.add({ kind: 'db_failure_count', match: { operation: 'countOutbound', nth: 2 } });
    const uncounted = await runIn(noon(), limited(5), leads(1), 'stopWorkflow');
    expect(uncounted.error).toMatchObject({ message: expect.stringContaining('It could not be checked how many calls this campaign has had today') });
    bench.sandbox.faults.clear();
    const empty = await runIn(noon(), limited('={{ $json.nothing }}'), leads(1), 'stopWorkflow');
    expect(empty.error).toMatchObject({ message: expect.stringContaining('Maximum Calls of the Campaign per Day') });
    expect(accepted()).toBe(0);
  });

  it('is judged by Check as well, which calls nobody', async () => {
    await runIn(noon(), initiate(), leads(2));
    const check = async (most: number) => (await runIn(noon(), { ...limited(most), operation: 'check' }, [{ phone: phoneOf(7) }])).codes;
    expect(await check(2)).toEqual(['DAILY_LIMIT']);
    expect(await check(3)).toEqual([expect.objectContaining({ callable: true, code: null })]);
    expect(accepted()).toBe(2);
  });

  it('tells an AI agent when the next day begins', async () => {
    await runIn(noon(), initiate(), leads(1));
    const { json } = await runIn(noon(), limited(1), leads(2).slice(1), 'stopWorkflow', `${nodeType}Tool`);
    expect(json).toMatchObject([{ status: 'refused', placed: false, code: 'DAILY_LIMIT', reason: expect.stringContaining('This campaign has had 1 call since midnight') }]);
    const untilMs = Date.parse(json[0]?.['whenAllowed'] as string) - Date.now();
    expect(untilMs / 3_600_000).toBeGreaterThan(10);
    expect(untilMs / 3_600_000).toBeLessThan(13);
  });

  it('holds for Initiate and Wait, with one count too', async () => {
    await runIn(noon(), initiate({ operation: 'initiateAndWait', options: { maxCampaignCallsPerDay: 2, concurrency: 10, waitInStep: 0 } }), leads(5));
    expect(accepted()).toBe(2);
    expect(dayCounts()).toHaveLength(1);
  });

  it('holds for Try Again: attempts count like first calls', async () => {
    const declined = '+12025550103';
    const first = await runIn(noon(), initiate(), [declined, '+12125550103', '+13105550103'].map((phone) => ({ phone })));
    expect(first.codes).toEqual(['placed', 'placed', 'placed']);
    await bench.sandbox.advanceUntilSettled();
    const ended = bench.sandbox.ledger().accepted.map(({ queueId }) => ({ queueId }));
    const parameters = { resource: 'call', operation: 'tryAgain', queueId: '={{ $json.queueId }}', callingHours: 'off', options: { maxCampaignCallsPerDay: 4, requestsPerMinute: 0 } };
    const { codes } = await runIn(zoneAtHour(12, bench.sandbox.now()), parameters, ended);
    expect(codes.map(String).toSorted()).toEqual(['DAILY_LIMIT', 'DAILY_LIMIT', 'placed']);
    expect(accepted()).toBe(4);
  });

  // Last, because it leaves the server's clock an hour ahead of the host's.
  it('counts from midnight of the zone that the workflow is set to', async () => {
    await runIn(noon(), initiate(), leads(1));
    await bench.sandbox.advance(3_600_000);
    const [nextDay, sameDay] = [zoneAtHour(0, bench.sandbox.now()), zoneAtHour(12, bench.sandbox.now())];
    expect((await runIn(sameDay, limited(1), [{ phone: phoneOf(2) }])).codes).toEqual(['DAILY_LIMIT']);
    expect((await runIn(nextDay, limited(1), [{ phone: phoneOf(3) }])).codes).toEqual(['placed']);
  });
});
