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

/** The same windows on every given day. */
export function onDays(days: readonly Weekday[], ...windows: readonly DayWindow[]): WeeklyWindows {
  return Object.fromEntries(days.map((day) => [day, windows]));
}

/** The weekday of a local day; `midnightMs` = its start, written as if it were UTC. */
export function weekdayOf(midnightMs: number): Weekday {
  return weekdays[(new Date(midnightMs).getUTCDay() + 6) % 7] ?? 1;
}
