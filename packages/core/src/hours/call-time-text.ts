import { DateTime } from 'luxon';
import { offsetMsAt } from './zone-offsets.ts';

export type CallTimeText =
  | { readonly ok: true; readonly ms: number }
  | { readonly ok: false; readonly code: 'NOT_A_TIME' | 'TIME_WITHOUT_OFFSET'; readonly message: string };

/** A calendar date and a time of day, which the date library checks, and perhaps an offset, of which it would take any two digits. */
const dateAndTime = /^(\d{4}-?\d{2}-?\d{2})[T ](\d{2}:?\d{2}(?::?\d{2}(?:[.,]\d+)?)?)\s*(Z|[+-](?:0\d|1[0-4])(?::?[0-5]\d)?)?$/;
/** No zone is further than this from UTC. */
const dayMs = 24 * 60 * 60_000;

/**
 * Reads a moment in ISO 8601, in ms since 1970 UTC. Without an offset it is local time in `zone` (a valid IANA name); without either
 * it is refused, because the server would take it as its own local time. A local time that occurs twice, when clocks go back, means
 * the first; one that does not occur, when they go forward, is moved on by the length of the jump. Both are what RFC 5545 (calendars)
 * says. Never throws.
 */
export function parseCallTime(text: string, zone: string | null): CallTimeText {
  const parts = dateAndTime.exec(text.trim().toUpperCase());
  if (parts === null) return notATime(text);
  const local = DateTime.fromISO(`${parts[1]}T${parts[2]}`, { zone: 'utc' });
  if (!local.isValid) return notATime(text);
  const offset = parts[3];
  if (offset !== undefined) return { ok: true, ms: DateTime.fromISO(`${parts[1]}T${parts[2]}${offset}`, { zone: 'utc' }).toMillis() };
  if (zone !== null) return { ok: true, ms: localToUtc(local.toMillis(), zone) };
  const message = `Scheduled Time: "${text.trim()}" has no offset from UTC. Write it as 2026-11-24T09:15:00+04:00, or set Recipient Time Zone.`;
  return { ok: false, code: 'TIME_WITHOUT_OFFSET', message };
}

function notATime(text: string): CallTimeText {
  const message = `Scheduled Time: "${text.trim().slice(0, 40)}" is no date and time. Write it as 2026-11-24T09:15:00+04:00.`;
  return { ok: false, code: 'NOT_A_TIME', message };
}

/** `localMs` = the wall-clock time, written as if it were UTC. */
function localToUtc(localMs: number, zone: string): number {
  const earlier = localMs - offsetMsAt(zone, localMs - dayMs);
  const later = localMs - offsetMsAt(zone, localMs + dayMs);
  const shows = (ms: number): boolean => ms + offsetMsAt(zone, ms) === localMs;
  const occurring = [earlier, later].filter(shows);
  return occurring.length > 0 ? Math.min(...occurring) : earlier;
}
