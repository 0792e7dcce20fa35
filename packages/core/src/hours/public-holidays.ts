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

/** True on a nationwide public holiday, and on every day of a year that the table does not know. `date` = `YYYY-MM-DD`. */
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
    const isEve = isPublicHoliday(country, new Date(midnightMs + dayMs).toISOString().slice(0, 10));
    return isEve && weekly[weekdayOf(midnightMs)] !== undefined ? eveWindows : null;
  };
}
