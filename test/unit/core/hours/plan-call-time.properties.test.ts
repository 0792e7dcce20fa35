import * as fc from 'fast-check';
import { PhoneNumberFormat, PhoneNumberType, PhoneNumberUtil } from 'google-libphonenumber';
import { normalizePhoneNumber, planCallTime, type CallingRule } from '@iqra-automation/core';
import { readCallingRule, callingHoursPresets, type PhoneLine } from '@iqra-automation/core/testing';
import { depth } from '../../../depth.ts';
import { readWall } from './minute-scan';

const minuteMs = 60_000;
const util = PhoneNumberUtil.getInstance();

/** A fixed line and a mobile of every region that has one and that is accepted. */
const lines: readonly PhoneLine[] = util.getSupportedRegions().flatMap((region) =>
  [PhoneNumberType.FIXED_LINE, PhoneNumberType.MOBILE].flatMap((type) => {
    const example = util.getExampleNumberForType(region, type) ?? null;
    const result = example === null ? null : normalizePhoneNumber(util.format(example, PhoneNumberFormat.E164));
    return result?.ok === true ? [result] : [];
  }),
);

function rule(callingHours: string): CallingRule {
  const found = readCallingRule({ callingHours, customHours: 'Mon-Thu 07:15-12:45, 13:30-22:00; Fri 10-24; Sat 0-13' }, []);
  if (found === null) throw new Error(`No hours ${callingHours}`);
  return found;
}

/** Read from the wall clock of each zone, without the code under test. */
function isOpenEverywhere(zones: readonly string[], hours: CallingRule, ms: number): boolean {
  return zones.every((zone) => {
    const wall = readWall(zone, ms);
    const windows = hours.holiday?.(wall.date) ?? hours.weekly[wall.weekday as 1] ?? [];
    return windows.some(([start, end]) => wall.minute >= start && wall.minute < end);
  });
}

const question = fc.record({
  recipient: fc.constantFrom(...lines),
  rule: fc.constantFrom(...Object.keys(callingHoursPresets), 'custom').map(rule),
  nowMs: fc.integer({ min: Date.UTC(2026, 0, 2), max: Date.UTC(2030, 10, 30) }),
  delayMs: fc.option(fc.integer({ min: 0, max: 30 * 24 * 60 * minuteMs })),
  startGuardMs: fc.integer({ min: minuteMs, max: 20 * minuteMs }),
  endGuardMs: fc.integer({ min: 0, max: 20 * minuteMs }),
});

test('between a minute before the start and the limit, the hours are open in every zone of the number (seed 5)', () => {
  let planned = 0;
  fc.assert(
    fc.property(question, ({ delayMs, ...asked }) => {
      const requestedStartMs = delayMs === null ? null : asked.nowMs + delayMs;
      const atMs = requestedStartMs ?? asked.nowMs;
      const time = planCallTime({ ...asked, requestedStartMs, contactTimeZone: null, outsideHours: 'schedule' });
      if (!time.ok) return time.error.code === 'NO_COMMON_HOURS';
      planned += 1;
      const startMs = time.startMs ?? asked.nowMs;
      const limitMs = time.latestStartLimitMs ?? Number.NaN;
      expect(startMs).toBeGreaterThanOrEqual(atMs);
      expect(limitMs - startMs).toBeGreaterThanOrEqual(11 * minuteMs);
      const edges = [startMs - asked.startGuardMs, startMs - minuteMs, startMs, (startMs + limitMs) / 2, limitMs + asked.endGuardMs - 1];
      expect(edges.filter((ms) => !isOpenEverywhere(time.zones, asked.rule, ms))).toEqual([]);
      return true;
    }),
    { seed: 5, numRuns: depth({ whole: 600, quick: 200 }) },
  );
  expect(planned).toBeGreaterThan(depth({ whole: 450, quick: 150 }));
  expect(new Set(lines.map((line) => line.country)).size).toBeGreaterThan(200);
}, 120_000);
