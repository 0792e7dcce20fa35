import * as fc from 'fast-check';
import { nextAllowedInterval } from '@iqra-automation/core';
import { readCallingRule, callingHoursPresets, type WeeklyHours } from '@iqra-automation/core/testing';
import { readWall, scanForInterval } from './minute-scan';

const minuteMs = 60_000;
const dayMs = 24 * 60 * minuteMs;
const firstMs = Date.UTC(2015, 0, 1);
const lastMs = Date.UTC(2036, 11, 15);

/** Every zone that this Node knows, a few hundred. */
const allZones = Intl.supportedValuesOf('timeZone');

const wallMs = (zone: string, ms: number): number => {
  const { date, minute } = readWall(zone, ms);
  return Date.parse(`${date}T00:00:00Z`) + minute * minuteMs;
};

/** Days of a year on which the zone's clocks change, found by Intl. */
function changesIn(zone: string, year: number): readonly number[] {
  const days: number[] = [];
  let before = wallMs(zone, Date.UTC(year, 0, 1)) - Date.UTC(year, 0, 1);
  for (let ms = Date.UTC(year, 0, 1) + dayMs; ms < Date.UTC(year + 1, 0, 1); ms += dayMs) {
    const offset = wallMs(zone, ms) - ms;
    if (offset !== before) days.push(ms);
    before = offset;
  }
  return days;
}

const window = fc
  .tuple(fc.integer({ min: 0, max: 1_439 }), fc.integer({ min: 1, max: 1_440 }))
  .map(([a, b]): readonly [number, number] => (a < b ? [a, b] : a > b ? [b, a] : [a, a + 1]));
const quarterWindow = fc
  .tuple(fc.integer({ min: 0, max: 95 }), fc.integer({ min: 1, max: 96 }))
  .map(([a, b]): readonly [number, number] => (a < b ? [a * 15, b * 15] : a > b ? [b * 15, a * 15] : [a * 15, a * 15 + 15]));
const day = fc.array(fc.oneof(window, quarterWindow, fc.constant([0, 1_440] as const)), { maxLength: 2 });
const randomHours = fc
  .record({ weekly: fc.tuple(day, day, day, day, day, day, day), closedDay: fc.integer({ min: 1, max: 31 }) })
  .map(({ weekly, closedDay }): WeeklyHours => {
    const suffix = `-${String(closedDay).padStart(2, '0')}`;
    const week = { 1: weekly[0], 2: weekly[1], 3: weekly[2], 4: weekly[3], 5: weekly[4], 6: weekly[5], 7: weekly[6] };
    return { weekly: week, holiday: (date) => (date.endsWith(suffix) ? [] : date.endsWith('-17') ? [[600, 720]] : null) };
  });
const presetHours = fc.constantFrom(...Object.keys(callingHoursPresets)).map((callingHours): WeeklyHours => {
  const rule = readCallingRule({ callingHours }, []);
  if (rule === null) throw new Error(`No preset ${callingHours}`);
  return rule;
});

const moment = fc.integer({ min: firstMs / minuteMs, max: lastMs / minuteMs }).map((minutes) => minutes * minuteMs);

/** A quarter of the starts lie within three days before a clock change of the first zone, where it has one in that year. */
const scanCase = fc
  .record({
    zones: fc.array(fc.constantFrom(...allZones), { minLength: 1, maxLength: 3 }),
    hours: fc.oneof({ weight: 3, arbitrary: randomHours }, { weight: 2, arbitrary: presetHours }),
    at: moment,
    nearChange: fc.integer({ min: 0, max: 3 }),
    lead: fc.integer({ min: 0, max: 3 * 24 * 60 }),
    minimum: fc.constantFrom(1, 15, 15, 60),
  })
  .map(({ zones, hours, at, nearChange, lead, minimum }) => {
    const changes = nearChange === 0 ? changesIn(zones[0] ?? 'UTC', new Date(at).getUTCFullYear()) : [];
    const change = changes[lead % Math.max(changes.length, 1)];
    return { zones, hours, fromMs: change === undefined ? at : change - lead * minuteMs, minimumMs: minimum * minuteMs };
  });

const horizonMs = 14 * dayMs;

/** One comparison: the same interval as the scan, and asking again from its start gives it again. */
function compareWithScan({ zones, hours, fromMs, minimumMs }: { zones: readonly string[]; hours: WeeklyHours; fromMs: number; minimumMs: number }): boolean {
  const found = nextAllowedInterval(zones, hours, fromMs, minimumMs, horizonMs);
  expect(found).toEqual(scanForInterval(zones, hours, fromMs, minimumMs, horizonMs));
  if (found === null) return false;
  const again = nextAllowedInterval(zones, hours, found[0], minimumMs, horizonMs);
  expect(again?.[0]).toBe(found[0]);
  return true;
}

/** Compares drawn cases, and fails at the first that differs. Returns how many had an allowed time, and in how many zones they lay. */
export function compareDrawnCases(seed: number, numRuns: number): { readonly found: number; readonly zones: number } {
  let found = 0;
  const zones = new Set<string>();
  fc.assert(
    fc.property(scanCase, (one) => {
      if (compareWithScan(one)) found += 1;
      for (const zone of one.zones) zones.add(zone);
    }),
    { seed, numRuns },
  );
  return { found, zones: zones.size };
}
