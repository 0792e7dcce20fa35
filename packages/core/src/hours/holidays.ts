import { isDateValue, textOfDate } from '../domain/from-host.ts';
import { holidayTable, holidayTableFirstYear, holidayTableLastYear } from './generated/holiday-table.ts';
import { weekdayOf, type DayWindow, type WeeklyWindows } from './weekly-hours.ts';

export type HolidayCountry = keyof typeof holidayTable;

const dayMs = 24 * 60 * 60_000;
const datesOfCountry = new Map<HolidayCountry, ReadonlySet<string>>();

function holidaysOf(country: HolidayCountry): ReadonlySet<string> {
  const known = datesOfCountry.get(country);
  if (known !== undefined) return known;
  const dates = new Set(holidayTable[country].split(' ').map((day) => `${day.slice(0, 4)}-${day.slice(4, 6)}-${day.slice(6)}`));
  datesOfCountry.set(country, dates);
  return dates;
}

/** The years whose public holidays are known. Outside them, hours that close on holidays stay closed. */
export const holidayYears = [holidayTableFirstYear, holidayTableLastYear] as const;

function isKnownYear(date: string): boolean {
  const year = Number(date.slice(0, 4));
  return year >= holidayYears[0] && year <= holidayYears[1];
}

/** True on a public holiday of the country, or of the state with its own row, and on every day of a year that the table does not know. `date` = `YYYY-MM-DD`. */
function isPublicHoliday(country: HolidayCountry, date: string): boolean {
  return !isKnownYear(date) || holidaysOf(country).has(date);
}

/**
 * The special windows of a country's dates: none on public holidays, `eveWindows` on the day before one, where the rule has such and
 * the day is not closed anyway; `null` on ordinary days.
 */
export function holidayWindows(country: HolidayCountry, weekly: WeeklyWindows, eveWindows: readonly DayWindow[] | null) {
  return (date: string): readonly DayWindow[] | null => {
    if (isPublicHoliday(country, date)) return [];
    if (eveWindows === null) return null;
    const midnightMs = Date.parse(`${date}T00:00:00Z`);
    const isEve = isPublicHoliday(country, dayAfter(date));
    return isEve && weekly[weekdayOf(midnightMs)] !== undefined ? eveWindows : null;
  };
}

type HolidayDates =
  | { readonly ok: true; readonly dates: ReadonlySet<string> }
  /** `what` = what is wrong, for the row HOLIDAY_DATE. */
  | { readonly ok: false; readonly what: string };

/**
 * Reads the user's own holidays: `YYYY-MM-DD` separated by commas, semicolons or blanks, or a list of such texts from an earlier
 * step, or of dates, as n8n's expressions give them. A time of day after the date is ignored, but for one in UTC that is the next day
 * somewhere in the world: then both days count. A list without any date is refused: a mapping has found nothing. Never throws.
 */
export function parseHolidayDates(raw: string | readonly unknown[]): HolidayDates {
  const parts = typeof raw === 'string' ? raw.split(/[,;\s]/) : raw;
  const dates = new Set<string>();
  for (const part of parts) {
    if (part === null || part === undefined || part === '') continue;
    const text = typeof part === 'string' ? part : textOfDate(part);
    const date = text === null ? null : readDate(text.trim());
    if (text === null || date === null) return { ok: false, what: describe(part) };
    dates.add(date);
    if (isMidnightFurtherEast(text)) dates.add(dayAfter(date));
  }
  return dates.size === 0 && raw.length > 0 ? { ok: false, what: 'it holds no date' } : { ok: true, dates };
}

/**
 * A host writes the midnight with which 24 December begins in Berlin as `2026-12-23T23:00:00.000Z`. No zone is more than 14 hours ahead
 * of UTC, so midnight there is ten in the morning or later in UTC.
 */
function isMidnightFurtherEast(text: string): boolean {
  const hour = /T(\d{2}):\d{2}(?::\d{2}(?:\.\d+)?)?(?:Z|[+-]00:?00)\s*$/i.exec(text)?.[1];
  return hour !== undefined && Number(hour) >= 10;
}

function dayAfter(date: string): string {
  return new Date(Date.parse(`${date}T00:00:00Z`) + dayMs).toISOString().slice(0, 10);
}

function readDate(text: string): string | null {
  const date = /^(\d{4}-\d{2}-\d{2})(?:$|T)/.exec(text)?.[1];
  if (date === undefined) return null;
  const ms = Date.parse(`${date}T00:00:00Z`);
  // 31 February would roll over into March.
  return !Number.isNaN(ms) && new Date(ms).toISOString().startsWith(date) ? date : null;
}

function describe(part: unknown): string {
  if (typeof part === 'string' || typeof part === 'number') return `"${String(part).slice(0, 40)}" is not a valid date`;
  if (isDateValue(part)) return 'a date that was mapped is invalid: it was made of a text that is no date';
  return typeof part === 'object' && !Array.isArray(part) ? 'a whole record was mapped instead of the date in it' : 'a value that is not text is not a valid date';
}
