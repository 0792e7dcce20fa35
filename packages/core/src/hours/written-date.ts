export interface CalendarDate {
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
export function readWrittenDate(text: string): CalendarDate | null {
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
