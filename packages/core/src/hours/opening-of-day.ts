import { localToUtc } from './call-time-text.ts';
import { clocksOf } from './changed-clocks.ts';
import { nextAllowedInterval } from './next-allowed-interval.ts';
import type { WeeklyHours } from './weekly-hours.ts';

const dayMs = 24 * 60 * 60_000;

/**
 * The moment that a date alone asks for: when the hours first open on that date in all `zones`, and not before `nowMs`; where they do
 * not open on it, the beginning of the date, or its end when the date is over. `midnightMs` = the date's midnight, as if it were UTC.
 */
export function openingOfDay(midnightMs: number, zones: readonly string[], hours: WeeklyHours, nowMs: number): number {
  if (zones.length === 0) return midnightMs;
  const clocks = zones.flatMap((zone) => clocksOf(zone, midnightMs));
  const startMs = Math.max(...clocks.map((clock) => localToUtc(midnightMs, clock)));
  const endMs = Math.min(...clocks.map((clock) => localToUtc(midnightMs + dayMs, clock)));
  if (Math.max(startMs, endMs) <= nowMs) return Math.max(startMs, endMs - 1);
  const fromMs = Math.max(startMs, nowMs);
  const open = fromMs < endMs ? nextAllowedInterval(clocks, hours, fromMs, undefined, endMs - fromMs) : null;
  return open === null ? fromMs : open[0];
}
