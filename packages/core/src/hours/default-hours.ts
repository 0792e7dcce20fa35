import { onDays, weekdays, workdays, type DayWindow, type Weekday, type WeeklyWindows } from './weekly-hours.ts';

const evening: DayWindow = [9 * 60, 20 * 60];

/** Hours for numbers of countries without a preset, and for numbers of no country. */
export const defaultHours = {
  label: 'Countries without a preset',
  weekly: { ...onDays(workdays, evening), 6: [[10 * 60, 18 * 60]] },
} as const satisfies { readonly label: string; readonly weekly: WeeklyWindows };

const fridayAndSaturday: readonly Weekday[] = [5, 6];

/**
 * Countries whose days of rest are not Saturday and Sunday (Unicode CLDR, weekData; Bangladesh, the Maldives and Palestine by their
 * governments' working weeks). Friday prayers and the Sabbath are as little a time for calls there as a Sunday is elsewhere.
 */
const restDaysOfCountry: Readonly<Record<string, readonly Weekday[]>> = {
  AF: [4, 5],
  BD: fridayAndSaturday,
  BH: fridayAndSaturday,
  DZ: fridayAndSaturday,
  EG: fridayAndSaturday,
  IL: fridayAndSaturday,
  IQ: fridayAndSaturday,
  IR: [5],
  JO: fridayAndSaturday,
  KW: fridayAndSaturday,
  LY: fridayAndSaturday,
  MV: fridayAndSaturday,
  OM: fridayAndSaturday,
  PS: fridayAndSaturday,
  QA: fridayAndSaturday,
  SA: fridayAndSaturday,
  SD: fridayAndSaturday,
  SY: fridayAndSaturday,
  YE: fridayAndSaturday,
};

/** The week of a country without a preset (ISO 3166 alpha-2, `null` for none): closed on its own days of rest. */
export function defaultWeekOf(country: string | null): WeeklyWindows {
  const restDays = restDaysOfCountry[country ?? ''];
  return restDays === undefined ? defaultHours.weekly : onDays(weekdays.filter((day) => !restDays.includes(day)), evening);
}
