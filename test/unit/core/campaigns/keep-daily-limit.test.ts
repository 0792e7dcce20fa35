import * as fc from 'fast-check';
import { createCampaignCounts } from '@iqra-automation/core/testing';
import { createCallingMemory, isIqraError, placeCall, type Client, type IqraError, type PlacedCall } from '@iqra-automation/core';
import { startSandbox, type FaultRule, type OutcomeName, type Sandbox } from '../../../../packages/sandbox/src/sandbox.ts';
import { businessIds, campaignIds, keys } from '../../../../packages/sandbox/src/seed.ts';
import { openClient } from '../open-sandbox-client.ts';

const hourMs = 3_600_000;
/** Nine in the morning in London, six in the evening in Tokyo. */
const startAt = '2026-11-24T09:00:00Z';
/** A failure that leaves no doubt, so that nothing is waited for. */
const refusal: FaultRule = { kind: 'group_add_error', match: { operation: 'initiateCall' } };

let sandbox: Sandbox;
let memory = createCallingMemory();
let outcome: OutcomeName | undefined;
let events = 0;

beforeAll(async () => {
  sandbox = await startSandbox({ timeScale: 0, startAt, outcomeOf: () => outcome, keepRequests: 10_000 });
});
afterAll(() => sandbox.close());
beforeEach(() => {
  sandbox.reset();
  memory = createCallingMemory();
  outcome = undefined;
});

/** The clock of the host; `skewMs` = how far it is ahead of the server's. */
const clockOf = (skewMs = 0) => ({ now: () => sandbox.now() + skewMs, sleep: () => Promise.resolve(), random: () => 0.5 });
const phone = (index: number): string => `+6141${String(1_000_000 + index)}`;

interface RunOptions {
  readonly zone?: string;
  readonly apiKey?: string;
  readonly skewMs?: number;
  readonly raw?: Record<string, unknown>;
  /** No call is sent before this. */
  readonly gate?: () => Promise<void>;
}

/** One run of a step: what it gives for each of its items, which are called side by side. */
function openRun({ zone = 'UTC', apiKey = keys.full.text, skewMs = 0, raw = {}, gate }: RunOptions = {}) {
  const clock = clockOf(skewMs);
  const connection = { baseUrl: sandbox.origin, businessId: String(businessIds.clinic), requestFormat: 'auto' } as const;
  const open: Client = openClient(sandbox, { apiKey, deps: { clock } });
  const gated = (inner: Client): Client => ({ ...inner, dial: async (request) => (await gate?.(), await inner.dial(request)), forOneItem: () => gated(inner.forOneItem()) });
  const client = gated(open);
  const campaignCounts = createCampaignCounts();
  const one = (index: number, change: Record<string, unknown> = {}): Promise<PlacedCall | IqraError> => {
    events += 1;
    const input = { recipientNumber: phone(index), campaignId: campaignIds.consultation, callingHours: 'off', eventKey: `event ${events}`, ...raw, ...change };
    const host = { source: 'test', itemId: null, stepId: '', timeZone: zone };
    return placeCall({ client, connection, clock, memory, campaignCounts }, input, host).catch((error: unknown) => {
      if (isIqraError(error)) return error;
      throw error;
    });
  };
  return { one, all: (count: number, change = {}) => Promise.all(Array.from({ length: count }, (_, index) => one(index, change))) };
}

const codesOf = (results: readonly (PlacedCall | IqraError)[]): string[] => results.map((one) => (isIqraError(one) ? one.code : one.status));
const placedOf = (results: readonly (PlacedCall | IqraError)[]): number => results.filter((one) => !isIqraError(one)).length;
const accepted = (): number => sandbox.ledger().accepted.length;
/** Counts of the whole campaign; the look-ups name a recipient. */
const dayCounts = () => sandbox.requests().filter(({ operation, body }) => operation === 'countOutbound' && !String(body).includes('recipientNumbers'));
const limited = (most: number, more: RunOptions = {}) => openRun({ ...more, raw: { maxCampaignCallsPerDay: most, ...more.raw } });

describe('Maximum Calls of the Campaign per Day', () => {
  test('a run places as many calls as are left, side by side, with one count for all its items', async () => {
    await openRun().all(3);
    const results = await limited(5).all(20);
    expect(placedOf(results)).toBe(2);
    expect(accepted()).toBe(5);
    expect(codesOf(results).filter((code) => code === 'DAILY_LIMIT')).toHaveLength(18);
    expect(dayCounts()).toHaveLength(1);
    expect(JSON.parse(String(dayCounts()[0]?.body))).toEqual({
      startCreatedDate: '2026-11-24T00:00:00.000Z',
      queueStatusTypes: [0, 1, 2, 3, 4, 5],
      campaignIds: [campaignIds.consultation],
    });
  });

  test('a refusal says how many, which day, and what to do', async () => {
    const [first, second] = await limited(1, { zone: 'Asia/Tokyo' }).all(2);
    const error = [first, second].find(isIqraError);
    expect(error).toMatchObject({
      kind: 'refused_by_rule',
      placement: 'not_placed',
      field: 'maxCampaignCallsPerDay',
      message: 'This campaign has had 1 call since midnight (Asia/Tokyo), counting those of this run; Maximum Calls of the Campaign per Day is 1.',
      nextStep: 'Nothing was called. The next day begins at 00:00 on 25 November in Tokyo (15:00 UTC); run the step again then, or allow more calls.',
      details: { rule: 'maxCampaignCallsPerDay', maxCalls: 1, counted: 1, timeZone: 'Asia/Tokyo', nextAllowedAt: '2026-11-24T15:00:00.000Z' },
    });
  });

  test('an event that has its call already is told so, and takes nothing from the day', async () => {
    const { one } = limited(1);
    await one(1, { eventKey: 'same' });
    expect(codesOf([await one(1, { eventKey: 'same' })])).toEqual(['already_called']);
    expect(codesOf([await limited(1).one(1, { eventKey: 'same' })])).toEqual(['already_called']);
  });

  test('a call that the server refuses gives its place back', async () => {
    const { one } = limited(1);
    sandbox.faults.add(refusal);
    sandbox.faults.add(refusal);
    expect(codesOf([await one(1)])).not.toEqual(['placed']);
    sandbox.faults.clear();
    expect(codesOf([await one(2), await one(3)])).toEqual(['placed', 'DAILY_LIMIT']);
  });

  test('a call of which nobody knows whether it was placed keeps its place', async () => {
    const { one } = limited(1);
    sandbox.faults.add({ kind: 'reset', when: 'before_accept', match: { operation: 'initiateCall' } });
    const [unknown] = [await one(1)];
    expect(unknown).toMatchObject({ placement: 'unknown' });
    expect(codesOf([await one(2)])).toEqual(['DAILY_LIMIT']);
    expect(codesOf([await limited(1).one(3)])).toEqual(['DAILY_LIMIT']);
  });

  test('once no request can be under way any more, a new run believes the count alone', async () => {
    sandbox.faults.add({ kind: 'reset', when: 'before_accept', match: { operation: 'initiateCall' } });
    const run = limited(1);
    expect(await run.one(1)).toMatchObject({ placement: 'unknown' });
    await sandbox.advance(5 * 60_000);
    expect(codesOf([await run.one(2)])).toEqual(['DAILY_LIMIT']);
    expect(codesOf([await limited(1).one(3), await limited(1).one(4)])).toEqual(['placed', 'DAILY_LIMIT']);
  });

  test('runs that overlap in one process see each other\'s calls', async () => {
    const runs = [limited(4), limited(4), limited(4)];
    const results = await Promise.all(runs.map(({ all }) => all(4)));
    expect(placedOf(results.flat())).toBe(4);
    expect(dayCounts()).toHaveLength(3);
  });

  test('calls without a limit that are on their way count for those that have one', async () => {
    const waiting: (() => void)[] = [];
    const free = openRun({ gate: () => new Promise((resolve) => waiting.push(resolve)) }).all(3);
    while (waiting.length < 3) await new Promise((resolve) => setTimeout(resolve, 5));
    expect(accepted()).toBe(0);
    const bound = await limited(4).all(4);
    for (const goOn of waiting) goOn();
    expect([placedOf(bound), placedOf(await free)]).toEqual([1, 3]);
  });

  test('other campaigns do not count', async () => {
    await openRun().all(3, { campaignId: campaignIds.modemTel });
    expect(placedOf(await limited(2).all(2))).toBe(2);
  });

  test.each<[OutcomeName, string]>([
    ['provider_refused', 'DAILY_LIMIT'],
    ['recipient_hung_up', 'DAILY_LIMIT'],
    ['no_answer', 'DAILY_LIMIT'],
    ['stuck_before_dial', 'DAILY_LIMIT'],
    ['canceled', 'placed'],
  ])('a call that ended as %s leads to %s: counted is what may have cost something', async (ending, expected) => {
    outcome = ending;
    await openRun().one(1);
    await sandbox.advance(10 * 60_000);
    expect(codesOf([await limited(1).one(2)])).toEqual([expected]);
  });
});

describe('the day of the limit', () => {
  /** 23:59:00 in UTC; the sandbox's clock only goes forward, so each test takes the next midnight. */
  async function toMidnight(lessMs: number): Promise<void> {
    const next = Math.ceil((sandbox.now() + lessMs + 1) / (24 * hourMs)) * 24 * hourMs;
    await sandbox.advance(next - lessMs - sandbox.now());
  }

  test('begins anew at midnight, also in the middle of a run, which then counts once more', async () => {
    await toMidnight(60_000);
    const { one } = limited(1);
    expect(codesOf([await one(1), await one(2)])).toEqual(['placed', 'DAILY_LIMIT']);
    await sandbox.advance(61_000);
    expect(codesOf([await one(3), await one(4)])).toEqual(['placed', 'DAILY_LIMIT']);
    expect(dayCounts()).toHaveLength(2);
  });

  test('is that of the zone, not that of UTC', async () => {
    await toMidnight(60_000);
    await openRun().one(1);
    await sandbox.advance(120_000);
    expect(codesOf([await limited(1).one(2)])).toEqual(['placed']);
    expect(codesOf([await limited(2, { zone: 'Asia/Tokyo' }).one(3)])).toEqual(['DAILY_LIMIT']);
  });

  test('a call that was scheduled for another day counts on the day on which it was queued', async () => {
    await openRun().one(1, { scheduledTime: new Date(sandbox.now() + 30 * hourMs).toISOString() });
    expect(codesOf([await limited(1).one(2)])).toEqual(['DAILY_LIMIT']);
    await sandbox.advance(31 * hourMs);
    expect(codesOf([await limited(1).one(3)])).toEqual(['placed']);
  });

  test.each([26 * hourMs, -26 * hourMs])('is told by the server, whatever the host\'s clock says (%i ms off)', async (skewMs) => {
    await openRun().one(1);
    expect(codesOf([await limited(1, { skewMs }).one(2)])).toEqual(['DAILY_LIMIT']);
    expect(dayCounts()).toHaveLength(2);
  });
});

describe('a count that fails', () => {
  test.each<[FaultRule['kind'], string]>([
    ['db_failure_count', 'server'],
    ['503', 'server'],
    ['reset', 'server'],
    ['wrong_json', 'connection'],
    ['html', 'connection'],
  ])('refuses instead of calling: %s', async (kind, errorKind) => {
    const { one } = limited(5);
    // The first count of an item is its look-up; the client repeats a read a few times.
    for (let rule = 0; rule < 10; rule += 1) sandbox.faults.add({ kind, match: { operation: 'countOutbound', nth: 2 } });
    const error = await one(1);
    expect(error).toMatchObject({ code: 'DAILY_LIMIT_NOT_CHECKED', kind: errorKind, placement: 'not_placed', field: 'maxCampaignCallsPerDay' });
    expect(accepted()).toBe(0);
    sandbox.faults.clear();
    expect(codesOf([await one(2)])).toEqual(['placed']);
  });

  test('a limit without a number that can be read is refused, and so is one without a campaign', async () => {
    const { one } = openRun();
    for (const maxCampaignCallsPerDay of ['', 0, 'many', 1.5, null]) {
      expect(await one(1, { maxCampaignCallsPerDay })).toMatchObject({ kind: 'input', problems: [{ field: 'maxCampaignCallsPerDay' }] });
    }
    expect(accepted()).toBe(0);
  });
});

test('never more than the limit is placed, whatever the runs, the items and the server do', async () => {
  const fault = fc.constantFrom<FaultRule['kind']>('reset', 'group_add_error', '503', 'queued_without_id', 'drop', 'db_failure_count');
  await fc.assert(
    fc.asyncProperty(
      fc.record({
        most: fc.integer({ min: 1, max: 6 }),
        before: fc.integer({ min: 0, max: 4 }),
        runs: fc.array(fc.integer({ min: 1, max: 6 }), { minLength: 1, maxLength: 3 }),
        faults: fc.array(fc.record({ kind: fault, when: fc.constantFrom('before_accept' as const, 'after_accept' as const), nth: fc.integer({ min: 1, max: 12 }) }), { maxLength: 4 }),
      }),
      async ({ most, before, runs, faults }) => {
        sandbox.reset();
        memory = createCallingMemory();
        await openRun().all(before);
        for (const { nth, ...rule } of faults) {
          sandbox.faults.add({ ...rule, match: { operation: rule.kind === 'db_failure_count' ? 'countOutbound' : 'initiateCall', nth } });
        }
        const results = (await Promise.all(runs.map((items) => limited(most).all(items)))).flat();
        expect(accepted()).toBeLessThanOrEqual(Math.max(most, before));
        const free = Math.min(results.length, Math.max(0, most - before));
        // Faults may keep calls from being placed; without them none is refused that had a place.
        expect(placedOf(results)).toBeGreaterThanOrEqual(faults.length === 0 ? free : 0);
      },
    ),
    { numRuns: 60 },
  );
}, 60_000);
