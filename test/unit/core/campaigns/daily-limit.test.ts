import * as fc from 'fast-check';
import type { InputProblem } from '@iqra-automation/core';
import { dayOf, readDailyLimit } from '@iqra-automation/core/testing';
import { depth } from '../../../depth.ts';

const hourMs = 3_600_000;
/** Zones whose clocks change at other hours, at midnight, by half an hour, across the date line, or never. */
const zones = ['UTC', 'Etc/UTC', 'America/New_York', 'America/Santiago', 'Asia/Beirut', 'Africa/Cairo', 'Australia/Lord_Howe', 'Asia/Kathmandu', 'Pacific/Apia', 'Europe/London'];

const formats = new Map(zones.map((zone) => [zone, new Intl.DateTimeFormat('en-CA', { timeZone: zone, year: 'numeric', month: '2-digit', day: '2-digit' })]));

/** The date on the wall, by the runtime's own formatter. */
const dateIn = (zone: string, ms: number): string | undefined => formats.get(zone)?.format(ms);

describe('the day of a moment', () => {
  test('holds exactly the moments that have its date on the wall, in every zone and year', () => {
    fc.assert(
      fc.property(fc.constantFrom(...zones), fc.integer({ min: Date.UTC(2010, 0, 1), max: Date.UTC(2035, 0, 1) }), (zone, atMs) => {
        const { startMs, endMs } = dayOf(zone, atMs);
        const date = dateIn(zone, atMs);
        const holdsIt = startMs <= atMs && atMs < endMs;
        const sameDate = [startMs - 1, startMs, endMs - 1, endMs].map((ms) => dateIn(zone, ms) === date);
        expect([holdsIt, ...sameDate]).toEqual([true, false, true, true, false]);
      }),
      { numRuns: depth({ whole: 2_000, quick: 200 }) },
    );
  });

  test.each([
    ['America/New_York', '2026-03-08T12:00:00Z', 23],
    ['America/New_York', '2026-11-01T12:00:00Z', 25],
    ['America/New_York', '2026-11-24T12:00:00Z', 24],
  ])('in %s at %s has the hours that its clocks give it', (zone, at, hours) => {
    const { startMs, endMs } = dayOf(zone, Date.parse(at));
    expect((endMs - startMs) / hourMs).toBe(hours);
  });
});

describe('reading the limit', () => {
  const read = (maxCalls: number | undefined, campaignId: string | null, timeZone?: string | null) => {
    const problems: InputProblem[] = [];
    return { limit: readDailyLimit(maxCalls, { campaignId, timeZone }, problems), codes: problems.map(({ code, field }) => `${field} ${code}`) };
  };

  test('no number is no limit; without a zone the day is that of UTC', () => {
    expect(read(undefined, null, 'Mars/Olympus')).toEqual({ limit: null, codes: [] });
    expect(read(3, 'c1')).toEqual({ limit: { campaignId: 'c1', maxCalls: 3, timeZone: 'UTC' }, codes: [] });
    expect(read(3, 'c1', 'Asia/Tokyo').limit?.timeZone).toBe('Asia/Tokyo');
  });

  test('a limit that cannot be kept is a problem, never no limit', () => {
    expect(read(3, null, 'UTC')).toEqual({ limit: null, codes: ['maxCampaignCallsPerDay DAILY_LIMIT_WITHOUT_CAMPAIGN'] });
    expect(read(3, 'c1', 'Mars/Olympus')).toEqual({ limit: null, codes: ['maxCampaignCallsPerDay DAILY_LIMIT_ZONE_UNKNOWN'] });
  });
});
