import { utcMs } from './calendar.ts';

const isoDate = /^(\d{4})-(\d{2})-(\d{2})(?:T(\d{2}):(\d{2})(?::(\d{2})(?:\.(\d{1,16}))?)?(Z|[+-]\d{2}(?::\d{2})?)?)?$/;
const longestOffsetMinutes = 14 * 60;

/**
 * Reads a date in a JSON body as the server's JSON reader does, or `null`: ISO 8601 with a capital T and Z, seconds and time
 * optional. Without an offset it is the server's local time; this server runs on UTC.
 */
export function parseIsoDate(text: string): number | null {
  const match = isoDate.exec(text);
  if (match === null) return null;
  const [, year, month, day, hour, minute, second, fraction, zone] = match;
  const ms = utcMs({ year: Number(year), month: Number(month), day: Number(day), hour: Number(hour ?? 0), minute: Number(minute ?? 0), second: Number(second ?? 0) });
  const offset = offsetMinutes(zone);
  if (ms === null || offset === null) return null;
  const moment = ms + Math.floor(Number(`0.${fraction ?? '0'}`) * 1000) - offset * 60_000;
  return isInCalendar(moment) ? moment : null;
}

function offsetMinutes(zone: string | undefined): number | null {
  if (zone === undefined || zone === 'Z') return 0;
  const [hours, minutes] = [Number(zone.slice(1, 3)), Number(zone.slice(4))];
  const total = hours * 60 + minutes;
  if (minutes > 59 || total > longestOffsetMinutes) return null;
  return zone.startsWith('-') ? -total : total;
}

function isInCalendar(ms: number): boolean {
  return ms >= Date.parse('0001-01-01T00:00:00Z') && ms <= Date.parse('9999-12-31T23:59:59.999Z');
}
