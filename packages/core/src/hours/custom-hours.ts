import type { Complaint } from '../errors/define-errors.ts';
import { hoursErrors } from './hours-errors.ts';
import { describeMinute, mergeIntervals, weekdays, type DayWindow, type Weekday, type WeeklyWindows } from './weekly-hours.ts';

export type CustomHours = { readonly ok: true; readonly weekly: WeeklyWindows } | { readonly ok: false; readonly complaint: Complaint };

const dayNumbers = new Map<string, Weekday>(
  ['mon monday', 'tue tues tuesday', 'wed weds wednesday', 'thu thur thurs thursday', 'fri friday', 'sat saturday', 'sun sunday'].flatMap((names, index) =>
    names.split(' ').map((name): [string, Weekday] => [name, weekdays[index] ?? 1]),
  ),
);

const noon = 12 * 60;
const midnight = 24 * 60;

/**
 * Reads a weekly window as people write it: entries separated by semicolons or lines, each with days (`Mon`, `Mon-Fri`, `Mon, Wed`,
 * `daily`) and times (`09:00-18:00`, `8am-5pm`, several separated by commas) or the word `closed`. Times alone, as the only entry, are
 * those of every day. Windows of the same day add up; a day that any entry closes is closed, as in `daily 9-17; Sun closed`. A window
 * past midnight is refused, because a swapped start and end would read the same; it is written as two. So is `1-5`, which can be night or
 * afternoon (`01:00-05:00` cannot). Never throws.
 */
export function parseCustomHours(text: string): CustomHours {
  const problems: Complaint[] = [];
  const weekly = readWeek(text, problems);
  const [first] = problems;
  return first === undefined ? { ok: true, weekly } : { ok: false, complaint: first };
}

function readWeek(text: string, problems: Complaint[]): WeeklyWindows {
  const entries = splitEntries(text);
  if (entries.length === 0) problems.push(hoursErrors.complaint('HOURS_EMPTY', {}));
  const read = entries.map((entry) => readEntry(entries.length === 1 ? withDays(entry) : entry, problems));
  const week = weekdays.map((day) => [day, windowsOfDay(day, read)] as const);
  if (week.every(([, windows]) => windows.length === 0)) problems.push(hoursErrors.complaint('HOURS_ALWAYS_CLOSED', {}));
  return Object.fromEntries(week);
}

function windowsOfDay(day: Weekday, entries: readonly Entry[]): readonly DayWindow[] {
  const ofDay = entries.filter(({ days }) => days.includes(day)).map(({ windows }) => windows);
  return ofDay.some((windows) => windows.length === 0) ? [] : mergeIntervals(ofDay.flat());
}

/** Times without days, with nothing beside them that has days, mean every day. */
const withDays = (entry: string): string => (/^\d/.test(entry) ? `daily ${entry}` : entry);

/**
 * One entry a line, with every kind of dash, and the word "to", made a plain dash without blanks around it, and am and pm at their hour.
 */
function splitEntries(text: string): readonly string[] {
  return text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/\p{Pd}|\u2212/gu, '-')
    .replace(/\sto\s/g, '-')
    .replace(/[^\S\n]*-[^\S\n]*/g, '-')
    .replace(/(\d)[^\S\n]*([ap])\.?[^\S\n]?m\b\.?/g, '$1$2m')
    .split(/[;\n]/)
    .map((entry) => entry.trim())
    .filter((entry) => entry !== '');
}

interface Entry {
  readonly days: readonly Weekday[];
  /** None = closed. */
  readonly windows: readonly DayWindow[];
}

function readEntry(entry: string, problems: Complaint[]): Entry {
  const closed = /^(.*\S)\s+(?:closed|off|none)$/.exec(entry)?.[1];
  if (closed !== undefined) return { days: readDays(closed, entry, problems), windows: [] };
  const firstDigit = entry.search(/\d/);
  if (firstDigit < 0) {
    problems.push(hoursErrors.complaint('HOURS_WITHOUT_TIMES', { part: shorten(entry) }));
    return { days: [], windows: [] };
  }
  const days = readDays(entry.slice(0, firstDigit), entry, problems);
  const times = entry.slice(firstDigit);
  const parts = times.split(/[\s,]/).filter((part) => part !== '' && part !== 'and');
  return { days, windows: parts.flatMap((part) => readWindow(part, problems)) };
}

function readDays(text: string, entry: string, problems: Complaint[]): readonly Weekday[] {
  const parts = text.split(/[\s,:&]|\band\b/).filter((part) => part !== '');
  if (parts.length === 0) problems.push(hoursErrors.complaint('HOURS_WITHOUT_DAYS', { part: shorten(entry) }));
  if (/^(?:daily|everyday)$/.test(parts.join(''))) return weekdays;
  return parts.flatMap((part) => readDayRange(part, problems));
}

/** `fri-mon` goes over the end of the week. */
function readDayRange(part: string, problems: Complaint[]): readonly Weekday[] {
  const [first, last, ...more] = part.split('-').map((name) => dayNumbers.get(name.replace(/\.$/, '')));
  if (first === undefined || (last === undefined && part.includes('-')) || more.length > 0) {
    problems.push(hoursErrors.complaint('HOURS_DAYS', { part: shorten(part) }));
    return [];
  }
  const length = ((last ?? first) - first + 7) % 7;
  return [0, 1, 2, 3, 4, 5, 6].filter((step) => step <= length).map((step) => weekdays[(first - 1 + step) % 7] ?? first);
}

function readWindow(part: string, problems: Complaint[]): readonly DayWindow[] {
  const [startText = '', endText = '', ...more] = part.split('-');
  const [start, end] = [toMinute(startText), toMinute(endText)];
  // "9-5pm" is said of 9 in the morning and "1-3pm" of 1 in the afternoon: one half of the day written, the other guessed.
  const isHalfWritten = startText.endsWith('m') !== endText.endsWith('m');
  if (start !== null && end !== null && more.length === 0 && !isHalfWritten && start < end) {
    if (!isNightOrAfternoon(part, end)) return [[start, end]];
    problems.push(nightOrAfternoon(part, start, end));
    return [];
  }
  problems.push(start === null || end === null || more.length > 0 || isHalfWritten ? hoursErrors.complaint('HOURS_TIMES', { part: shorten(part) }) : neverOpen(start, end));
  return [];
}

/** "1-5" is said of the afternoon, and read as hours of the day it lets the phone ring at night. */
function isNightOrAfternoon(part: string, end: number): boolean {
  return end <= noon && /^[1-6](?:[:.]\d{2})?-/.test(part) && !part.endsWith('m');
}

function nightOrAfternoon(part: string, start: number, end: number): Complaint {
  const readings = [0, noon].map((half) => `${describeMinute(start + half)}-${describeMinute(end + half)}`).join(' or ');
  return hoursErrors.complaint('NIGHT_OR_AFTERNOON', { part: shorten(part), readings });
}

function neverOpen(start: number, end: number): Complaint {
  const window = `${describeMinute(start)}-${describeMinute(end)}`;
  if (start === end) return hoursErrors.complaint('EMPTY_WINDOW', { window });
  return hoursErrors.complaint('HOURS_START_AFTER_END', { window, advice: whatIsMeant(start, end) });
}

/**
 * What to write instead of a window that starts after it ends. "9-5" is said of a day's work, so nobody is told to write the night into
 * two entries for it.
 */
function whatIsMeant(start: number, end: number): string {
  if (end === 0) return `The end of the day is 24:00: write ${describeMinute(start)}-24:00.`;
  if (start === midnight) return `24:00 is the end of the day before: write 00:00-${describeMinute(end)}.`;
  if (start <= noon && end + noon > start) return `If the afternoon is meant, write ${describeMinute(start)}-${describeMinute(end + noon)}.`;
  return `If the two changed places, write ${describeMinute(end)}-${describeMinute(start)}; if the night is meant, ${describeMinute(start)}-24:00 on the first day and 00:00-${describeMinute(end)} on the next.`;
}

/** `9`, `09:30`, `9.30`, `9:30pm`; 24:00 is the end of the day, `12am` its beginning. */
function toMinute(text: string): number | null {
  const [, hour, minute = '0', half] = /^(\d{1,2})(?:[:.](\d{2}))?([ap]m)?$/.exec(text) ?? [];
  if (hour === undefined || Number(minute) > 59) return null;
  if (half !== undefined && (Number(hour) < 1 || Number(hour) > 12)) return null;
  const hours = half === undefined ? Number(hour) : (Number(hour) % 12) + (half === 'pm' ? 12 : 0);
  const total = hours * 60 + Number(minute);
  return total <= 1_440 ? total : null;
}

function shorten(text: string): string {
  return text.length > 40 ? `${text.slice(0, 40)}…` : text;
}
