import type { FaultRule } from '../../../../packages/sandbox/src/sandbox.ts';
import { codesOf, hourMs, openProcess, type Process } from './limited-runs.ts';

let host: Process;

beforeAll(async () => {
  host = await openProcess();
});
afterAll(() => host.sandbox.close());
beforeEach(() => host.restart());

describe('the day of the limit', () => {
  /** 23:59:00 in UTC; the sandbox's clock only goes forward, so each test takes the next midnight. */
  async function toMidnight(lessMs: number): Promise<void> {
    const next = Math.ceil((host.sandbox.now() + lessMs + 1) / (24 * hourMs)) * 24 * hourMs;
    await host.sandbox.advance(next - lessMs - host.sandbox.now());
  }

  test('begins anew at midnight, also in the middle of a run, which then counts once more', async () => {
    await toMidnight(60_000);
    const { one } = host.limited(1);
    expect(codesOf([await one(1), await one(2)])).toEqual(['placed', 'DAILY_LIMIT']);
    await host.sandbox.advance(61_000);
    expect(codesOf([await one(3), await one(4)])).toEqual(['placed', 'DAILY_LIMIT']);
    expect(host.dayCounts()).toHaveLength(2);
  });

  test('is that of the zone, not that of UTC', async () => {
    await toMidnight(60_000);
    await host.openRun().one(1);
    await host.sandbox.advance(120_000);
    expect(codesOf([await host.limited(1).one(2)])).toEqual(['placed']);
    expect(codesOf([await host.limited(2, { zone: 'Asia/Tokyo' }).one(3)])).toEqual(['DAILY_LIMIT']);
  });

  test('a call that was scheduled for another day counts on the day on which it was queued', async () => {
    await host.openRun().one(1, { scheduledTime: new Date(host.sandbox.now() + 30 * hourMs).toISOString() });
    expect(codesOf([await host.limited(1).one(2)])).toEqual(['DAILY_LIMIT']);
    await host.sandbox.advance(31 * hourMs);
    expect(codesOf([await host.limited(1).one(3)])).toEqual(['placed']);
  });

  test.each([26 * hourMs, -26 * hourMs])('is told by the server, whatever the host\'s clock says (%i ms off)', async (skewMs) => {
    await host.openRun().one(1);
    expect(codesOf([await host.limited(1, { skewMs }).one(2)])).toEqual(['DAILY_LIMIT']);
    expect(host.dayCounts()).toHaveLength(2);
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
    const { one } = host.limited(5);
    // The first count of an item is its look-up; the client repeats a read a few times.
    for (let rule = 0; rule < 10; rule += 1) host.sandbox.faults.add({ kind, match: { operation: 'countOutbound', nth: 2 } });
    const error = await one(1);
    expect(error).toMatchObject({ code: 'DAILY_LIMIT_NOT_CHECKED', kind: errorKind, placement: 'not_placed', field: 'maxCampaignCallsPerDay' });
    expect(host.accepted()).toBe(0);
    host.sandbox.faults.clear();
    expect(codesOf([await one(2)])).toEqual(['placed']);
  });

  test('a limit without a number that can be read is refused, and so is one without a campaign', async () => {
    const { one } = host.openRun();
    for (const maxCampaignCallsPerDay of ['', 0, 'many', 1.5, null]) {
      expect(await one(1, { maxCampaignCallsPerDay })).toMatchObject({ kind: 'input', problems: [{ field: 'maxCampaignCallsPerDay' }] });
    }
    expect(host.accepted()).toBe(0);
  });
});
