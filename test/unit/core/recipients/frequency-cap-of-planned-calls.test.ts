import type { Client, DialRequest } from '@iqra-automation/core';
import { refuseIfCapReached, type FrequencyCap } from '@iqra-automation/core/testing';
import { array, assert, asyncProperty, constant, integer, oneof, record } from 'fast-check';
import { startSandbox, type Sandbox } from '../../../../packages/sandbox/src/sandbox.ts';
import { campaignIds } from '../../../../packages/sandbox/src/seed.ts';
import { depth } from '../../../depth.ts';
import { openClient } from '../open-sandbox-client.ts';

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;
const recipient = '+14155550101';
const twiceADay: FrequencyCap = { maxCalls: 2, periodMs: 24 * hourMs };

let sandbox: Sandbox;
let client: Client;

beforeAll(async () => {
  sandbox = await startSandbox({ timeScale: 0, startAt: '2026-11-24T09:00:00Z' });
  client = openClient(sandbox, { deps: { clock: { now: () => sandbox.now(), sleep: () => Promise.resolve(), random: () => 0.5 } } });
});
afterAll(() => sandbox.close());

beforeEach(() => sandbox.reset());

/** A call that rings now, or in so many ms. */
function callIn(inMs: number) {
  return { recipientNumber: recipient, startMs: inMs === 0 ? null : sandbox.now() + inMs, latestStartLimitMs: null, keepTryingMs: 10 * minuteMs };
}

async function call(inMs: number): Promise<void> {
  const startMs = sandbox.now() + inMs;
  const who = { recipientNumber: recipient, campaignId: campaignIds.consultation, agentId: null, callingNumberId: null };
  const request: DialRequest = { ...who, dynamicVariables: {}, metadata: {}, startMs, latestStartMs: startMs + 10 * minuteMs, scheduled: inMs > 0 };
  expect((await client.dial(request)).kind).toBe('queued');
}

async function refusalIn(inMs: number, cap: FrequencyCap = twiceADay, unseen = 0) {
  return await refuseIfCapReached(client, cap, callIn(inMs), unseen);
}

test('a call that was asked for before the period and still waits for its time counts', async () => {
  await call(30 * hourMs);
  await call(30 * hourMs);
  await sandbox.advance(26 * hourMs);
  expect((await refusalIn(0))?.code).toBe('FREQUENCY_CAP');
});

test('a call that waits for a time long after does not count', async () => {
  await call(100 * hourMs);
  await call(100 * hourMs);
  await sandbox.advance(26 * hourMs);
  expect(await refusalIn(0)).toBeNull();
});

test('a call that is planned for later is judged at its planned time', async () => {
  await call(0);
  await call(0);
  const calledMs = sandbox.now();
  await sandbox.advance(hourMs);
  const refusal = await refusalIn(20 * hourMs);
  expect(Date.parse(String(refusal?.details['nextAllowed'])) - calledMs).toBeLessThan(24 * hourMs + 5 * minuteMs);
  expect(refusal).toMatchObject({
    code: 'FREQUENCY_CAP',
    message: 'This number was called, or is waiting to be called, 2 times within 24 hours of the planned time; Maximum Calls per Number is 2.',
  });
  expect(await refusalIn(24 * hourMs)).toBeNull();
  await call(30 * hourMs);
  await call(30 * hourMs);
  expect((await refusalIn(24 * hourMs))?.code).toBe('FREQUENCY_CAP');
});

test('calls that may be on their way count beside those that the server shows', async () => {
  expect(await refusalIn(0, twiceADay, 1)).toBeNull();
  await call(0);
  expect(await refusalIn(0, twiceADay, 1)).toMatchObject({ code: 'FREQUENCY_CAP', details: { counted: 2 } });
});

/** Somebody wants to call, `afterMs` after the one before, at once (0) or in so many ms. */
const wish = record({ afterMs: integer({ min: 0, max: 20 * hourMs }), inMs: oneof(constant(0), integer({ min: 5 * minuteMs, max: 60 * hourMs })) });

function mostRingsWithin(rings: readonly number[], periodMs: number): number {
  return Math.max(0, ...rings.map((fromMs) => rings.filter((ms) => ms >= fromMs && ms < fromMs + periodMs).length));
}

test('whoever wants to call now or later, in whatever order: no period has more rings than the cap', async () => {
  let placed = 0;
  let refused = 0;
  await assert(
    asyncProperty(integer({ min: 1, max: 3 }), integer({ min: 2, max: 30 }), array(wish, { minLength: 2, maxLength: 8 }), async (maxCalls, periodHours, wishes) => {
      sandbox.reset();
      const periodMs = periodHours * hourMs;
      for (const { afterMs, inMs } of wishes) {
        await sandbox.advance(afterMs);
        if ((await refusalIn(inMs, { maxCalls, periodMs })) !== null) {
          refused += 1;
          continue;
        }
        placed += 1;
        await call(inMs);
      }
      await sandbox.advance(80 * hourMs);
      const rings = sandbox.ledger().dials.map(({ dialledAt }) => dialledAt);
      expect(mostRingsWithin(rings, periodMs)).toBeLessThanOrEqual(maxCalls);
    }),
    { numRuns: depth({ whole: 120, quick: 30 }) },
  );
  // Enough of either that the law was tried; 60 rows of drawn wishes give about 210 placed and 68 refused, and seldom 50.
  expect(placed).toBeGreaterThan(depth({ whole: 40, quick: 5 }));
  expect(refused).toBeGreaterThan(depth({ whole: 40, quick: 5 }));
});
