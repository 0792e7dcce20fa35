import { currentClockOf } from './changed-clocks.ts';
import { readWrittenTime } from './written-time.ts';
import { offsetMsAt } from './zone-offsets.ts';

export type CallTimeText =
  /** In ms since 1970 UTC. `zone` = whose local time was read, `null` where the text says its offset itself. */
  | { readonly ok: true; readonly kind: 'moment'; readonly ms: number; readonly zone: string | null }
  /** A date without a time of day: its midnight, in ms as if it were UTC. */
  | { readonly ok: true; readonly kind: 'day'; readonly midnightMs: number }
  | { readonly ok: false; readonly code: 'NOT_A_TIME' | 'TIME_WITHOUT_OFFSET'; readonly message: string };

/** No zone is further than this from UTC. */
const dayMs = 24 * 60 * 60_000;

/**
 * Reads Scheduled Time. Without an offset it is local time in `zones` (valid names): all of them must agree on the moment; otherwise it
 * is refused, because the server would take it as its own local time. A local time that occurs twice, when clocks go back, means the
 * first; one that does not occur, when they go forward, is moved on by the length of the jump. Both are what RFC 5545 (calendars) says.
 * Never throws.
 */
export function parseCallTime(text: string, zones: readonly string[]): CallTimeText {
  const written = readWrittenTime(text);
  if (written === null) return notATime(text);
  if (written.kind === 'moment') return { ok: true, kind: 'moment', ms: written.ms, zone: null };
  if (written.kind === 'day') return { ok: true, kind: 'day', midnightMs: written.midnightMs };
  const moments = new Set(zones.map((zone) => localToUtc(written.localMs, zone)));
  const [ms] = moments;
  if (ms !== undefined && moments.size === 1) return { ok: true, kind: 'moment', ms, zone: zones[0] ?? null };
  return withoutOffset(text, moments.size);
}

function withoutOffset(text: string, readings: number): CallTimeText {
  const why = readings > 1 ? 'has no offset from UTC, and the number can be in several time zones' : 'has no offset from UTC';
  const message = `Scheduled Time: "${shorten(text)}" ${why}. Write it as 2026-11-24T09:15:00+04:00, or set Recipient Time Zone.`;
  return { ok: false, code: 'TIME_WITHOUT_OFFSET', message };
}

function notATime(text: string): CallTimeText {
  const twoOrders = /^\s*\d{1,2}[/-]\d{1,2}[/-]\d{4}/.test(text) ? ' (the day and the month could change places)' : '';
  const message = `Scheduled Time: "${shorten(text)}" is not a valid date and time${twoOrders}. Write it as 2026-11-24T09:15:00+04:00.`;
  return { ok: false, code: 'NOT_A_TIME', message };
}

const shorten = (text: string): string => text.trim().slice(0, 40);

/** The moment at which clocks in `zone` show a time. `localMs` = the wall-clock time, written as if it were UTC. */
export function localToUtc(localMs: number, zone: string): number {
  const clock = currentClockOf(zone, localMs);
  const earlier = localMs - offsetMsAt(clock, localMs - dayMs);
  const later = localMs - offsetMsAt(clock, localMs + dayMs);
  const shows = (ms: number): boolean => ms + offsetMsAt(clock, ms) === localMs;
  const occurring = [earlier, later].filter(shows);
  return occurring.length > 0 ? Math.min(...occurring) : earlier;
}
