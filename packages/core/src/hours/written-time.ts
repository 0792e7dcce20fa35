import type { Complaint } from '../errors/define-errors.ts';
import { fieldErrors } from '../fields/field.ts';
import { hoursErrors } from './hours-errors.ts';
import { localToUtc } from './local-time.ts';

/** What a text says about a moment, before anybody knows whose clock it is meant by. */
type WrittenTime =
  /** In ms since 1970 UTC. */
  | { readonly kind: 'moment'; readonly ms: number }
  /** A wall-clock time, in ms as if it were UTC. */
  | { readonly kind: 'local'; readonly localMs: number }
  /** A date without a time of day: its midnight, in ms as if it were UTC. */
  | { readonly kind: 'day'; readonly midnightMs: number };

const minuteMs = 60_000;

/** Seconds since 1970 have ten digits until the year 2286, milliseconds thirteen. No other bare number is a time. */
function readEpoch(text: string): WrittenTime | null {
  if (/^\d{10}$/.test(text)) return { kind: 'moment', ms: Number(text) * 1_000 };
  return /^\d{13}$/.test(text) ? { kind: 'moment', ms: Number(text) } : null;
}

/** Hour, minute, second, fraction; perhaps am or pm. */
const clockTime = String.raw`(\d{1,2})(?::(\d{2})(?::(\d{2})(?:[.,](\d{1,9}))?)?)?\s*([AP])?\.?(?:M\.?)?`;
const offsetFromUtc = String.raw`(?:(?:UTC|GMT)?\s*([+-])(\d{2})(?::?(\d{2}))?|(Z|UTC|GMT))(?:\s*\([^)]*\))?`;
const timeAtEnd = new RegExp(String.raw`^(.*?)(?:[T,\s]+(?:AT\s+)?)${clockTime}(?:\s*${offsetFromUtc})?$`);
/** `09:00-10:00` behind a blank: from nine to ten, or nine o'clock ten hours behind UTC. With seconds, or a T, it is an offset. */
const timesWithDash = / (\d{1,2}:\d{2})-(\d{2}:\d{2})$/;
/** ISO 8601 without separators: `20261124T091500`. */
const basicIso = /^(\d{4})(\d{2})(\d{2})T(\d{2})(\d{2})(\d{2})?/;

/**
 * Reads a date and time as sheets, calendars and CRMs write it, where it has one meaning: ISO 8601, seconds or milliseconds since 1970,
 * `Dec 2, 2026 3:00 PM`, `02.12.2026 15:00`, `25/01/2027 09:00`. `null` for anything else, `05/01/2027` included, which is May in one
 * country and January in another.
 */
function readWrittenTime(raw: string): WrittenTime | null {
  const text = raw.normalize('NFKC').replace(/\u2212/g, '-').replace(/\s+/g, ' ').trim().toUpperCase();
  const epoch = readEpoch(text);
  if (epoch !== null) return epoch;
  const day = readWrittenDate(text);
  if (day !== null) return { kind: 'day', midnightMs: midnightOf(day) };
  const parts = timeAtEnd.exec(text.replace(basicIso, (_all, year: string, month: string, date: string, hour: string, minute: string, second = '00') => `${year}-${month}-${date}T${hour}:${minute}:${second}`));
  if (parts === null) return null;
  const [, dateText = '', hour = '', minute, second, fraction, half] = parts;
  const date = readWrittenDate(dateText.trim().replace(/,$/, ''));
  const time = timeOfDayMs({ hour, minute, second, fraction, half, halfWritten: /[AP]\.?M/.test(text.slice(dateText.length)) });
  if (date === null || time === null || isRangeOfTimes(text)) return null;
  const localMs = midnightOf(date) + time;
  const offset = readOffset(parts.slice(7));
  if (offset === undefined) return null;
  return offset === null ? { kind: 'local', localMs } : { kind: 'moment', ms: localMs - offset };
}

const timeAlone = new RegExp(`^${clockTime}$`);

/** A time of day without a date (`16:00`, `4 pm`), in ms after midnight; `null` for anything else. */
export function readTimeOfDay(raw: string): number | null {
  const text = raw.normalize('NFKC').replace(/\s+/g, ' ').trim().toUpperCase();
  const [, hour, minute, second, fraction, half] = timeAlone.exec(text) ?? [];
  if (hour === undefined) return null;
  return timeOfDayMs({ hour, minute, second, fraction, half, halfWritten: /[AP]\.?M/.test(text) });
}

function isRangeOfTimes(text: string): boolean {
  const [, start, end] = timesWithDash.exec(text) ?? [];
  return start !== undefined && end !== undefined && start.padStart(5, '0') < end;
}

function midnightOf({ year, month, day }: CalendarDate): number {
  return Date.UTC(year, month - 1, day);
}

interface ClockParts {
  readonly hour: string;
  readonly minute: string | undefined;
  readonly second: string | undefined;
  readonly fraction: string | undefined;
  readonly half: string | undefined;
  readonly halfWritten: boolean;
}

/** In ms; `null` for no time of day. An hour alone needs am or pm; 24:00 is the end of the day. */
function timeOfDayMs({ hour, minute, second = '0', fraction = '', half, halfWritten }: ClockParts): number | null {
  if ((half === undefined) !== !halfWritten) return null;
  if (minute === undefined && half === undefined) return null;
  const [hours, minutes, seconds] = [Number(hour), Number(minute ?? '0'), Number(second)];
  if (minutes > 59 || seconds > 59) return null;
  const rest = minutes * minuteMs + seconds * 1_000 + Math.floor(Number(`0.${fraction || '0'}`) * 1_000);
  if (half !== undefined) return hours < 1 || hours > 12 ? null : ((hours % 12) + (half === 'P' ? 12 : 0)) * 60 * minuteMs + rest;
  return hours > 24 || (hours === 24 && rest > 0) ? null : hours * 60 * minuteMs + rest;
}

/** In ms; `null` when none is written, `undefined` when what is written is none: no zone is further than 14 hours from UTC. */
function readOffset([sign, hours, minutes = '00', utc]: readonly (string | undefined)[]): number | null | undefined {
  if (utc !== undefined) return 0;
  if (sign === undefined || hours === undefined) return null;
  const total = Number(hours) * 60 + Number(minutes);
  if (Number(minutes) > 59 || total > 14 * 60) return undefined;
  return (sign === '-' ? -total : total) * minuteMs;
}

interface CalendarDate {
  readonly year: number;
  /** 1 = January. */
  readonly month: number;
  readonly day: number;
}

const monthNames = ['JANUARY', 'FEBRUARY', 'MARCH', 'APRIL', 'MAY', 'JUNE', 'JULY', 'AUGUST', 'SEPTEMBER', 'OCTOBER', 'NOVEMBER', 'DECEMBER'];
const dayNames = ['SUNDAY', 'MONDAY', 'TUESDAY', 'WEDNESDAY', 'THURSDAY', 'FRIDAY', 'SATURDAY'];

/**
 * Reads a date that has one meaning, in capitals: `2026-12-02`, `2026/12/02`, `2 DEC 2026`, `DECEMBER 2ND, 2026`, `02.12.2026` (with dots
 * the day comes first everywhere), and `25/01/2027` where only one of the two can be the month. A weekday in front must be the right one.
 */
function readWrittenDate(text: string): CalendarDate | null {
  const [, weekday, rest = ''] = /^(?:([A-Z]{3,9})\.?,? )?(.+)$/.exec(text) ?? [];
  const namesMonth = weekday !== undefined && monthNumber(weekday) !== null;
  const date = namesMonth || weekday === undefined ? readDate(text) : readDate(rest);
  if (date === null || namesMonth || weekday === undefined) return date;
  const named = nameIndex(dayNames, weekday);
  return named !== null && named === new Date(Date.UTC(date.year, date.month - 1, date.day)).getUTCDay() ? date : null;
}

function readDate(text: string): CalendarDate | null {
  return readYearFirst(text) ?? readDotted(text) ?? readSlashed(text) ?? readNamedMonth(text);
}

function readYearFirst(text: string): CalendarDate | null {
  const [, year, separator, month, day] = /^(\d{4})([-/.])(\d{1,2})\2(\d{1,2})$/.exec(text) ?? [];
  return separator === undefined ? null : valid(year, month, day);
}

function readDotted(text: string): CalendarDate | null {
  const [, day, month, year] = /^(\d{1,2})\.(\d{1,2})\.(\d{4})$/.exec(text) ?? [];
  return valid(year, month, day);
}

/** Both orders are in use, so one of them must be impossible, or both the same date. */
function readSlashed(text: string): CalendarDate | null {
  const [, first, , second, year] = /^(\d{1,2})([/-])(\d{1,2})\2(\d{4})$/.exec(text) ?? [];
  const dayFirst = valid(year, second, first);
  const monthFirst = valid(year, first, second);
  if (dayFirst === null || monthFirst === null) return dayFirst ?? monthFirst;
  return first === second || Number(first) === Number(second) ? dayFirst : null;
}

/** `DEC 2, 2026`, `2 DECEMBER 2026`, `2-DEC-2026`, `DEC 02 2026`. */
function readNamedMonth(text: string): CalendarDate | null {
  const [, monthThen, dayThen, yearThen] = /^([A-Z]{3,9})\.? (\d{1,2})(?:ST|ND|RD|TH)?,? (\d{4})$/.exec(text) ?? [];
  const [, dayOne, , monthOne, yearOne] = /^(\d{1,2})(?:ST|ND|RD|TH)?([ -])([A-Z]{3,9})\.?,?\2(\d{4})$/.exec(text) ?? [];
  const month = monthNumber(monthThen ?? monthOne ?? '');
  return month === null ? null : valid(yearThen ?? yearOne, String(month), dayThen ?? dayOne);
}

function monthNumber(name: string): number | null {
  const index = nameIndex(monthNames, name === 'SEPT' ? 'SEPTEMBER' : name);
  return index === null ? null : index + 1;
}

/** The whole name or its first three letters. */
function nameIndex(names: readonly string[], text: string): number | null {
  const index = names.findIndex((name) => name === text || name.slice(0, 3) === text);
  return index < 0 ? null : index;
}

/** 31 February is no date. */
function valid(year: string | undefined, month: string | undefined, day: string | undefined): CalendarDate | null {
  if (year === undefined || month === undefined || day === undefined) return null;
  const date = new Date(Date.UTC(Number(year), Number(month) - 1, Number(day)));
  const isSame = date.getUTCFullYear() === Number(year) && date.getUTCMonth() + 1 === Number(month) && date.getUTCDate() === Number(day);
  return isSame ? { year: Number(year), month: Number(month), day: Number(day) } : null;
}

export type CallTimeText =
  /** In ms since 1970 UTC. `zone` = whose local time was read, `null` where the text says its offset itself. */
  | { readonly ok: true; readonly kind: 'moment'; readonly ms: number; readonly zone: string | null }
  /** A date without a time of day: its midnight, in ms as if it were UTC. */
  | { readonly ok: true; readonly kind: 'day'; readonly midnightMs: number }
  | { readonly ok: false; readonly complaint: Complaint };

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
  return { ok: false, complaint: hoursErrors.complaint('TIME_WITHOUT_OFFSET', { text: shorten(text), why }) };
}

function notATime(text: string): CallTimeText {
  const twoOrders = /^\s*\d{1,2}[/-]\d{1,2}[/-]\d{4}/.test(text) ? ' (the day and the month could change places)' : '';
  return { ok: false, complaint: fieldErrors.complaint('NOT_A_TIME', { label: 'Scheduled Time', text: shorten(text), why: twoOrders }) };
}

const shorten = (text: string): string => text.trim().slice(0, 40);
