import type { CallingHoursPreset } from './calling-hours-preset.ts';
import { onDays, weekdays, type DayWindow, type Weekday } from './weekly-hours.ts';

const workdays: readonly Weekday[] = [1, 2, 3, 4, 5];
const weekend: readonly Weekday[] = [6, 7];
const saturday: readonly Weekday[] = [6];
const checkedOn = '2026-11-24';
const addedOn = '2026-11-29';
const addedLater = '2026-11-30';

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
  united_kingdom: {
    label: 'United Kingdom',
    country: 'GB',
    weekly: { ...onDays(workdays, hours(8, 21)), 6: [hours(9, 21)], 7: [hours(10, 16)] },
    source: 'no law sets hours; code of the Direct Marketing Association as told in the trade (callcentrehelper.com), Sundays as most callers keep them',
    checkedOn: addedOn,
    grade: 'B/?',
  },
  germany: {
    label: 'Germany',
    country: 'DE',
    weekly: { ...onDays(workdays, hours(8, 20)), ...onDays(saturday, hours(9, 18)) },
    holidays: 'DE',
    source: 'no law sets hours; industry code of DDV and CCV since 2015, told to the regulator (general-anzeiger-bonn.de, haufe.de); prior consent required (UWG 7)',
    checkedOn: addedOn,
    grade: 'B',
  },
  austria: {
    label: 'Austria',
    country: 'AT',
    weekly: { ...onDays(workdays, hours(8, 20)), ...onDays(saturday, hours(9, 18)) },
    holidays: 'AT',
    source: 'no law and no code with hours found; the German code is taken; prior consent required (TKG 174, rtr.at)',
    checkedOn: addedOn,
    grade: '?',
  },
  switzerland: {
    label: 'Switzerland',
    country: 'CH',
    weekly: { ...onDays(workdays, hours(8, 20.5)), ...onDays(saturday, hours(9, 16)) },
    holidays: 'CH',
    source: 'no law sets hours; code of the call centres, which Swisscom\'s filter applies (callcenterschweiz24.ch, swisscom.ch)',
    checkedOn: addedOn,
    grade: 'B',
  },
  netherlands: {
    label: 'Netherlands',
    country: 'NL',
    weekly: { ...onDays(workdays, hours(9, 22)), ...onDays(saturday, hours(10, 16)) },
    holidays: 'NL',
    shortDays: { '05-04': [hours(9, 18.5)], '12-05': [hours(9, 18.5)], '12-24': [hours(9, 18.5)] },
    source: 'Code Telemarketing 2012, art. 9, of the advertising code foundation (checksrc.nl)',
    checkedOn: addedOn,
    grade: 'B',
  },
  brazil: {
    label: 'Brazil',
    country: 'BR',
    weekly: onDays(workdays, hours(9, 18)),
    holidays: 'BR',
    source: 'no federal law found; inside the narrowest state law seen, Rio de Janeiro 7.853/2018: weekdays 8 to 18 (extra.globo.com)',
    checkedOn: addedOn,
    grade: 'B/?',
  },
  mexico: {
    label: 'Mexico',
    country: 'MX',
    weekly: onDays(workdays, hours(9, 19)),
    holidays: 'MX',
    source: 'no law in force found; inside the Senate\'s proposal of 2019, weekdays 8 to 19, none on holidays (regeneracion.mx)',
    checkedOn: addedOn,
    grade: '?',
  },
  japan: {
    label: 'Japan',
    country: 'JP',
    weekly: onDays(weekdays, hours(8, 21)),
    source: 'circular on the Act on Specified Commercial Transactions: 21 to 8 is an unsuitable time (crd.ndl.go.jp, renove-station.com)',
    checkedOn: addedOn,
    grade: 'B',
  },
  singapore: {
    label: 'Singapore',
    country: 'SG',
    weekly: { ...onDays(workdays, hours(9, 20)), ...onDays(saturday, hours(9, 18)) },
    holidays: 'SG',
    source: 'the Personal Data Protection Act sets no hours; inside what a vendor tells: weekdays 8 to 21, Saturday 9 to 18 (coldcall.sg)',
    checkedOn: addedOn,
    grade: 'B/?',
  },
  south_africa: {
    label: 'South Africa',
    country: 'ZA',
    weekly: { ...onDays(workdays, hours(8, 20)), ...onDays(saturday, hours(9, 13)) },
    holidays: 'ZA',
    source: 'notice 293 of 2011 under section 12(2) of the Consumer Protection Act (acts.co.za)',
    checkedOn: addedOn,
    grade: 'A',
  },
  colombia: {
    label: 'Colombia',
    country: 'CO',
    weekly: { ...onDays(workdays, hours(8, 19)), ...onDays(saturday, hours(8, 15)) },
    holidays: 'CO',
    source: 'law 2300 of 2023 as told by the press (lafm.com.co, pulzo.com): 7 to 19, Saturdays 8 to 15; made for lenders and collectors, extended to advertising; opened at 8 here',
    checkedOn: addedLater,
    grade: 'B/?',
  },
  vietnam: {
    label: 'Vietnam',
    country: 'VN',
    weekly: onDays(weekdays, hours(8, 17)),
    source: 'decree 91/2020 on advertising calls as told by the press (saigoneer.com, legalcentrix.com); also at most 1 call a day',
    checkedOn: addedLater,
    grade: 'B',
  },
} as const satisfies Record<string, CallingHoursPreset>;

export type CallingHoursPresetId = keyof typeof callingHoursPresets;

export function isCallingHoursPresetId(value: string): value is CallingHoursPresetId {
  return Object.hasOwn(callingHoursPresets, value);
}

/** Hours for numbers of countries without a preset, and for numbers of no country. */
export const defaultHours = {
  label: 'Countries without a preset',
  weekly: { ...onDays(workdays, hours(9, 20)), ...onDays(saturday, hours(10, 18)) },
} as const;
