import type { HolidayCountry } from './holidays.ts';
import { describeHours, onDays, weekdays, workdays, type DayWindow, type Weekday, type WeeklyWindows } from './weekly-hours.ts';

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

const weekend: readonly Weekday[] = [6, 7];
const saturday: readonly Weekday[] = [6];
const checkedOn = '2026-11-24';
const addedOn = '2026-11-29';
const addedLater = '2026-11-30';

const hours = (start: number, end: number): DayWindow => [start * 60, end * 60];

export const callingHoursPresets = {
  us_federal: {
    label: 'United States, Federal', country: 'US', checkedOn, grade: 'A',
    weekly: onDays(weekdays, hours(8, 21)),
    source: '47 CFR 64.1200(c)(1): 8 to 21 at the called party\'s location (saxton.org/tcpa/47CFR64.php)',
  },
  us_strict: {
    label: 'United States, Strict', country: 'US', holidays: 'US', checkedOn: addedLater, grade: 'B',
    weekly: onDays(workdays, hours(10, 17)),
    source: 'derived: inside the hours of every state of the table below, so from 10 as in Kentucky, until 17 on weekdays as in Maine',
  },
  us_florida: {
    label: 'United States, Florida', country: 'US', checkedOn, grade: 'A',
    weekly: onDays(weekdays, hours(8, 20)),
    source: 'Florida Statutes 501.616 (lawserver.com); also at most 3 calls in 24 hours',
  },
  us_oklahoma: {
    label: 'United States, Oklahoma', country: 'US', checkedOn, grade: 'A/B',
    weekly: onDays(weekdays, hours(8, 20)),
    source: 'Oklahoma Telephone Solicitation Act of 2022 (allaboutadvertisinglaw.com); also at most 3 calls in 24 hours; prerecorded devices 9 to 21',
  },
  us_washington: {
    label: 'United States, Washington', country: 'US', checkedOn, grade: 'A',
    weekly: onDays(weekdays, hours(8, 20)),
    source: 'RCW 19.158.040(2) (app.leg.wa.gov)',
  },
  canada: {
    label: 'Canada', country: 'CA', checkedOn, grade: 'B',
    weekly: { ...onDays(workdays, hours(9, 21.5)), ...onDays(weekend, hours(10, 18)) },
    source: 'CRTC telemarketing rules as told by a carrier (northerntel.ca)',
  },
  australia: {
    label: 'Australia', country: 'AU', holidays: 'AU', checkedOn, grade: 'A',
    weekly: { ...onDays(workdays, hours(9, 20)), ...onDays(saturday, hours(9, 17)) },
    source: 'Telemarketing and Research Calls Industry Standard 2017 (donotcall.gov.au)',
  },
  france: {
    label: 'France', country: 'FR', holidays: 'FR', checkedOn, grade: 'A/B',
    weekly: onDays(workdays, hours(10, 13), hours(14, 20)),
    source: 'decree 2022-1313 (cms.law, echodumardi.com); also at most 4 calls in 30 days; prior consent required since 2026-08-11',
  },
  spain: {
    label: 'Spain', country: 'ES', holidays: 'ES', checkedOn, grade: 'A/B',
    weekly: onDays(workdays, hours(9, 21)),
    source: 'art. 96.2 LGDCU as quoted by the press (huffingtonpost.es, xatakamovil.com); automated systems need prior consent',
  },
  italy: {
    label: 'Italy', country: 'IT', holidays: 'IT', checkedOn, grade: 'B',
    weekly: { ...onDays(workdays, hours(9, 20)), ...onDays(saturday, hours(10, 19)) }, eveWindows: [hours(10, 19)],
    source: 'code of conduct for telemarketing, binding on its members (lanazione.it, October 2024)',
  },
  india: {
    label: 'India', country: 'IN', checkedOn, grade: 'B/?',
    weekly: onDays(weekdays, hours(10, 21)),
    source: 'inside both TRAI 2010 (9 to 21) and an unconfirmed reading of TCCCPR 2018 (10 to 21) (indianexpress.com)',
  },
  uae: {
    label: 'United Arab Emirates', country: 'AE', checkedOn, grade: 'B',
    weekly: onDays(weekdays, hours(9, 18)),
    source: 'Cabinet Resolution 56 of 2024 (emirates247.com); also at most 1 call a day and 2 a week; licence needed',
  },
  united_kingdom: {
    label: 'United Kingdom', country: 'GB', checkedOn: addedOn, grade: 'B/?',
    weekly: { ...onDays(workdays, hours(8, 21)), 6: [hours(9, 21)], 7: [hours(10, 16)] },
    source: 'no law sets hours; code of the Direct Marketing Association as told in the trade (callcentrehelper.com), Sundays as most callers keep them',
  },
  germany: {
    label: 'Germany', country: 'DE', holidays: 'DE', checkedOn: addedOn, grade: 'B',
    weekly: { ...onDays(workdays, hours(8, 20)), ...onDays(saturday, hours(9, 18)) },
    source: 'no law sets hours; industry code of DDV and CCV since 2015, told to the regulator (general-anzeiger-bonn.de, haufe.de); prior consent required (UWG 7)',
  },
  austria: {
    label: 'Austria', country: 'AT', holidays: 'AT', checkedOn: addedOn, grade: '?',
    weekly: { ...onDays(workdays, hours(8, 20)), ...onDays(saturday, hours(9, 18)) },
    source: 'no law and no code with hours found; the German code is taken; prior consent required (TKG 174, rtr.at)',
  },
  switzerland: {
    label: 'Switzerland', country: 'CH', holidays: 'CH', checkedOn: addedOn, grade: 'B',
    weekly: { ...onDays(workdays, hours(8, 20.5)), ...onDays(saturday, hours(9, 16)) },
    source: 'no law sets hours; code of the call centres, which Swisscom\'s filter applies (callcenterschweiz24.ch, swisscom.ch)',
  },
  netherlands: {
    label: 'Netherlands', country: 'NL', holidays: 'NL', checkedOn: addedOn, grade: 'B',
    weekly: { ...onDays(workdays, hours(9, 22)), ...onDays(saturday, hours(10, 16)) }, shortDays: { '05-04': [hours(9, 18.5)], '12-05': [hours(9, 18.5)], '12-24': [hours(9, 18.5)] },
    source: 'Code Telemarketing 2012, art. 9, of the advertising code foundation (checksrc.nl)',
  },
  brazil: {
    label: 'Brazil', country: 'BR', holidays: 'BR', checkedOn: addedOn, grade: 'B/?',
    weekly: onDays(workdays, hours(9, 18)),
    source: 'no federal law found; inside the narrowest state law seen, Rio de Janeiro 7.853/2018: weekdays 8 to 18 (extra.globo.com)',
  },
  mexico: {
    label: 'Mexico', country: 'MX', holidays: 'MX', checkedOn: addedOn, grade: '?',
    weekly: onDays(workdays, hours(9, 19)),
    source: 'no law in force found; inside the Senate\'s proposal of 2019, weekdays 8 to 19, none on holidays (regeneracion.mx)',
  },
  japan: {
    label: 'Japan', country: 'JP', checkedOn: addedOn, grade: 'B',
    weekly: onDays(weekdays, hours(8, 21)),
    source: 'circular on the Act on Specified Commercial Transactions: 21 to 8 is an unsuitable time (crd.ndl.go.jp, renove-station.com)',
  },
  singapore: {
    label: 'Singapore', country: 'SG', holidays: 'SG', checkedOn: addedOn, grade: 'B/?',
    weekly: { ...onDays(workdays, hours(9, 20)), ...onDays(saturday, hours(9, 18)) },
    source: 'the Personal Data Protection Act sets no hours; inside what a vendor tells: weekdays 8 to 21, Saturday 9 to 18 (coldcall.sg)',
  },
  south_africa: {
    label: 'South Africa', country: 'ZA', holidays: 'ZA', checkedOn: addedOn, grade: 'A',
    weekly: { ...onDays(workdays, hours(8, 20)), ...onDays(saturday, hours(9, 13)) },
    source: 'notice 293 of 2011 under section 12(2) of the Consumer Protection Act (acts.co.za)',
  },
  colombia: {
    label: 'Colombia', country: 'CO', holidays: 'CO', checkedOn: addedLater, grade: 'B/?',
    weekly: { ...onDays(workdays, hours(8, 19)), ...onDays(saturday, hours(8, 15)) },
    source: 'law 2300 of 2023 as told by the press (lafm.com.co, pulzo.com): 7 to 19, Saturdays 8 to 15; made for lenders and collectors, extended to advertising; opened at 8 here',
  },
  vietnam: {
    label: 'Vietnam', country: 'VN', checkedOn: addedLater, grade: 'B',
    weekly: onDays(weekdays, hours(8, 17)),
    source: 'decree 91/2020 on advertising calls as told by the press (saigoneer.com, legalcentrix.com); also at most 1 call a day',
  },
  norway: {
    label: 'Norway', country: 'NO', holidays: 'NO', checkedOn: addedLater, grade: 'A',
    weekly: onDays(workdays, hours(9, 21)),
    source: 'Marketing Control Act (markedsforingsloven), section 14: none on Saturdays and holy days, on workdays 9 to 21 (regjeringen.no, ndla.no)',
  },
} as const satisfies Record<string, CallingHoursPreset>;

export type CallingHoursPresetId = keyof typeof callingHoursPresets;

export function isCallingHoursPresetId(value: string): value is CallingHoursPresetId {
  return Object.hasOwn(callingHoursPresets, value);
}

/** `Australia (Mon-Fri 09:00-20:00; Sat 09:00-17:00; closed on public holidays)`. */
export function describePreset({ label, weekly, holidays }: CallingHoursPreset): string {
  return `${label} (${describeHours(weekly)}${holidays === undefined ? '' : '; closed on public holidays'})`;
}

/** What a form offers as calling hours, in its order: the recipient's country, off, each preset, custom. */
export function callingHoursChoices(): readonly { readonly value: string; readonly label: string }[] {
  const presets: readonly (readonly [string, CallingHoursPreset])[] = Object.entries(callingHoursPresets);
  return [
    { value: 'recipient_country', label: "Recipient's country" },
    { value: 'off', label: 'Off (call at any hour)' },
    { value: 'custom', label: 'Custom (write them into Custom Hours)' },
    ...presets.map(([value, preset]) => ({ value, label: describePreset(preset) })),
  ];
}
