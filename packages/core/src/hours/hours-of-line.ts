import { usStateTable } from './generated/us-state-table.ts';
import type { HolidayCountry } from './holidays.ts';
import { callingHoursPresets, isCallingHoursPresetId, type CallingHoursPreset, type CallingHoursPresetId, type SourceGrade } from './presets.ts';
import { describeHours, onDays, weekdays, workdays, type DayWindow, type Weekday, type WeeklyWindows } from './weekly-hours.ts';
import type { PhoneLine } from './zones-of-number.ts';

const hours = (start: number, end: number): DayWindow => [start * 60, end * 60];
const daily = (start: number, end: number): WeeklyWindows => onDays(weekdays, hours(start, end));
const notOnSundays = (start: number, end: number): WeeklyWindows => onDays([...workdays, 6], hours(start, end));
const onWorkdays = (start: number, end: number): WeeklyWindows => onDays(workdays, hours(start, end));

/** Two pages of the trade that say the same of a state. */
const trade = 'as told in the trade (dropcowboy.com, clickpointsoftware.com)';

/**
 * Hours of states of the United States that are narrower than the federal ones, by the two letters of the state. Where a state has
 * hours of their own for devices that dial and speak by themselves, it is those: an AI voice may count as one (docs/decisions/0046-hours-of-us-states.md).
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

/** Two letters of the US state (or DC) of the number's area code; `null` outside the US, for toll-free and for unknown area codes. */
export function usStateOf(line: PhoneLine): string | null {
  if (line.country !== 'US') return null;
  const row = usStateTable.split('\n').find((areaCodes) => areaCodes.includes(` ${line.e164.slice(2, 5)}`));
  return row?.slice(0, 2) ?? null;
}

/** States whose hours can be chosen too. Florida's and Oklahoma's laws presume the state by the area code. */
const presetOfUsState: Readonly<Record<string, CallingHoursPresetId>> = { FL: 'us_florida', OK: 'us_oklahoma', WA: 'us_washington' };

/** Hours with the name under which details show them. */
interface NamedHours {
  readonly id: string;
  readonly preset: CallingHoursPreset;
}

const named = (id: CallingHoursPresetId): NamedHours => ({ id, preset: callingHoursPresets[id] });

/**
 * The narrower hours of the US state of the number's area code; `null` where that state has none, and for numbers of other countries. A
 * US number whose state is not known (a toll-free one, say) can be in any of them.
 */
export function stateHoursOf(line: PhoneLine): NamedHours | null {
  if (line.country !== 'US') return null;
  const state = usStateOf(line);
  if (state === null) return named('us_strict');
  const chosen = presetOfUsState[state];
  if (chosen !== undefined) return named(chosen);
  const preset = usStateHours[state];
  return preset === undefined ? null : { id: `us_${state.toLowerCase()}`, preset };
}

/** The hours of a number's state, else the first preset of its country, which is the widest that its law allows; `null` where there is none. */
export function hoursOfLine(line: PhoneLine): NamedHours | null {
  const ids = Object.keys(callingHoursPresets).filter(isCallingHoursPresetId);
  const country = countryOfLaw[line.country ?? ''] ?? line.country;
  const id = ids.find((one) => callingHoursPresets[one].country === country);
  return stateHoursOf(line) ?? (id === undefined ? null : named(id));
}

/**
 * Territories with a country code of their own that keep another country's hours, by their own clocks: France's overseas, Australia's
 * islands, those around Great Britain, and Svalbard.
 */
const countryOfLaw: Readonly<Record<string, string>> = {
  GP: 'FR', MQ: 'FR', GF: 'FR', RE: 'FR', YT: 'FR', PM: 'FR', BL: 'FR', MF: 'FR', CC: 'AU', CX: 'AU', NF: 'AU', GG: 'GB', JE: 'GB', IM: 'GB', SJ: 'NO',
};

const evening = hours(9, 20);

const defaultWeek: WeeklyWindows = { ...onDays(workdays, evening), 6: [hours(10, 18)] };

const fridayAndSaturday: readonly Weekday[] = [5, 6];

/**
 * Countries whose days of rest are not Saturday and Sunday (Unicode CLDR, weekData; Bangladesh, the Maldives and Palestine by their
 * governments' working weeks). Friday prayers and the Sabbath are as little a time for calls there as a Sunday is elsewhere.
 */
const restDaysOfCountry: Readonly<Record<string, readonly Weekday[]>> = {
  AF: [4, 5],
  IR: [5],
  ...Object.fromEntries('BD BH DZ EG IL IQ JO KW LY MV OM PS QA SA SD SY YE'.split(' ').map((country) => [country, fridayAndSaturday])),
};

/** The week of a country without a preset (ISO 3166 alpha-2, `null` for none): closed on its own days of rest. */
export function defaultWeekOf(country: string | null): WeeklyWindows {
  const restDays = restDaysOfCountry[country ?? ''];
  return restDays === undefined ? defaultWeek : onDays(weekdays.filter((day) => !restDays.includes(day)), evening);
}

/** `Countries without a preset (Mon-Fri 09:00-20:00; Sat 10:00-18:00)`. */
export function describeDefaultHours(weekly: WeeklyWindows = defaultWeek): string {
  return `Countries without a preset (${describeHours(weekly)})`;
}
