import { IANAZone } from 'luxon';
import { hoursErrors } from './hours-error-table.ts';

/** A stretch of time with one distance from UTC. Times in ms since 1970 UTC; local time = UTC + `offsetMs`. */
export interface OffsetSegment {
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
 * The distance of a zone's local time from UTC at a moment, in ms.
 * @throws IqraError of kind `input` when the zone is not known.
 */
export function offsetMsAt(zone: string, atMs: number): number {
  const known = IANAZone.create(zone);
  if (!known.isValid) throw hoursErrors.error('ZONE_WITHOUT_CLOCK', { zone });
  return Math.round(known.offset(atMs) * 60_000);
}

/**
 * Cuts the half days in which the time from `fromMs` to `toMs` lies at the zone's clock changes. Two changes within the same half day
 * would be missed; no zone has them in the years that a call can be scheduled for.
 * @throws IqraError of kind `input` when the zone is not known.
 */
export function offsetSegments(zone: string, fromMs: number, toMs: number): readonly OffsetSegment[] {
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
