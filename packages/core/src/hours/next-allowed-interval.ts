import { clocksOf, localToUtc, offsetMsAt } from './local-time.ts';
import { intersectIntervals, mergeIntervals, weekdayOf, type DayWindow, type Interval, type WeeklyHours } from './weekly-hours.ts';

const minuteMs = 60_000;
const dayMs = 24 * 60 * minuteMs;

export const defaultMinimumIntervalMs = 15 * minuteMs;
export const defaultHorizonMs = 14 * dayMs;

/**
 * The first stretch of time, from `fromMs` on and at least `minimumMs` long, in which the local time of *every* zone is inside the
 * hours; `null` when there is none within `horizonMs`, or no zone is given. An interval that reaches the horizon is cut there.
 * No wall-clock time is ever built, so gaps and overlaps of daylight saving need no rules (docs/decisions/0012-hours-choices.md).
 * @throws IqraError of kind `input` when a zone is not known.
 */
export function nextAllowedInterval(
  zones: readonly string[],
  hours: WeeklyHours,
  fromMs: number,
  minimumMs: number = defaultMinimumIntervalMs,
  horizonMs: number = defaultHorizonMs,
): Interval | null {
  const toMs = fromMs + horizonMs;
  let open: readonly Interval[] = zones.length === 0 ? [] : [[fromMs, toMs]];
  for (const zone of new Set(zones)) {
    if (open.length === 0) return null;
    open = intersectIntervals(open, openIntervals(zone, hours, fromMs, toMs));
  }
  return open.find(([start, end]) => end - start >= minimumMs) ?? null;
}

function openIntervals(zone: string, hours: WeeklyHours, fromMs: number, toMs: number): readonly Interval[] {
  return mergeIntervals(offsetSegments(zone, fromMs, toMs).flatMap((segment) => openIn(segment, hours)));
}

/** Lays the local days on a stretch of constant offset, where local time is simply UTC moved by the offset. */
function openIn({ startMs, endMs, offsetMs }: OffsetSegment, hours: WeeklyHours): readonly Interval[] {
  const open: Interval[] = [];
  for (let day = Math.floor((startMs + offsetMs) / dayMs) * dayMs; day < endMs + offsetMs; day += dayMs) {
    for (const [from, to] of windowsOf(day, hours)) {
      const start = Math.max(startMs, day + from * minuteMs - offsetMs);
      const end = Math.min(endMs, day + to * minuteMs - offsetMs);
      if (start < end) open.push([start, end]);
    }
  }
  return open;
}

/** `day` = local midnight, written as if it were UTC. */
function windowsOf(day: number, { weekly, holiday }: WeeklyHours): readonly DayWindow[] {
  const special = holiday === undefined ? null : holiday(new Date(day).toISOString().slice(0, 10));
  return special ?? weekly[weekdayOf(day)] ?? [];
}

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

/** A stretch of time with one distance from UTC. Times in ms since 1970 UTC; local time = UTC + `offsetMs`. */
interface OffsetSegment {
  readonly startMs: number;
  readonly endMs: number;
  readonly offsetMs: number;
}

/** The offsets of one aligned half day: `changeMs` is the first moment of the later offset, `null` where nothing changes. */
interface HalfDay {
  readonly beforeMs: number;
  readonly changeMs: number | null;
  readonly afterMs: number;
}

const halfDayMs = 12 * 3_600_000;
/** More than a year of half days per zone; then the zone starts afresh, so that memory stays bounded. */
const mostCachedHalfDays = 1_000;
const halfDaysOfZone = new Map<string, Map<number, HalfDay>>();

/**
 * Cuts the half days in which the time from `fromMs` to `toMs` lies at the zone's clock changes. Two changes within the same half day
 * would be missed; no zone has them in the years that a call can be scheduled for.
 * @throws IqraError of kind `input` when the zone is not known.
 */
function offsetSegments(zone: string, fromMs: number, toMs: number): readonly OffsetSegment[] {
  const segments: OffsetSegment[] = [];
  const add = (startMs: number, endMs: number, offsetMs: number): void => {
    const last = segments.at(-1);
    if (last !== undefined && last.offsetMs === offsetMs) segments[segments.length - 1] = { ...last, endMs };
    else segments.push({ startMs, endMs, offsetMs });
  };
  for (let index = Math.floor(fromMs / halfDayMs); index * halfDayMs < toMs; index += 1) {
    const { beforeMs, changeMs, afterMs } = halfDay(zone, index);
    const endMs = (index + 1) * halfDayMs;
    add(index * halfDayMs, changeMs ?? endMs, beforeMs);
    if (changeMs !== null) add(changeMs, endMs, afterMs);
  }
  return segments;
}

function halfDay(zone: string, index: number): HalfDay {
  const cache = halfDaysOfZone.get(zone) ?? new Map<number, HalfDay>();
  halfDaysOfZone.set(zone, cache);
  const cached = cache.get(index);
  if (cached !== undefined) return cached;
  if (cache.size >= mostCachedHalfDays) cache.clear();
  const found = findChange(zone, index * halfDayMs, (index + 1) * halfDayMs);
  cache.set(index, found);
  return found;
}

/** Changes fall on whole seconds. Rounding up by even one would leave a hole in a day that ends with a change at midnight. */
function findChange(zone: string, startMs: number, endMs: number): HalfDay {
  const beforeMs = offsetMsAt(zone, startMs);
  const afterMs = offsetMsAt(zone, endMs);
  if (beforeMs === afterMs) return { beforeMs, changeMs: null, afterMs };
  let lastOldSecond = startMs / 1000;
  let firstNewSecond = endMs / 1000;
  while (firstNewSecond - lastOldSecond > 1) {
    const middle = Math.floor((lastOldSecond + firstNewSecond) / 2);
    if (offsetMsAt(zone, middle * 1000) === beforeMs) lastOldSecond = middle;
    else firstNewSecond = middle;
  }
  return { beforeMs, changeMs: firstNewSecond * 1000, afterMs };
}
