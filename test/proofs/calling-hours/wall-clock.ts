import { tzOffsetMs } from './tz-database.ts';

/** What a clock on a wall in `zone` shows, read by the host's own calendar (`Intl`) and nothing of the product. */
export interface WallClock {
  /** `YYYY-MM-DD` */
  readonly date: string;
  /** `Mon` to `Sun` */
  readonly weekday: string;
  /** Since midnight, with the seconds as fractions. */
  readonly minute: number;
}

const formats = new Map<string, Intl.DateTimeFormat>();

export function wallClock(zone: string, atMs: number): WallClock {
  const parts = new Map(formatOf(zone).formatToParts(atMs).map(({ type, value }) => [type, value]));
  const part = (name: Intl.DateTimeFormatPartTypes): string => parts.get(name) ?? '';
  return {
    date: `${part('year')}-${part('month')}-${part('day')}`,
    weekday: part('weekday'),
    minute: Number(part('hour')) * 60 + Number(part('minute')) + Number(part('second')) / 60,
  };
}

const weekdays = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'];

/** What clocks there show by this Node.js, and by the tz database, which may be newer: near a change they can disagree. */
export function wallClocks(zone: string, atMs: number): readonly WallClock[] {
  const aheadMs = tzOffsetMs(zone, atMs);
  if (aheadMs === null) return [wallClock(zone, atMs)];
  const local = new Date(atMs + aheadMs);
  const date = local.toISOString().slice(0, 10);
  const minute = (local.getTime() - Date.parse(`${date}T00:00:00Z`)) / 60_000;
  return [wallClock(zone, atMs), { date, weekday: weekdays[local.getUTCDay()] ?? '', minute }];
}

/** Ahead of UTC at that moment, in ms. */
export function offsetMs(zone: string, atMs: number): number {
  const wholeMs = Math.floor(atMs / 1_000) * 1_000;
  const { date, minute } = wallClock(zone, wholeMs);
  return Math.round((Date.parse(`${date}T00:00:00Z`) + minute * 60_000 - wholeMs) / 1_000) * 1_000;
}

/** The moments within `days` from `fromMs` on at which the zone's clock is changed, to the minute. Two changes in one week would be missed. */
export function clockChanges(zone: string, fromMs: number, days: number): readonly number[] {
  const changes: number[] = [];
  const dayMs = 86_400_000;
  const weekMs = 7 * dayMs;
  for (let startMs = Math.floor(fromMs / dayMs) * dayMs; startMs < fromMs + days * dayMs; startMs += weekMs) {
    if (offsetMs(zone, startMs) === offsetMs(zone, startMs + weekMs)) continue;
    let before = startMs;
    let after = startMs + weekMs;
    while (after - before > 60_000) {
      const middle = Math.floor((before + after) / 120_000) * 60_000;
      if (offsetMs(zone, middle) === offsetMs(zone, startMs)) before = middle;
      else after = middle;
    }
    changes.push(after);
  }
  return changes;
}

function formatOf(zone: string): Intl.DateTimeFormat {
  const known = formats.get(zone);
  if (known !== undefined) return known;
  const made = new Intl.DateTimeFormat('en-US', {
    timeZone: zone,
    hourCycle: 'h23',
    weekday: 'short',
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
  });
  formats.set(zone, made);
  return made;
}
