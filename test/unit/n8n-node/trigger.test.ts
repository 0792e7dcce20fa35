import type { IDataObject } from 'n8n-workflow';
import type { Poll } from '../../hosts/n8n/engine.ts';
import type { OutcomeName } from '../../../packages/sandbox/src/sandbox.ts';
import { campaignIds, keys } from '../../../packages/sandbox/src/seed.ts';
import { depth } from '../../depth.ts';
import { type Bench, credentialFor, initiate, node, openBench, phoneOf, runNode, triggerType } from './bench.ts';

const minuteMs = 60_000;
const outcomes = new Map<string, OutcomeName>([[phoneOf(1), 'recipient_hung_up'], [phoneOf(2), 'no_answer'], [phoneOf(3), 'voicemail']]);

let bench: Bench;
let nextLead = 100;

beforeAll(async () => {
  bench = await openBench({ timeScale: 0, hurry: 100, outcomeOf: (recipient) => outcomes.get(recipient) ?? 'declined' });
});
afterAll(() => bench.close());
beforeEach(async () => {
  bench.sandbox.reset();
  await bench.engine.saveCredentials([credentialFor(bench.sandbox)]);
});

interface PollChange {
  readonly staticData?: IDataObject;
  readonly mode?: 'manual' | 'trigger';
  readonly budgetMs?: number;
  readonly ticks?: number;
}

function poll(parameters: object, change: PollChange = {}): Promise<Poll> {
  return bench.engine.poll({ workflow: { nodes: [node('Watch', { event: 'callEnded', ...parameters }, { type: triggerType })], connections: {} }, ...change });
}

async function callAndEnd(...phones: readonly string[]): Promise<void> {
  await runNode(bench.engine, initiate({ options: { concurrency: 20, requestsPerMinute: 0 } }), phones.map((phone) => ({ phone })));
  await bench.sandbox.advanceUntilSettled();
  await bench.sandbox.advance(minuteMs);
}

function someone(): string {
  nextLead += 1;
  return phoneOf(nextLead);
}

const recipients = (result: Poll): string[] => (result.items ?? []).map((item) => item.json['recipientNumber'] as string);
const sorted = (values: readonly string[]): readonly string[] => values.toSorted((a, b) => a.localeCompare(b));

describe('Outbound Call Ended', () => {
  it('takes its position on activation and emits nothing old, then each ended call once, also after a restart of n8n', async () => {
    await callAndEnd(someone());
    const activated = await poll({});
    expect(activated.items).toBeNull();
    await callAndEnd(phoneOf(1), phoneOf(2));
    const first = await poll({}, activated);
    expect(sorted(recipients(first))).toEqual([phoneOf(1), phoneOf(2)]);
    await bench.loadAnew();
    await callAndEnd(phoneOf(3));
    const second = await poll({}, first);
    expect(recipients(second)).toEqual([phoneOf(3)]);
    expect((await poll({}, second)).items).toBeNull();
  });

  it('emits the outcome, the transcript and the user’s own references', async () => {
    const activated = await poll({});
    await callAndEnd(phoneOf(1));
    const [item] = (await poll({}, activated)).items ?? [];
    expect(item?.json).toMatchObject({
      id: item?.json['queueId'],
      outcome: 'completed',
      endReason: 'recipient_hung_up',
      campaignId: campaignIds.consultation,
      campaignName: expect.any(String),
      transcript: expect.stringMatching(/^Agent: /),
      messages: expect.arrayContaining([expect.objectContaining({ role: 'agent' })]),
      callKey: expect.any(String),
      metadata: expect.any(Object),
      warnings: [],
    });
  });

  it('leaves the conversation out when asked to', async () => {
    const activated = await poll({});
    await callAndEnd(phoneOf(1));
    const [item] = (await poll({ includeTranscript: false }, activated)).items ?? [];
    expect(item?.json).toMatchObject({ outcome: 'completed', transcript: '', messages: [] });
  });

  it('filters by outcome and by campaign', async () => {
    const activated = await poll({});
    await callAndEnd(phoneOf(1), phoneOf(2), phoneOf(3));
    expect(sorted(recipients(await poll({ filters: { outcomes: ['no_answer', 'voicemail'] } }, activated)))).toEqual([phoneOf(2), phoneOf(3)]);
    expect((await poll({ filters: { campaigns: [campaignIds.survey] } }, activated)).items).toBeNull();
    expect(recipients(await poll({ filters: { campaigns: [campaignIds.consultation] } }, activated))).toHaveLength(3);
  });

  it('shows the newest ended calls in a test run by hand, and changes no position', async () => {
    await callAndEnd(phoneOf(1));
    const shown = await poll({}, { mode: 'manual', staticData: { 'node:Watch': { tracker: 'untouched' } } });
    expect(recipients(shown)).toEqual([phoneOf(1)]);
    expect(shown.staticData).toEqual({ 'node:Watch': { tracker: 'untouched' } });
  });

  it('hands over a burst in parts without losing or repeating a call', async () => {
    const activated = await poll({});
    const phones = Array.from({ length: depth({ whole: 300, quick: 55 }) }, () => someone());
    await callAndEnd(...phones);
    const seen: string[] = [];
    let last = activated;
    for (let round = 0; round < 6; round += 1) {
      last = await poll({ includeTranscript: false }, last);
      seen.push(...recipients(last));
    }
    expect(sorted(seen)).toEqual(sorted(phones));
  });

  it('emits each call once when a poll takes longer than the time to the next tick', async () => {
    const activated = await poll({});
    await callAndEnd(phoneOf(1), phoneOf(2));
    const crowded = await poll({}, { ...activated, ticks: 3 });
    expect(sorted(recipients(crowded))).toEqual([phoneOf(1), phoneOf(2)]);
    expect(crowded.log.join(' ')).toMatch(/the last poll still runs/);
    expect((await poll({}, crowded)).items).toBeNull();
    await callAndEnd(phoneOf(3));
    expect(recipients(await poll({}, crowded))).toEqual([phoneOf(3)]);
  });

  it.each([
    ['text', 'hello'],
    ['a list', [1, 2]],
    ['another node’s data', { cursor: 5 }],
    ['a damaged position', { version: 2, kind: 'outbound', scope: 'x', mark: 'soon' }],
    ['a position of another business', undefined],
  ])('starts afresh with %s as its stored position, says so in the log, and emits nothing old', async (_, stored) => {
    const activated = await poll({});
    await callAndEnd(someone());
    const foreign = JSON.parse(JSON.stringify(activated.staticData).replaceAll('|184', '|999')) as IDataObject;
    const staticData = stored === undefined ? foreign : { 'node:Watch': { tracker: stored } };
    const reset = await poll({}, { staticData });
    expect(reset.items).toBeNull();
    expect(reset.log.join(' ')).toMatch(/starts afresh/);
    await callAndEnd(phoneOf(1));
    expect(recipients(await poll({}, reset))).toEqual([phoneOf(1)]);
  });
});

describe('When the server does not answer as it should', () => {
  it('keeps the position when a poll fails, and emits everything when the server is back', async () => {
    const activated = await poll({});
    await callAndEnd(phoneOf(1));
    bench.sandbox.faults.add({ kind: '503', times: null, match: { path: '/queues' } });
    const failed = await poll({}, activated);
    expect(failed.error).toMatchObject({ name: 'NodeApiError', description: expect.any(String) });
    expect(failed.staticData).toEqual(activated.staticData);
    await bench.sandbox.advance(60 * minuteMs);
    bench.sandbox.faults.clear();
    expect(recipients(await poll({}, failed))).toEqual([phoneOf(1)]);
  });

  it('holds on to its position when the list hides a failure of the database', async () => {
    const activated = await poll({});
    await callAndEnd(phoneOf(1));
    bench.sandbox.faults.add({ kind: 'db_failure_list', match: { operation: 'listOutbound' }, times: 2 });
    const doubtful = await poll({}, activated);
    const next = await poll({}, doubtful);
    const last = await poll({}, next);
    expect([doubtful, next, last].flatMap(recipients)).toEqual([phoneOf(1)]);
  });

  it.each([
    ['a revoked key', { apiKey: keys.revoked.text }, { name: 'NodeApiError', httpCode: '401' }, /API key/],
    ['a read-only account', { apiKey: keys.editingDisabled.text }, { name: 'NodeOperationError' }, /Editing/],
  ])('fails loudly with %s and keeps its position', async (_, change, shape, sentence) => {
    const activated = await poll({});
    await bench.engine.saveCredentials([credentialFor(bench.sandbox, change)]);
    const failed = await poll({}, activated);
    expect(failed.error).toMatchObject(shape);
    expect(failed.error?.message).toMatch(sentence);
    expect(failed.error?.description).toEqual(expect.any(String));
    expect(failed.staticData).toEqual(activated.staticData);
  });

  it('ends within the time that n8n gives a poll', async () => {
    const activated = await poll({});
    await callAndEnd(...Array.from({ length: 60 }, () => someone()));
    bench.sandbox.faults.add({ kind: 'slow', delayMs: 20, times: null, match: { path: '/' } });
    const asked = (): number => bench.sandbox.requests().length;
    const before = asked();
    const polling = poll({}, { ...activated, budgetMs: 10_000 });
    while (asked() < before + 5) await new Promise((resolve) => setTimeout(resolve, 5));
    await bench.engine.moveClock(Date.now() + 9_000);
    await polling;
    await bench.engine.moveClock(Date.now());
    // It would ask for twenty.
    expect(asked() - before).toBeLessThan(15);
  });

  it('names a filter that no list can hold', async () => {
    const failed = await poll({ filters: { outcomes: ['answered'] } });
    expect(failed.error).toMatchObject({ name: 'NodeOperationError', message: '"answered" is not a valid Outcomes.', description: expect.stringContaining('Choose one of completed,') });
  });
});

it('Inbound Call Ended emits calls that came in, judged by their conversation', async () => {
  const event = { event: 'inboundCallEnded' };
  const activated = await poll(event);
  bench.sandbox.addInboundCall({ callerNumber: '+14155550123', outcome: 'recipient_hung_up' });
  await bench.sandbox.advance(20 * minuteMs);
  const polled = await poll(event, activated);
  expect(polled.items?.map((item) => item.json)).toMatchObject([{ callerNumber: '+14155550123', outcome: 'completed' }]);
  expect((await poll(event, polled)).items).toBeNull();
});

it('Inbound Call Ended tells a call that nobody took as not answered, once, between 15 and 30 minutes after it came in', async () => {
  const event = { event: 'inboundCallEnded' };
  let last = await poll(event);
  bench.sandbox.addInboundCall({ callerNumber: '+14155550124', outcome: 'canceled' });
  const told: unknown[] = [];
  for (let minutes = 5; minutes <= 40; minutes += 5) {
    await bench.sandbox.advance(5 * minuteMs);
    last = await poll(event, last);
    for (const { json } of last.items ?? []) told.push({ minutes, callerNumber: json['callerNumber'], outcome: json['outcome'] });
  }
  expect(told).toEqual([{ minutes: expect.any(Number), callerNumber: '+14155550124', outcome: 'no_answer' }]);
  const [{ minutes } = { minutes: 0 }] = told as { readonly minutes: number }[];
  expect(minutes).toBeGreaterThanOrEqual(15);
  expect(minutes).toBeLessThanOrEqual(30);
});

it.each(['stuck_before_dial', 'stuck_after_dial'] as const)('Outbound Call Ended tells a call once that the server leaves at "processing" (%s), at most 4 hours after its latest start, with a warning', async (outcome) => {
  const phone = someone();
  outcomes.set(phone, outcome);
  let last = await poll({});
  await runNode(bench.engine, initiate(), [{ phone }]);
  const told: unknown[] = [];
  const every = depth({ whole: 1, quick: 2 });
  for (let quarters = every; quarters <= 32; quarters += every) {
    await bench.sandbox.advance(every * 15 * minuteMs);
    last = await poll({}, last);
    for (const { json } of last.items ?? []) told.push({ inTime: quarters <= 4 * 5, recipientNumber: json['recipientNumber'], outcome: json['outcome'], warnings: json['warnings'] });
  }
  expect(told).toEqual([{ inTime: true, recipientNumber: phone, outcome: 'unknown', warnings: expect.arrayContaining([expect.stringContaining('never ring')]) }]);
});
