import { createRequire } from 'node:module';
import { normalizePhoneNumber, type CallingRule } from '@iqra-automation/core';
import { readCallingRule, callingHoursPresets, usStateHours, type PhoneLine, type Weekday } from '@iqra-automation/core/testing';
import { warnAboutRule } from '../../../../packages/core/src/hours/calling-rule';
import { openWindows } from './open-windows';

function line(text: string): PhoneLine {
  const number = normalizePhoneNumber(text, {});
  if (!number.ok) throw new Error(number.message);
  return number;
}

function ruleFor(number: string): CallingRule {
  const rule = readCallingRule({ callingHours: 'recipient_country' }, [], line(number));
  if (rule === null) throw new Error('no rule');
  return rule;
}

// Written down from the laws, beside what the product says. 2026-12-08 is a Tuesday, 12-05 a Saturday, 12-06 a Sunday.
const hoursByLaw: readonly (readonly [state: string, number: string, workday: string, saturday: string, sunday: string, law: string])[] = [
  ['Alabama', '+12055551234', '08:00-20:00', '08:00-20:00', '', 'Public Service Commission, telephone solicitation'],
  ['California', '+14155551234', '09:00-21:00', '09:00-21:00', '09:00-21:00', 'Public Utilities Code 2872(c)'],
  ['Connecticut', '+18605551234', '09:00-20:00', '09:00-20:00', '09:00-20:00', 'General Statutes 42-288a'],
  ['Florida', '+13055551234', '08:00-20:00', '08:00-20:00', '08:00-20:00', 'Statutes 501.616(6)(a)'],
  ['Illinois', '+13125551234', '09:00-21:00', '09:00-21:00', '09:00-21:00', '815 ILCS 305'],
  ['Kentucky', '+15025551234', '10:00-21:00', '10:00-21:00', '10:00-21:00', 'KRS 367.46955'],
  ['Louisiana', '+15045551234', '08:00-20:00', '08:00-20:00', '', 'LPSC General Order R-29617'],
  ['Maine', '+12075551234', '09:00-17:00', '', '', '10 MRSA 1498(3)'],
  ['Maryland', '+14105551234', '08:00-20:00', '08:00-20:00', '08:00-20:00', 'Stop the Spam Calls Act of 2023'],
  ['Massachusetts', '+16175551234', '08:00-20:00', '08:00-20:00', '08:00-20:00', '201 CMR 12.02(2)'],
  ['Michigan', '+13135551234', '09:00-21:00', '09:00-21:00', '09:00-21:00', 'MCL 445.111b'],
  ['Minnesota', '+16125551234', '09:00-21:00', '09:00-21:00', '09:00-21:00', 'Statutes 325E.30'],
  ['Mississippi', '+16015551234', '08:00-20:00', '08:00-20:00', '', 'Code 77-3-723(1)'],
  ['Nebraska', '+14025551234', '08:00-21:00', '08:00-21:00', '13:00-21:00', '291 NAC 11-003'],
  ['Nevada', '+17025551234', '09:00-20:00', '09:00-20:00', '09:00-20:00', 'NRS 598.0918, 597.814'],
  ['New Mexico', '+15055551234', '09:00-21:00', '09:00-21:00', '09:00-21:00', 'NMSA 57-12-22(B)(5)'],
  ['New York', '+12125551234', '08:00-21:00', '08:00-21:00', '08:00-21:00', '47 CFR 64.1200(c)(1)'],
  ['Oklahoma', '+14055551234', '08:00-20:00', '08:00-20:00', '08:00-20:00', '15 O.S. 775C.4'],
  ['Oregon', '+15035551234', '08:00-20:00', '08:00-20:00', '08:00-20:00', 'House Bill 3865 (2025)'],
  ['Pennsylvania', '+12155551234', '08:00-21:00', '08:00-21:00', '08:00-21:00', '73 P.S. 2245(a)(1)'],
  ['Rhode Island', '+14015551234', '09:00-18:00', '10:00-17:00', '', 'General Laws 5-61-2(2)'],
  ['South Dakota', '+16055551234', '09:00-21:00', '', '', 'Codified Laws 37-30-28'],
  ['Texas', '+15125551234', '09:00-21:00', '09:00-21:00', '12:00-21:00', 'Business and Commerce Code 301.051'],
  ['Utah', '+18015551234', '08:00-21:00', '08:00-21:00', '', 'Code 13-25a-103(3)'],
  ['Washington', '+12065551234', '08:00-20:00', '08:00-20:00', '08:00-20:00', 'RCW 19.158.040(2)'],
];

test.each(hoursByLaw)('a number of %s (%s) is called on workdays %s, on Saturdays "%s", on Sundays "%s": %s', (_state, number, workday, saturday, sunday) => {
  const rule = ruleFor(number);
  expect(['2026-12-08', '2026-12-05', '2026-12-06'].map((date) => openWindows(rule, date))).toEqual([workday, saturday, sunday]);
});

test.each([
  ['Alabama', '+12055551234', '2027-04-26', 'Confederate Memorial Day'],
  ['Louisiana', '+15045551234', '2027-02-09', 'Mardi Gras'],
  ['Pennsylvania', '+12155551234', '2026-11-26', 'Thanksgiving'],
  ['Rhode Island', '+14015551234', '2027-08-09', 'Victory Day'],
  ['Utah', '+18015551234', '2026-07-24', 'Pioneer Day'],
  ['Utah', '+18015551234', '2028-11-10', 'Veterans Day, observed on the Friday before'],
])('%s (%s) is closed on %s: %s', (_state, number, date) => {
  expect(openWindows(ruleFor(number), date)).toBe('');
});

test('a US number that belongs to no state can be in any: a toll-free one, whose time zone the workflow knows', () => {
  expect(ruleFor('+18002255288').id).toBe('us_strict');
});

test('United States, Strict is inside the hours of every state', () => {
  const inside = (['us_federal', 'us_florida', 'us_oklahoma', 'us_washington'] as const).map((id) => callingHoursPresets[id]);
  for (const { label, weekly } of [...Object.values(usStateHours), ...inside]) {
    for (const [day, windows] of Object.entries(callingHoursPresets.us_strict.weekly)) {
      const open = weekly[Number(day) as Weekday] ?? [];
      for (const [start, end] of windows ?? []) expect([label, day, open.some(([from, to]) => from <= start && end <= to)]).toEqual([label, day, true]);
    }
  }
});

test('federal hours, chosen by hand, say what the state of the number has', () => {
  const rule = readCallingRule({ callingHours: 'us_federal' }, []);
  if (rule === null) throw new Error('no rule');
  expect(warnAboutRule(rule, line('+18015551234'))).toEqual([
    'The number can be in a state with narrower calling hours, United States, Utah (Mon-Sat 08:00-21:00; closed on public holidays). Calling Hours "Recipient\'s country" keeps to them.',
  ]);
  expect(warnAboutRule(rule, line('+12125551234'))).toEqual([]);
});

interface WeekData {
  readonly supplemental: { readonly weekData: Readonly<Record<'weekendStart' | 'weekendEnd', Readonly<Record<string, string>>>> };
}

const { weekData } = (createRequire(__filename)('cldr-core/supplemental/weekData.json') as WeekData).supplemental;
const days = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'];
/** Monday 2026-12-07 to Sunday 12-13. */
const dateOfDay = (day: number): string => `2026-12-${String(7 + day).padStart(2, '0')}`;

function weekOf(country: string): readonly string[] {
  const rule = readCallingRule({ callingHours: 'recipient_country' }, [], { e164: '+000', country, countryCallingCode: '0', type: 'FIXED_LINE' });
  if (rule === null) throw new Error('no rule');
  return days.map((_name, day) => openWindows(rule, dateOfDay(day)));
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
