export type HolidayDates =
  | { readonly ok: true; readonly dates: ReadonlySet<string> }
  | { readonly ok: false; readonly code: 'HOLIDAY_DATE'; readonly message: string };

/**
 * Reads the user's own holidays: `YYYY-MM-DD` separated by commas, semicolons or blanks, or a list of such texts from an earlier
 * step. A time of day after the date is ignored. Never throws.
 */
export function parseHolidayDates(raw: string | readonly unknown[]): HolidayDates {
  const parts = typeof raw === 'string' ? raw.split(/[,;\s]/) : raw;
  const dates = new Set<string>();
  for (const part of parts) {
    if (part === null || part === undefined || part === '') continue;
    const date = typeof part === 'string' ? readDate(part.trim()) : null;
    if (date === null) return { ok: false, code: 'HOLIDAY_DATE', message: describe(part) };
    dates.add(date);
  }
  return { ok: true, dates };
}

function readDate(text: string): string | null {
  const date = /^(\d{4}-\d{2}-\d{2})(?:$|T)/.exec(text)?.[1];
  if (date === undefined) return null;
  const ms = Date.parse(`${date}T00:00:00Z`);
  // 31 February would roll over into March.
  return !Number.isNaN(ms) && new Date(ms).toISOString().startsWith(date) ? date : null;
}

function describe(part: unknown): string {
  const shown = typeof part === 'string' ? `"${part.slice(0, 40)}"` : 'a value that is not text';
  return `Extra Holidays: ${shown} is not a valid date. Write dates as year-month-day, such as 2026-12-24, separated by commas.`;
}
