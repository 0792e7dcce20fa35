import type { HolidayCountry } from './public-holidays.ts';
import { onDays, weekdays, type DayWindow, type Weekday, type WeeklyWindows } from './weekly-hours.ts';

/** How sure the source is: A = statute or regulator seen, B = press or vendor page seen, ? = unsure. */
export type SourceGrade = 'A' | 'A/B' | 'B' | 'B/?' | '?';

/** Calling hours for marketing calls as a public source states them. A help for decent timing, not legal advice. */
export interface CallingHoursPreset {
  readonly label: string;
  /** ISO 3166 alpha-2: whose numbers the hours are made for. */
  readonly country: string;
  readonly weekly: WeeklyWindows;
  /** Closed on this country's public holidays. */
  readonly holidays?: HolidayCountry;
  /** Narrower hours on the day before a public holiday. */
  readonly eveWindows?: readonly DayWindow[];
  readonly source: string;
  /** The day on which the source was looked at. */
  readonly checkedOn: string;
  readonly grade: SourceGrade;
}

const workdays: readonly Weekday[] = [1, 2, 3, 4, 5];
const weekend: readonly Weekday[] = [6, 7];
const saturday: readonly Weekday[] = [6];
const checkedOn = '2026-11-24';

const hours = (start: number, end: number): DayWindow => [start * 60, end * 60];

export const callingHoursPresets = {
  us_federal: {
    label: 'United States, Federal',
    country: 'US',
    weekly: onDays(weekdays, hours(8, 21)),
    source: '47 CFR 64.1200(c)(1): 8 to 21 at the called party\'s location (saxton.org/tcpa/47CFR64.php)',
    checkedOn,
    grade: 'A',
  },
  us_strict: {
    label: 'United States, Strict',
    country: 'US',
    weekly: onDays([...workdays, ...saturday], hours(10, 18)),
    holidays: 'US',
    source: 'derived: inside the weekday hours of every state whose hours were seen in full; Saturday is unproven for Rhode Island',
    checkedOn,
    grade: '?',
  },
  us_florida: {
    label: 'United States, Florida',
    country: 'US',
    weekly: onDays(weekdays, hours(8, 20)),
    source: 'Florida Statutes 501.616 (lawserver.com); also at most 3 calls in 24 hours',
    checkedOn,
    grade: 'A',
  },
  us_oklahoma: {
    label: 'United States, Oklahoma',
    country: 'US',
    weekly: onDays(weekdays, hours(8, 20)),
    source: 'Oklahoma Telephone Solicitation Act of 2022 (allaboutadvertisinglaw.com); also at most 3 calls in 24 hours; prerecorded devices 9 to 21',
    checkedOn,
    grade: 'A/B',
  },
  us_washington: {
    label: 'United States, Washington',
    country: 'US',
    weekly: onDays(weekdays, hours(8, 20)),
    source: 'RCW 19.158.040(2) (app.leg.wa.gov)',
    checkedOn,
    grade: 'A',
  },
  canada: {
    label: 'Canada',
    country: 'CA',
    weekly: { ...onDays(workdays, hours(9, 21.5)), ...onDays(weekend, hours(10, 18)) },
    source: 'CRTC telemarketing rules as told by a carrier (northerntel.ca)',
    checkedOn,
    grade: 'B',
  },
  australia: {
    label: 'Australia',
    country: 'AU',
    weekly: { ...onDays(workdays, hours(9, 20)), ...onDays(saturday, hours(9, 17)) },
    holidays: 'AU',
    source: 'Telemarketing and Research Calls Industry Standard 2017 (donotcall.gov.au)',
    checkedOn,
    grade: 'A',
  },
  france: {
    label: 'France',
    country: 'FR',
    weekly: onDays(workdays, hours(10, 13), hours(14, 20)),
    holidays: 'FR',
    source: 'decree 2022-1313 (cms.law, echodumardi.com); also at most 4 calls in 30 days; prior consent required since 2026-08-11',
    checkedOn,
    grade: 'A/B',
  },
  spain: {
    label: 'Spain',
    country: 'ES',
    weekly: onDays(workdays, hours(9, 21)),
    holidays: 'ES',
    source: 'art. 96.2 LGDCU as quoted by the press (huffingtonpost.es, xatakamovil.com); automated systems need prior consent',
    checkedOn,
    grade: 'A/B',
  },
  italy: {
    label: 'Italy',
    country: 'IT',
    weekly: { ...onDays(workdays, hours(9, 20)), ...onDays(saturday, hours(10, 19)) },
    holidays: 'IT',
    eveWindows: [hours(10, 19)],
    source: 'code of conduct for telemarketing, binding on its members (lanazione.it, October 2024)',
    checkedOn,
    grade: 'B',
  },
  india: {
    label: 'India',
    country: 'IN',
    weekly: onDays(weekdays, hours(10, 21)),
    source: 'inside both TRAI 2010 (9 to 21) and an unconfirmed reading of TCCCPR 2018 (10 to 21) (indianexpress.com)',
    checkedOn,
    grade: 'B/?',
  },
  uae: {
    label: 'United Arab Emirates',
    country: 'AE',
    weekly: onDays(weekdays, hours(9, 18)),
    source: 'Cabinet Resolution 56 of 2024 (emirates247.com); also at most 1 call a day and 2 a week; licence needed',
    checkedOn,
    grade: 'B',
  },
} as const satisfies Record<string, CallingHoursPreset>;

export type CallingHoursPresetId = keyof typeof callingHoursPresets;

export function isCallingHoursPresetId(value: string): value is CallingHoursPresetId {
  return Object.hasOwn(callingHoursPresets, value);
}
