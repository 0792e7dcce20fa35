import { utcMs } from './calendar.ts';

const months = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];
const monthWord = '(Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?|Sep(?:tember)?|Oct(?:ober)?|Nov(?:ember)?|Dec(?:ember)?)';
const days = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'];
const dayWord = /^(Sun(?:day)?|Mon(?:day)?|Tue(?:sday)?|Wed(?:nesday)?|Thu(?:rsday)?|Fri(?:day)?|Sat(?:urday)?),?\s+/i;
const timeOfDay = /^(\d{1,2}):(\d{2})(?::(\d{2})(?:\.(\d+))?)?\s*([AP]M?)?\s*(Z|GMT|[+-]\d{1,2}(?::?\d{2})?)?$/i;
const hourOnly = /^(\d{1,2})\s*([AP]M?)$/i;
const longestOffsetMinutes = 14 * 60;
const dayMs = 86_400_000;
const firstMoment = Date.parse('0001-01-01T00:00:00Z');
const lastMoment = Date.parse('9999-12-31T23:59:59.999Z');

interface CalendarDate {
  readonly year: number;
  readonly month: number;
  readonly day: number;
}

interface DateForm {
  readonly pattern: RegExp;
  /** Which of year, month and day each group is. */
  readonly order: string;
}

/** Forms of a date in .NET's invariant culture: year first, month before day, or with the month as an English word. */
const dateForms: readonly DateForm[] = [
  { pattern: /^(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})/, order: 'ymd' },
  { pattern: /^(\d{1,2})[-/.](\d{1,2})[-/.](\d{4}|\d{2})/, order: 'mdy' },
  { pattern: /^(\d{4})-(\d{1,2})(?![-/.\d])/, order: 'ym' },
  { pattern: /^(\d{1,2})\/(\d{4})(?!\d)/, order: 'my' },
  { pattern: /^(\d{1,2})[-/](\d{1,2})(?![-/.\d:])/, order: 'md' },
  { pattern: new RegExp(`^(\\d{1,2})[\\s-]*${monthWord}\\.?,?[\\s-]+(\\d{4}|\\d{2})(?![\\d:])`, 'i'), order: 'dmy' },
  { pattern: new RegExp(`^${monthWord}\\.?[\\s-]+(\\d{1,2}),?[\\s-]+(\\d{4})(?!\\d)`, 'i'), order: 'mdy' },
  { pattern: new RegExp(`^(\\d{4})[\\s-]+${monthWord}[\\s-]+(\\d{1,2})(?![\\d:])`, 'i'), order: 'ymd' },
  { pattern: new RegExp(`^${monthWord},?[\\s-]+(\\d{4})(?!\\d)`, 'i'), order: 'my' },
  { pattern: new RegExp(`^${monthWord}[\\s-]+(\\d{1,2})(?![\\d:])`, 'i'), order: 'md' },
  { pattern: new RegExp(`^(\\d{1,2})[\\s-]+${monthWord}`, 'i'), order: 'dm' },
];

/**
 * Reads a date of the `config` text as .NET's invariant culture does, or `null`. A missing date is today, a missing year this one;
 * without an offset it is the server's local time, and this server runs on UTC.
 */
export function parseInvariantDate(text: string, nowMs: number): number | null {
  const trimmed = text.trim();
  const named = dayWord.exec(trimmed);
  const rest = named === null ? trimmed : trimmed.slice(named[0].length);
  const today = new Date(nowMs);
  const timeOnly = readTime(rest);
  if (timeOnly !== null && named === null) {
    return momentOf({ year: today.getUTCFullYear(), month: today.getUTCMonth() + 1, day: today.getUTCDate() }, timeOnly);
  }
  for (const { pattern, order } of dateForms) {
    const match = pattern.exec(rest);
    if (match === null) continue;
    const date = dateOf(match.slice(1), order, today.getUTCFullYear());
    const after = rest.slice(match[0].length);
    const time = after.trim() === '' ? midnight : /^(?:T|,?\s+)/i.test(after) ? readTime(after.replace(/^(?:T|,?\s+)/i, '').trim()) : null;
    const moment = time === null ? null : momentOf(date, time);
    if (moment === null) return null;
    return named === null || isDayOfWeek(date, named[1] ?? '') ? moment : null;
  }
  return null;
}

function dateOf(groups: readonly string[], order: string, thisYear: number): CalendarDate {
  const part = (letter: string): string | undefined => groups[order.indexOf(letter)];
  const month = order.includes('m') ? (part('m') ?? '') : '1';
  const year = order.includes('y') ? (part('y') ?? '') : String(thisYear);
  const byWord = months.indexOf(month.slice(0, 3).toLowerCase()) + 1;
  return {
    year: year.length <= 2 ? Number(year) + (Number(year) < 50 ? 2000 : 1900) : Number(year),
    month: byWord > 0 ? byWord : Number(month),
    day: order.includes('d') ? Number(part('d')) : 1,
  };
}

function isDayOfWeek(date: CalendarDate, word: string): boolean {
  const ms = utcMs({ ...date, hour: 0, minute: 0, second: 0 });
  return ms !== null && new Date(ms).getUTCDay() === days.indexOf(word.slice(0, 3).toLowerCase());
}

interface TimeOfDay {
  readonly hour: number;
  readonly minute: number;
  readonly second: number;
  readonly ms: number;
  readonly offsetMinutes: number;
}

const midnight: TimeOfDay = { hour: 0, minute: 0, second: 0, ms: 0, offsetMinutes: 0 };

function readTime(text: string): TimeOfDay | null {
  const short = hourOnly.exec(text);
  if (short !== null) return withHalfDay({ ...midnight, hour: Number(short[1]) }, short[2]);
  const match = timeOfDay.exec(text);
  if (match === null) return null;
  const [, hour, minute, second, fraction, half, zone] = match;
  const offsetMinutes = offsetOf(zone);
  if (offsetMinutes === null) return null;
  const ms = Math.floor(Number(`0.${fraction ?? '0'}`) * 1000);
  return withHalfDay({ hour: Number(hour), minute: Number(minute), second: Number(second ?? 0), ms, offsetMinutes }, half);
}

function withHalfDay(time: TimeOfDay, half: string | undefined): TimeOfDay | null {
  if (half === undefined) return time;
  if (time.hour > 12) return null;
  return { ...time, hour: (time.hour % 12) + (half.toUpperCase().startsWith('P') ? 12 : 0) };
}

function offsetOf(zone: string | undefined): number | null {
  if (zone === undefined || /^(Z|GMT)$/i.test(zone)) return 0;
  const [, hours = '', minutes = '0'] = /^[+-](\d{1,2}):?(\d{2})?$/.exec(zone) ?? [];
  const total = Number(hours) * 60 + Number(minutes);
  if (Number(minutes) > 59 || total > longestOffsetMinutes) return null;
  return zone.startsWith('-') ? -total : total;
}

function momentOf(date: CalendarDate, time: TimeOfDay): number | null {
  const ms = utcMs({ ...date, ...time });
  if (ms === null) return null;
  const moment = ms + time.ms - time.offsetMinutes * 60_000;
  // .NET takes the very first day for "no date" and keeps the time of day.
  if (moment < firstMoment) return ms < firstMoment + dayMs ? moment + dayMs : null;
  return moment > lastMoment ? null : moment;
}
