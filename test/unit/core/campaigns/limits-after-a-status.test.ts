import { isIqraError } from '@iqra-automation/core';
import type { FaultRule } from '../../../../packages/sandbox/src/sandbox.ts';
import { codesOf, openProcess, type Process, type Result } from './limited-runs.ts';

let host: Process;

beforeAll(async () => {
  host = await openProcess();
});
afterAll(() => host.sandbox.close());
beforeEach(() => host.restart());

const statuses = ['400', '401', '403', '404', '405', '413', '415', '429'] as const;
/** What a proxy answers while the server still works on the call, which is in the queue a minute later. No step waits for so long a 429. */
const answeredToo = (kind: FaultRule['kind']): FaultRule => ({ kind, when: 'delayed_accept', delayMs: 60_000, retryAfterSeconds: 600, match: { operation: 'initiateCall' } });

describe.each(statuses)('after a bare %s', (status) => {
  test('the call that the server may still hold counts for Maximum Calls per Number, also for another event', async () => {
    const { one } = host.openRun({ raw: { maxCallsPerPeriod: 1, capPeriodHours: 24 } });
    host.sandbox.faults.add(answeredToo(status));
    await one(1);
    expect(codesOf([await one(1), await one(2)])).toEqual(['FREQUENCY_CAP', 'placed']);
    await host.sandbox.advance(60_000);
    expect(codesOf([await one(1)])).toEqual(['FREQUENCY_CAP']);
    expect(host.accepted()).toBe(2);
  });

  test('the call that the server may still hold keeps its place in the day of the campaign', async () => {
    host.sandbox.faults.add(answeredToo(status));
    await host.limited(1).one(1);
    expect(codesOf([await host.limited(1).one(2)])).toEqual(['DAILY_LIMIT']);
    await host.sandbox.advance(60_000);
    expect(codesOf([await host.limited(1).one(3)])).toEqual(['DAILY_LIMIT']);
    expect(host.accepted()).toBe(1);
  });
});

test('once no request can be under way any more, a call that never came holds up nobody', async () => {
  const raw = { maxCallsPerPeriod: 1, maxCampaignCallsPerDay: 1 };
  host.sandbox.faults.add({ kind: '403', when: 'before_accept', match: { operation: 'initiateCall' } });
  await host.openRun({ raw }).one(1);
  expect(codesOf([await host.openRun({ raw }).one(1), await host.openRun({ raw }).one(2)])).toEqual(['FREQUENCY_CAP', 'DAILY_LIMIT']);
  await host.sandbox.advance(5 * 60_000);
  expect(codesOf([await host.openRun({ raw }).one(1)])).toEqual(['placed']);
});

test('a refusal in the words of the server frees both limits at once', async () => {
  const raw = { maxCallsPerPeriod: 1, maxCampaignCallsPerDay: 1 };
  host.sandbox.faults.add({ kind: 'insufficient_balance', match: { operation: 'initiateCall' } });
  await host.openRun({ raw }).one(1);
  expect(codesOf([await host.openRun({ raw }).one(1)])).toEqual(['placed']);
});

describe('an event whose call never came is not refused by itself when it is run again', () => {
  test.each([
    ['a bare 403', '403', 'maxCallsPerPeriod', 'FREQUENCY_CAP'],
    ['no answer', 'reset', 'maxCallsPerPeriod', 'FREQUENCY_CAP'],
    ['no answer', 'reset', 'maxCampaignCallsPerDay', 'DAILY_LIMIT'],
  ] as const)('after %s (%s), with %s, at the time that its error names', async (_what, kind, field, code) => {
    const run = host.openRun({ raw: { [field]: 1, eventKey: 'the event' }, requestFormat: 'config' });
    const other = (): Promise<Result> => host.openRun({ raw: { [field]: 1 }, requestFormat: 'config' }).one(1);
    host.sandbox.faults.add({ kind, when: 'before_accept', match: { operation: 'initiateCall' } });
    await run.one(1);
    await host.sandbox.advance(30_000);
    const soon = await run.one(1);
    expect(codesOf([soon, await other()])).toEqual(['PLACEMENT_UNKNOWN', code]);
    const safeAfter = isIqraError(soon) ? String(soon.details['safeAfter']) : '';
    await host.sandbox.advance(Date.parse(safeAfter) + 1_000 - host.sandbox.now());
    expect(codesOf([await other(), await run.one(1), await other()])).toEqual([code, 'placed', code]);
  });
});
