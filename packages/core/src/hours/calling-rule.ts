import type { InputProblem } from '../errors/iqra-error.ts';
import { fieldErrors } from '../fields/field.ts';
import { parseCustomHours } from './custom-hours.ts';
import { holidayWindows, holidayYears, parseHolidayDates } from './holidays.ts';
import { hoursErrors } from './hours-errors.ts';
import { defaultWeekOf, describeDefaultHours, hoursOfLine, stateHoursOf } from './hours-of-line.ts';
import { callingHoursPresets, describePreset, isCallingHoursPresetId, type CallingHoursPreset } from './presets.ts';
import { describeHours, intersectIntervals, weekdayOf, type DayWindow, type WeeklyHours } from './weekly-hours.ts';
import type { PhoneLine } from './zones-of-number.ts';

/** The calling hours that apply to a call, ready to be asked. */
export interface CallingRule extends WeeklyHours {
  /** The preset's id, or `custom`. */
  readonly id: string;
  /** The hours in words, for sentences: `Australia (Mon-Fri 09:00-20:00; Sat 09:00-17:00; closed on public holidays)`. */
  readonly description: string;
  /** Whose numbers the hours are made for, as ISO 3166 alpha-2; `null` for custom hours. */
  readonly country: string | null;
  /** Outside these years the hours stay closed, because their holidays are not known; `null` where no holiday table is used. */
  readonly holidayYears: readonly [first: number, last: number] | null;
}

/** The fields of the form that choose the hours. */
export interface CallingHoursChoice {
  readonly callingHours: string;
  readonly customHours?: string;
  readonly holidayDates?: string | readonly unknown[];
}

/** The hours of the number's own country, which are those that count when nothing is chosen (docs/decisions/0044-hours-default-recipient-country.md). */
const recipientCountryHours = 'recipient_country';

/**
 * Reads the chosen hours, or reports what is wrong with them. `null` = no check is wanted, or a problem was reported. `line` decides
 * where the hours of the recipient's country are chosen; without one they are those of countries without a preset.
 */
export function readCallingRule(choice: CallingHoursChoice, problems: InputProblem[], line: PhoneLine | null = null): CallingRule | null {
  const extra = parseHolidayDates(choice.holidayDates ?? []);
  if (!extra.ok) problems.push(hoursErrors.problem('HOLIDAY_DATE', 'holidayDates', { what: extra.what }));
  const rule = ruleWithoutExtraDates(choice, problems, line);
  if (rule === null || !extra.ok || extra.dates.size === 0) return rule;
  const holiday = (date: string): readonly DayWindow[] | null => (extra.dates.has(date) ? [] : (rule.holiday?.(date) ?? null));
  return { ...rule, holiday };
}

function ruleWithoutExtraDates({ callingHours, customHours = '' }: CallingHoursChoice, problems: InputProblem[], line: PhoneLine | null): CallingRule | null {
  const isFilled = customHours.trim() !== '';
  // Hours that somebody wrote down are meant: left out beside them, or off, the choice would make them void in silence.
  if (callingHours === 'custom' || (isFilled && (callingHours === 'off' || callingHours === recipientCountryHours))) return customRule(customHours, problems);
  if (callingHours === 'off') return null;
  if (callingHours === recipientCountryHours) return ruleOfCountry(line);
  if (!isCallingHoursPresetId(callingHours)) {
    problems.push(unknownHours(callingHours));
    return null;
  }
  const rule = presetRule(callingHours, callingHoursPresets[callingHours]);
  if (isFilled) problems.push(hoursErrors.problem('HOURS_CONFLICT', 'customHours', { hours: rule.description }));
  return rule;
}

function ruleOfCountry(line: PhoneLine | null): CallingRule {
  const hours = line === null ? null : hoursOfLine(line);
  if (hours !== null) return presetRule(hours.id, hours.preset);
  const weekly = defaultWeekOf(line?.country ?? null);
  return { id: recipientCountryHours, description: describeDefaultHours(weekly), country: null, holidayYears: null, weekly };
}

function unknownHours(value: string): InputProblem {
  const offered = ['off', recipientCountryHours, ...Object.keys(callingHoursPresets), 'custom'].join(', ');
  return fieldErrors.problem('NOT_OFFERED', 'callingHours', { value: value.slice(0, 40), label: 'Calling Hours', offered });
}

function customRule(text: string, problems: InputProblem[]): CallingRule | null {
  const hours = parseCustomHours(text);
  if (hours.ok) {
    return { id: 'custom', description: `Custom (${describeHours(hours.weekly)})`, country: null, holidayYears: null, weekly: hours.weekly };
  }
  problems.push({ field: 'customHours', ...hours.complaint });
  return null;
}

function presetRule(id: string, preset: CallingHoursPreset): CallingRule {
  const { country, weekly, holidays, shortDays = {} } = preset;
  const description = describePreset(preset);
  if (holidays === undefined) return { id, description, country, holidayYears: null, weekly };
  const special = holidayWindows(holidays, weekly, preset.eveWindows ?? null);
  const holiday = (date: string): readonly DayWindow[] | null => special(date) ?? shortWindows(date, shortDays, weekly);
  return { id, description, country, holidayYears, weekly, holiday };
}

/** A day that is short every year stays closed where its weekday is, and keeps what is narrower. */
function shortWindows(date: string, shortDays: Readonly<Record<string, readonly DayWindow[]>>, weekly: WeeklyHours['weekly']): readonly DayWindow[] | null {
  const short = shortDays[date.slice(5)];
  const usual = weekly[weekdayOf(Date.parse(`${date}T00:00:00Z`))] ?? [];
  return short === undefined ? null : intersectIntervals(usual, short);
}

/** What a user should know about hours that may not fit the number; the call is planned all the same. Whole sentences. */
export function warnAboutRule(rule: CallingRule, line: PhoneLine): readonly string[] {
  if (rule.country !== null && line.country !== null && rule.country !== line.country) {
    return [`Calling Hours ${rule.description} are made for numbers of ${rule.country}; this number belongs to ${line.country}.`];
  }
  const narrower = rule.id === 'us_federal' ? stateHoursOf(line) : null;
  if (narrower === null) return [];
  return [`The number can be in a state with narrower calling hours, ${describePreset(narrower.preset)}. Calling Hours "Recipient's country" keeps to them.`];
}
