/** Minutes of the local day, start included, end not; 1440 (midnight) is allowed as an end. */
export type DayWindow = readonly [startMinute: number, endMinute: number];

/** ISO weekday: 1 = Monday .. 7 = Sunday. */
export type Weekday = 1 | 2 | 3 | 4 | 5 | 6 | 7;

export type WeeklyWindows = Readonly<Partial<Record<Weekday, readonly DayWindow[]>>>;

/** When calls are allowed, in the recipient's local time. */
export interface WeeklyHours {
  readonly weekly: WeeklyWindows;
  /** The windows of a special date (`YYYY-MM-DD`, local), empty when it is closed; `null` for an ordinary day. */
  readonly holiday?: (date: string) => readonly DayWindow[] | null;
}

export const weekdays: readonly Weekday[] = [1, 2, 3, 4, 5, 6, 7];

/** Monday to Friday. */
export const workdays: readonly Weekday[] = [1, 2, 3, 4, 5];

/** The same windows on every given day. */
export function onDays(days: readonly Weekday[], ...windows: readonly DayWindow[]): WeeklyWindows {
  return Object.fromEntries(days.map((day) => [day, windows]));
}

/** The weekday of a local day; `midnightMs` = its start, written as if it were UTC. */
export function weekdayOf(midnightMs: number): Weekday {
  return weekdays[(new Date(midnightMs).getUTCDay() + 6) % 7] ?? 1;
}

const dayNames: Readonly<Record<Weekday, string>> = { 1: 'Mon', 2: 'Tue', 3: 'Wed', 4: 'Thu', 5: 'Fri', 6: 'Sat', 7: 'Sun' };

/** `1290` becomes `21:30`. */
export function describeMinute(minute: number): string {
  return `${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`;
}

function describeWindows(windows: readonly DayWindow[]): string {
  return windows.map(([start, end]) => `${describeMinute(start)}-${describeMinute(end)}`).join(', ');
}

/** Hours as a person would write them: `Mon-Fri 09:00-18:00; Sat 10:00-14:00`. Closed days are left out. */
export function describeHours(weekly: WeeklyWindows): string {
  const runs: { first: Weekday; last: Weekday; windows: string }[] = [];
  for (const day of weekdays) {
    const windows = describeWindows(weekly[day] ?? []);
    const run = runs.at(-1);
    if (run !== undefined && run.windows === windows) run.last = day;
    else runs.push({ first: day, last: day, windows });
  }
  return runs
    .filter((run) => run.windows !== '')
    .map((run) => `${describeDays(run.first, run.last)} ${run.windows}`)
    .join('; ');
}

function describeDays(first: Weekday, last: Weekday): string {
  if (first === 1 && last === 7) return 'daily';
  return first === last ? dayNames[first] : `${dayNames[first]}-${dayNames[last]}`;
}

/** A stretch of time in ms since 1970 UTC; the end is not part of it. */
export type Interval = readonly [startMs: number, endMs: number];

/** Sorted by start, with intervals that touch or overlap made one. */
export function mergeIntervals(intervals: readonly Interval[]): readonly Interval[] {
  const merged: Interval[] = [];
  for (const [start, end] of [...intervals].sort((a, b) => a[0] - b[0])) {
    const last = merged.at(-1);
    if (last !== undefined && start <= last[1]) merged[merged.length - 1] = [last[0], Math.max(last[1], end)];
    else merged.push([start, end]);
  }
  return merged;
}

/** The time that is in both lists. Each must be sorted and free of overlaps; so is the result. */
export function intersectIntervals(a: readonly Interval[], b: readonly Interval[]): readonly Interval[] {
  const common: Interval[] = [];
  let i = 0;
  let j = 0;
  for (;;) {
    const first = a[i];
    const second = b[j];
    if (first === undefined || second === undefined) return common;
    const start = Math.max(first[0], second[0]);
    const end = Math.min(first[1], second[1]);
    if (start < end) common.push([start, end]);
    if (first[1] <= second[1]) i += 1;
    else j += 1;
  }
}
