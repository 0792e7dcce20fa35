export interface CalendarMoment {
  readonly year: number;
  readonly month: number;
  readonly day: number;
  readonly hour: number;
  readonly minute: number;
  readonly second: number;
}

/** Ms since 1970 of a moment in UTC, years 1 to 9999; `null` when there is no such date or time (24:00 and second 60 among them). */
export function utcMs({ year, month, day, hour, minute, second }: CalendarMoment): number | null {
  if (year < 1 || year > 9_999 || month < 1 || month > 12 || day < 1 || hour > 23 || minute > 59 || second > 59) return null;
  const date = new Date(0);
  // Date.UTC would take years below 100 for the 20th century.
  date.setUTCFullYear(year, month - 1, day);
  date.setUTCHours(hour, minute, second);
  return date.getUTCDate() === day ? date.getTime() : null;
}
