import type { HolidayCountry } from './holidays.ts';
import type { DayWindow, WeeklyWindows } from './weekly-hours.ts';

/** How sure the source is: A = statute or regulator seen, B = press or vendor page seen, ? = unsure. */
export type SourceGrade = 'A' | 'A/B' | 'B' | 'B/?' | '?';

/** Calling hours for marketing calls as a public source states them. They help to call at reasonable hours; they are not legal advice. */
export interface CallingHoursPreset {
  readonly label: string;
  /** ISO 3166 alpha-2: whose numbers the hours are made for. */
  readonly country: string;
  readonly weekly: WeeklyWindows;
  /** Closed on this country's public holidays. */
  readonly holidays?: HolidayCountry;
  /** Narrower hours on the day before a public holiday. */
  readonly eveWindows?: readonly DayWindow[];
  /** Narrower hours on one day of every year, by `MM-DD`. */
  readonly shortDays?: Readonly<Record<string, readonly DayWindow[]>>;
  readonly source: string;
  /** The day on which the source was looked at. */
  readonly checkedOn: string;
  readonly grade: SourceGrade;
}
