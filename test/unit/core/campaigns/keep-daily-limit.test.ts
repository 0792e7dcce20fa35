import * as fc from 'fast-check';
import { isIqraError } from '@iqra-automation/core';
import type { FaultRule, OutcomeName } from '../../../../packages/sandbox/src/sandbox.ts';
import { campaignIds } from '../../../../packages/sandbox/src/seed.ts';
import { codesOf, openProcess, placedOf, type Process } from './limited-runs.ts';
import { depth } from '../../../depth.ts';

/** A failure that leaves no doubt, so that nothing is waited for. */
const refusal: FaultRule = { kind: 'group_add_error', match: { operation: 'initiateCall' } };

let host: Process;

beforeAll(async () => {
  host = await openProcess();
});
afterAll(() => host.sandbox.close());
beforeEach(() => host.restart());

describe('Maximum Calls of the Campaign per Day', () => {
  test('a run places as many calls as are left, side by side, with one count for all its items', async () => {
    await host.openRun().all(3);
    const results = await host.limited(5).all(20);
    expect(placedOf(results)).toBe(2);
    expect(host.accepted()).toBe(5);
    expect(codesOf(results).filter((code) => code === 'DAILY_LIMIT')).toHaveLength(18);
    expect(host.dayCounts()).toHaveLength(1);
    expect(JSON.parse(String(host.dayCounts()[0]?.body))).toEqual({
      startCreatedDate: '2026-11-24T00:00:00.000Z',
      queueStatusTypes: [0, 1, 2, 3, 4, 5],
      campaignIds: [campaignIds.consultation],
    });
  });

  test('a refusal says how many, which day, and what to do', async () => {
    const [first, second] = await host.limited(1, { zone: 'Asia/Tokyo' }).all(2);
    const error = [first, second].find(isIqraError);
    expect(error).toMatchObject({
      kind: 'refused_by_rule',
      placement: 'not_placed',
      field: 'maxCampaignCallsPerDay',
      message: 'This campaign has had 1 call since midnight in Tokyo, counting those of this run; Maximum Calls of the Campaign per Day is 1.',
      nextStep: 'Nobody was called. The next day begins at 00:00 on 25 November in Tokyo (15:00 UTC); run the step again then, or allow more calls.',
      details: { rule: 'maxCampaignCallsPerDay', maxCalls: 1, counted: 1, timeZone: 'Asia/Tokyo', nextAllowed: '2026-11-24T15:00:00.000Z' },
    });
  });

  test('an event that has its call already is told so, and takes nothing from the day', async () => {
    const { one } = host.limited(1);
    await one(1, { eventKey: 'same' });
    expect(codesOf([await one(1, { eventKey: 'same' })])).toEqual(['already_called']);
    expect(codesOf([await host.limited(1).one(1, { eventKey: 'same' })])).toEqual(['already_called']);
  });

  test('a call that the server refuses gives its place back', async () => {
    const { one } = host.limited(1);
    host.sandbox.faults.add(refusal);
    host.sandbox.faults.add(refusal);
    expect(codesOf([await one(1)])).not.toEqual(['placed']);
    host.sandbox.faults.clear();
    expect(codesOf([await one(2), await one(3)])).toEqual(['placed', 'DAILY_LIMIT']);
  });

  test('a call of which nobody knows whether it was placed keeps its place', async () => {
    const { one } = host.limited(1);
    host.sandbox.faults.add({ kind: 'reset', when: 'before_accept', match: { operation: 'initiateCall' } });
    const [unknown] = [await one(1)];
    expect(unknown).toMatchObject({ placement: 'unknown' });
    expect(codesOf([await one(2)])).toEqual(['DAILY_LIMIT']);
    expect(codesOf([await host.limited(1).one(3)])).toEqual(['DAILY_LIMIT']);
  });

  test('once no request can be under way any more, a new run believes the count alone', async () => {
    host.sandbox.faults.add({ kind: 'reset', when: 'before_accept', match: { operation: 'initiateCall' } });
    const run = host.limited(1);
    expect(await run.one(1)).toMatchObject({ placement: 'unknown' });
    await host.sandbox.advance(5 * 60_000);
    expect(codesOf([await run.one(2)])).toEqual(['DAILY_LIMIT']);
    expect(codesOf([await host.limited(1).one(3), await host.limited(1).one(4)])).toEqual(['placed', 'DAILY_LIMIT']);
  });

  test('runs that overlap in one process see each other\'s calls', async () => {
    const runs = [host.limited(4), host.limited(4), host.limited(4)];
    const results = await Promise.all(runs.map(({ all }) => all(4)));
    expect(placedOf(results.flat())).toBe(4);
    expect(host.dayCounts().length).toBeGreaterThanOrEqual(3);
  });

  test('calls without a limit that are on their way count for those that have one', async () => {
    const waiting: (() => void)[] = [];
    const free = host.openRun({ gate: () => new Promise((resolve) => waiting.push(resolve)) }).all(3);
    while (waiting.length < 3) await new Promise((resolve) => setTimeout(resolve, 5));
    expect(host.accepted()).toBe(0);
    const bound = await host.limited(4).all(4);
    for (const goOn of waiting) goOn();
    expect([placedOf(bound), placedOf(await free)]).toEqual([1, 3]);
  });

  test('other campaigns do not count', async () => {
    await host.openRun().all(3, { campaignId: campaignIds.modemTel });
    expect(placedOf(await host.limited(2).all(2))).toBe(2);
  });

  test.each<[OutcomeName, string]>([
    ['provider_refused', 'DAILY_LIMIT'],
    ['recipient_hung_up', 'DAILY_LIMIT'],
    ['no_answer', 'DAILY_LIMIT'],
    ['stuck_before_dial', 'DAILY_LIMIT'],
    ['canceled', 'placed'],
  ])('a call that ended as %s leads to %s: counted is what may have cost something', async (ending, expected) => {
    host.outcome = ending;
    await host.openRun().one(1);
    await host.sandbox.advance(10 * 60_000);
    expect(codesOf([await host.limited(1).one(2)])).toEqual([expected]);
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
        host.restart();
        await host.openRun().all(before);
        for (const { nth, ...rule } of faults) {
          host.sandbox.faults.add({ ...rule, match: { operation: rule.kind === 'db_failure_count' ? 'countOutbound' : 'initiateCall', nth } });
        }
        const results = (await Promise.all(runs.map((items) => host.limited(most).all(items)))).flat();
        expect(host.accepted()).toBeLessThanOrEqual(Math.max(most, before));
        const free = Math.min(results.length, Math.max(0, most - before));
        // Faults may keep calls from being placed; without them none is refused that had a place.
        expect(placedOf(results)).toBeGreaterThanOrEqual(faults.length === 0 ? free : 0);
      },
    ),
    // Two runs of which one counts while the calls of the other arrive.
    { numRuns: depth({ whole: 60, quick: 8 }), examples: [[{ most: 4, before: 1, runs: [2, 1], faults: [] }], [{ most: 4, before: 1, runs: [1, 1, 1], faults: [] }]] },
  );
}, 60_000);
