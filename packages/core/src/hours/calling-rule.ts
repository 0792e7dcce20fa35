import type { InputProblem } from '../errors/iqra-error.ts';
import { parseCustomHours } from './custom-hours.ts';
import { describeHours } from './describe-hours.ts';
import { parseHolidayDates } from './holiday-dates.ts';
import { callingHoursPresets, isCallingHoursPresetId, type CallingHoursPreset } from './presets.ts';
import { holidayWindows, holidayYears } from './public-holidays.ts';
import type { DayWindow, WeeklyHours } from './weekly-hours.ts';

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

/** Reads the chosen hours, or reports what is wrong with them. `null` = no check is wanted, or a problem was reported. */
export function readCallingRule(choice: CallingHoursChoice, problems: InputProblem[]): CallingRule | null {
  const extra = parseHolidayDates(choice.holidayDates ?? []);
  if (!extra.ok) problems.push({ field: 'holidayDates', code: extra.code, message: extra.message });
  if (choice.callingHours === 'off') return null;
  const rule = ruleWithoutExtraDates(choice, problems);
  if (rule === null || !extra.ok || extra.dates.size === 0) return rule;
  const holiday = (date: string): readonly DayWindow[] | null => (extra.dates.has(date) ? [] : (rule.holiday?.(date) ?? null));
  return { ...rule, holiday };
}

function ruleWithoutExtraDates(choice: CallingHoursChoice, problems: InputProblem[]): CallingRule | null {
  if (choice.callingHours === 'custom') return customRule(choice.customHours ?? '', problems);
  if (isCallingHoursPresetId(choice.callingHours)) return presetRule(choice.callingHours, callingHoursPresets[choice.callingHours]);
  const known = ['off', ...Object.keys(callingHoursPresets), 'custom'].join(', ');
  problems.push({
    field: 'callingHours',
    code: 'NOT_OFFERED',
    message: `Calling Hours does not know the value "${choice.callingHours.slice(0, 40)}"; it offers ${known}.`,
  });
  return null;
}

function customRule(text: string, problems: InputProblem[]): CallingRule | null {
  const hours = parseCustomHours(text);
  if (hours.ok) {
    return { id: 'custom', description: `Custom (${describeHours(hours.weekly)})`, country: null, holidayYears: null, weekly: hours.weekly };
  }
  problems.push({ field: 'customHours', code: hours.code, message: hours.message });
  return null;
}

function presetRule(id: string, preset: CallingHoursPreset): CallingRule {
  const { label, country, weekly, holidays } = preset;
  if (holidays === undefined) return { id, description: `${label} (${describeHours(weekly)})`, country, holidayYears: null, weekly };
  return {
    id,
    description: `${label} (${describeHours(weekly)}; closed on public holidays)`,
    country,
    holidayYears,
    weekly,
    holiday: holidayWindows(holidays, weekly, preset.eveWindows ?? null),
  };
}
