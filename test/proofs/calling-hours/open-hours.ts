import { createRequire } from 'node:module';
import { wallClocks } from './wall-clock.ts';

type Window = readonly [startMinute: number, endMinute: number];

/** Calling hours as docs/calling-hours.md states them, written down a second time. */
interface Hours {
  /** Value of *Calling Hours*. */
  readonly callingHours: string;
  readonly customHours: string;
  readonly weekly: Readonly<Record<string, readonly Window[]>>;
  /** Closed on this country's public holidays. */
  readonly holidaysOf?: string;
  /** On the day before a public holiday. */
  readonly eve?: readonly Window[];
}

const between = (start: number, end: number): Window => [start * 60, end * 60];
const workdays = (...windows: Window[]) => ({ Mon: windows, Tue: windows, Wed: windows, Thu: windows, Fri: windows });
const daily = (...windows: Window[]) => ({ ...workdays(...windows), Sat: windows, Sun: windows });
const preset = (callingHours: string, weekly: Hours['weekly'], more: Partial<Hours> = {}): Hours => ({ callingHours, customHours: '', weekly, ...more });
const custom = (customHours: string, weekly: Hours['weekly']): Hours => ({ callingHours: 'custom', customHours, weekly });

export const hours = {
  office: custom('Mon-Fri 09:00-18:00; Sat 10:00-14:00', { ...workdays(between(9, 18)), Sat: [between(10, 14)] }),
  shop: custom('Mon-Sat 09:30-20:30; Sun 11:00-19:00', { ...workdays(between(9.5, 20.5)), Sat: [between(9.5, 20.5)], Sun: [between(11, 19)] }),
  noon: custom('Mon-Fri 09-12, 14-20; Sat 10-16', { ...workdays(between(9, 12), between(14, 20)), Sat: [between(10, 16)] }),
  long: custom('daily 08:00-22:00', daily(between(8, 22))),
  us_federal: preset('us_federal', daily(between(8, 21))),
  us_strict: preset('us_strict', workdays(between(10, 17)), { holidaysOf: 'US' }),
  us_florida: preset('us_florida', daily(between(8, 20))),
  us_oklahoma: preset('us_oklahoma', daily(between(8, 20))),
  us_washington: preset('us_washington', daily(between(8, 20))),
  canada: preset('canada', { ...workdays(between(9, 21.5)), Sat: [between(10, 18)], Sun: [between(10, 18)] }),
  australia: preset('australia', { ...workdays(between(9, 20)), Sat: [between(9, 17)] }, { holidaysOf: 'AU' }),
  france: preset('france', workdays(between(10, 13), between(14, 20)), { holidaysOf: 'FR' }),
  spain: preset('spain', workdays(between(9, 21)), { holidaysOf: 'ES' }),
  italy: preset('italy', { ...workdays(between(9, 20)), Sat: [between(10, 19)] }, { holidaysOf: 'IT', eve: [between(10, 19)] }),
  india: preset('india', daily(between(10, 21))),
  uae: preset('uae', daily(between(9, 18))),
  united_kingdom: preset('united_kingdom', { ...workdays(between(8, 21)), Sat: [between(9, 21)], Sun: [between(10, 16)] }),
  germany: preset('germany', { ...workdays(between(8, 20)), Sat: [between(9, 18)] }, { holidaysOf: 'DE' }),
  austria: preset('austria', { ...workdays(between(8, 20)), Sat: [between(9, 18)] }, { holidaysOf: 'AT' }),
  switzerland: preset('switzerland', { ...workdays(between(8, 20.5)), Sat: [between(9, 16)] }, { holidaysOf: 'CH' }),
  brazil: preset('brazil', workdays(between(9, 18)), { holidaysOf: 'BR' }),
  mexico: preset('mexico', workdays(between(9, 19)), { holidaysOf: 'MX' }),
  japan: preset('japan', daily(between(8, 21))),
  singapore: preset('singapore', { ...workdays(between(9, 20)), Sat: [between(9, 18)] }, { holidaysOf: 'SG' }),
  south_africa: preset('south_africa', { ...workdays(between(8, 20)), Sat: [between(9, 13)] }, { holidaysOf: 'ZA' }),
  colombia: preset('colombia', { ...workdays(between(8, 19)), Sat: [between(8, 15)] }, { holidaysOf: 'CO' }),
  vietnam: preset('vietnam', daily(between(8, 17))),
  norway: preset('norway', workdays(between(9, 21)), { holidaysOf: 'NO' }),
} as const satisfies Readonly<Record<string, Hours>>;

export type HoursName = keyof typeof hours;

export const customHours = ['office', 'shop', 'noon', 'long'] as const satisfies readonly HoursName[];

export const presetsOf: Readonly<Record<string, readonly HoursName[]>> = {
  US: ['us_federal', 'us_strict', 'us_florida', 'us_oklahoma', 'us_washington'],
  CA: ['canada'],
  AU: ['australia'],
  FR: ['france'],
  ES: ['spain'],
  IT: ['italy'],
  IN: ['india'],
  AE: ['uae'],
  GB: ['united_kingdom'],
  DE: ['germany'],
  AT: ['austria'],
  CH: ['switzerland'],
  BR: ['brazil'],
  MX: ['mexico'],
  JP: ['japan'],
  SG: ['singapore'],
  ZA: ['south_africa'],
  CO: ['colombia'],
  VN: ['vietnam'],
  NO: ['norway'],
};

/** True when people in `zone` may be rung at that moment, by the clock of the tz database and by that of this Node.js. */
export function isOpen(name: HoursName, zone: string, atMs: number): boolean {
  return wallClocks(zone, atMs).every(({ date, weekday, minute }) =>
    windowsOf(hours[name], date, weekday).some(([start, end]) => minute >= start && minute < end),
  );
}

function windowsOf(of: Hours, date: string, weekday: string): readonly Window[] {
  const usual = of.weekly[weekday] ?? [];
  if (of.holidaysOf === undefined) return usual;
  if (isHoliday(of.holidaysOf, date)) return [];
  const tomorrow = new Date(Date.parse(`${date}T00:00:00Z`) + 86_400_000).toISOString().slice(0, 10);
  return of.eve !== undefined && usual.length > 0 && isHoliday(of.holidaysOf, tomorrow) ? of.eve : usual;
}

const holidays = new Map<string, ReadonlySet<string>>();
const Holidays = createRequire(import.meta.url)('date-holidays') as new (country: string) => {
  getHolidays(year: number): readonly { readonly date: string; readonly type: string }[];
};

function isHoliday(country: string, date: string): boolean {
  const year = Number(date.slice(0, 4));
  const known = holidays.get(`${country} ${year}`);
  if (known !== undefined) return known.has(date);
  const calendar = new Holidays(country);
  const found = [year, year + 1].flatMap((one) => calendar.getHolidays(one)).filter(({ type }) => type === 'public');
  const dates = new Set(found.map((holiday) => holiday.date.slice(0, 10)));
  holidays.set(`${country} ${year}`, dates);
  return dates.has(date);
}
