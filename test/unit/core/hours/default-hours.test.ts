import { createRequire } from 'node:module';
import { readCallingRule } from '@iqra-automation/core';
import { callingHoursPresets } from '@iqra-automation/core/testing';
import { openWindows } from './open-windows';

interface WeekData {
  readonly supplemental: { readonly weekData: Readonly<Record<'weekendStart' | 'weekendEnd', Readonly<Record<string, string>>>> };
}

const { weekData } = (createRequire(__filename)('cldr-core/supplemental/weekData.json') as WeekData).supplemental;
const days = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'];
/** Monday 2026-12-07 to Sunday 12-13. */
const dateOf = (day: number): string => `2026-12-${String(7 + day).padStart(2, '0')}`;

function weekOf(country: string): readonly string[] {
  const rule = readCallingRule({ callingHours: 'recipient_country' }, [], { e164: '+000', country, countryCallingCode: '0', type: 'FIXED_LINE' });
  if (rule === null) throw new Error('no rule');
  return days.map((_name, day) => openWindows(rule, dateOf(day)));
}

const withPreset = new Set(Object.values(callingHoursPresets).map(({ country }): string => country));
const ownWeekends = [...new Set([...Object.keys(weekData.weekendStart), ...Object.keys(weekData.weekendEnd)])].filter((country) => country !== '001' && !withPreset.has(country));

test('Unicode CLDR has countries with other days of rest', () => {
  expect(ownWeekends.length).toBeGreaterThan(15);
});

/** From the first to the last day of the weekend, as Monday = 0. A Saturday that Sunday follows has short hours, as everywhere. */
function restDaysOf(country: string): readonly number[] {
  const first = days.indexOf(weekData.weekendStart[country] ?? 'sat');
  const last = days.indexOf(weekData.weekendEnd[country] ?? 'sun');
  const rest = days.map((_name, day) => (first + day) % 7).slice(0, 1 + ((last - first + 7) % 7));
  return rest.includes(6) ? [6] : rest;
}

test.each(ownWeekends)('nobody in %s is called on a day of rest there', (country) => {
  const week = weekOf(country);
  expect(restDaysOf(country).map((day) => week[day])).toEqual(restDaysOf(country).map(() => ''));
  expect(week.filter((windows) => windows === '09:00-20:00').length).toBeGreaterThanOrEqual(5);
});

test.each(['BD', 'MV', 'PS'])('%s rests on Friday and Saturday, by its government', (country) => {
  expect(weekOf(country)).toEqual(['09:00-20:00', '09:00-20:00', '09:00-20:00', '09:00-20:00', '', '', '09:00-20:00']);
});

test('where the week ends with Sunday, Saturday is shorter and Sunday is closed', () => {
  expect(weekOf('KE')).toEqual(['09:00-20:00', '09:00-20:00', '09:00-20:00', '09:00-20:00', '09:00-20:00', '10:00-18:00', '']);
});
