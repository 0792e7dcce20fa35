import type { CallingHoursPreset, SourceGrade } from './calling-hours-preset.ts';
import type { HolidayCountry } from './holidays.ts';
import { onDays, weekdays, workdays, type DayWindow, type WeeklyWindows } from './weekly-hours.ts';

const hours = (start: number, end: number): DayWindow => [start * 60, end * 60];
const daily = (start: number, end: number): WeeklyWindows => onDays(weekdays, hours(start, end));
const notOnSundays = (start: number, end: number): WeeklyWindows => onDays([...workdays, 6], hours(start, end));
const onWorkdays = (start: number, end: number): WeeklyWindows => onDays(workdays, hours(start, end));

/** Two pages of the trade that say the same of a state. */
const trade = 'as told in the trade (dropcowboy.com, clickpointsoftware.com)';

/**
 * Hours of states of the United States that are narrower than the federal ones, by the two letters of the state. Where a state has
 * hours of their own for devices that dial and speak by themselves, it is those: an AI voice may count as one.
 */
export const usStateHours: Readonly<Record<string, CallingHoursPreset>> = {
  AL: state('Alabama', notOnSundays(8, 20), `telephone solicitation rules of the Public Service Commission, ${trade}`, 'B', 'US-AL'),
  CA: state('California', daily(9, 21), 'Public Utilities Code 2872(c), devices that dial and announce (codes.findlaw.com)', 'A'),
  CT: state('Connecticut', daily(9, 20), 'General Statutes 42-288a as told in the trade (dropcowboy.com; clickpointsoftware.com says until 21)', 'B/?'),
  IL: state('Illinois', daily(9, 21), 'Automatic Telephone Dialers Act, 815 ILCS 305, recorded voices, as told in the trade (clickpointsoftware.com)', 'B'),
  KY: state('Kentucky', daily(10, 21), `KRS 367.46955, ${trade}`, 'B'),
  LA: state('Louisiana', notOnSundays(8, 20), `Do Not Call order of the Public Service Commission, ${trade}; none in a state of emergency`, 'B', 'US-LA'),
  MA: state('Massachusetts', daily(8, 20), '201 CMR 12.02(2) (regulations.justia.com)', 'A'),
  MD: state('Maryland', daily(8, 20), 'Stop the Spam Calls Act of 2023 (dnc.com, wmar2news.com); also at most 3 calls in 24 hours', 'B'),
  ME: state('Maine', onWorkdays(9, 17), '10 MRSA 1498(3), automated calling devices, weekdays (legislature.maine.gov)', 'A/B'),
  MI: state('Michigan', daily(9, 21), `MCL 445.111b, ${trade}`, 'B'),
  MN: state('Minnesota', daily(9, 21), `Minnesota Statutes 325E.30, ${trade}`, 'B'),
  MS: state('Mississippi', notOnSundays(8, 20), 'Mississippi Code 77-3-723 (getpocketlaw.com, dnc.com)', 'A'),
  NE: state('Nebraska', { ...notOnSundays(8, 21), 7: [hours(13, 21)] }, '291 NAC 11-003, recorded voices: from 13 on Sundays and holidays (leadmanagerhelp.clickpointsoftware.com)', 'B', 'US'),
  NM: state('New Mexico', daily(9, 21), 'NMSA 57-12-22(B)(5) (law.justia.com)', 'A'),
  NV: state('Nevada', daily(9, 20), `NRS 598.0918 ${trade}; devices that dial and announce 9 to 21, NRS 597.814`, 'A/B'),
  OR: state('Oregon', daily(8, 20), 'House Bill 3865 of 2025, in force since 2026 (jdsupra.com); also at most 3 calls in 24 hours', 'A/B'),
  PA: state('Pennsylvania', daily(8, 21), '73 P.S. 2245(a)(1) and (10): none on legal holidays (govt.westlaw.com, jenkinslaw.org)', 'A', 'US-PA'),
  RI: state(
    'Rhode Island',
    { ...onWorkdays(9, 18), 6: [hours(10, 17)] },
    'General Laws 5-61-2(2) and 5-61-3.6 (instalawyer.io, webserver.rilin.state.ri.us)',
    'A',
    'US-RI',
  ),
  SD: state('South Dakota', onWorkdays(9, 21), 'Codified Laws 37-30-28, automated dialing, weekdays (legis.state.sd.us)', 'A'),
  TX: state('Texas', { ...notOnSundays(9, 21), 7: [hours(12, 21)] }, 'Business and Commerce Code 301.051, before 37.02 (law.justia.com, legalclarity.org)', 'A/B'),
  UT: state('Utah', notOnSundays(8, 21), 'Utah Code 13-25a-103(3): without consent, none on Sundays and legal holidays (codes.findlaw.com)', 'A', 'US-UT'),
};

function state(name: string, weekly: WeeklyWindows, source: string, grade: SourceGrade, holidays?: HolidayCountry): CallingHoursPreset {
  return { label: `United States, ${name}`, country: 'US', weekly, source, checkedOn: '2026-11-30', grade, ...(holidays === undefined ? {} : { holidays }) };
}
