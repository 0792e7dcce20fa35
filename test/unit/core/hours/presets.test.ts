import { initiateCallFields } from '@iqra-automation/core';
import { callingHoursPresets } from '@iqra-automation/core/testing';
import { openWindows, rule } from './open-windows';

// 2026-11-24 is a Tuesday, 11-28 a Saturday, 11-29 a Sunday, and none of the three a holiday in any of these countries.
const hoursOfDays: readonly (readonly [preset: string, workday: string, saturday: string, sunday: string])[] = [
  ['us_federal', '08:00-21:00', '08:00-21:00', '08:00-21:00'],
  ['us_strict', '10:00-17:00', '', ''],
  ['us_florida', '08:00-20:00', '08:00-20:00', '08:00-20:00'],
  ['us_oklahoma', '08:00-20:00', '08:00-20:00', '08:00-20:00'],
  ['us_washington', '08:00-20:00', '08:00-20:00', '08:00-20:00'],
  ['canada', '09:00-21:30', '10:00-18:00', '10:00-18:00'],
  ['australia', '09:00-20:00', '09:00-17:00', ''],
  ['france', '10:00-13:00 14:00-20:00', '', ''],
  ['spain', '09:00-21:00', '', ''],
  ['italy', '09:00-20:00', '10:00-19:00', ''],
  ['india', '10:00-21:00', '10:00-21:00', '10:00-21:00'],
  ['uae', '09:00-18:00', '09:00-18:00', '09:00-18:00'],
  ['colombia', '08:00-19:00', '08:00-15:00', ''],
  ['vietnam', '08:00-17:00', '08:00-17:00', '08:00-17:00'],
  ['norway', '09:00-21:00', '', ''],
];

test.each(hoursOfDays)('%s opens %s, on Saturdays %s, on Sundays %s', (preset, workday, saturday, sunday) => {
  const hours = rule(preset);
  expect(openWindows(hours, '2026-11-24')).toBe(workday);
  expect(openWindows(hours, '2026-11-28')).toBe(saturday);
  expect(openWindows(hours, '2026-11-29')).toBe(sunday);
});

test('dates of the user are closed too', () => {
  const hours = rule('us_federal', '2026-12-24, 2026-12-31');
  expect(openWindows(hours, '2026-12-24')).toBe('');
  expect(openWindows(hours, '2026-12-30')).toBe('08:00-21:00');
  expect(openWindows(rule('italy', '2026-06-03'), '2026-06-02')).toBe('');
});

test('the form offers the hours of the country, off, custom and the presets, and nothing else', () => {
  expect(initiateCallFields.callingHours.choices.map((choice) => choice.value)).toEqual(['recipient_country', 'off', 'custom', ...Object.keys(callingHoursPresets)]);
});

test('every preset names its source, the day it was looked at, and how sure it is', () => {
  for (const preset of Object.values(callingHoursPresets)) {
    expect(preset.source.length).toBeGreaterThan(15);
    expect(preset.checkedOn).toMatch(/^\d{4}-\d{2}-\d{2}$/);
    expect(['A', 'A/B', 'B', 'B/?', '?']).toContain(preset.grade);
  }
});
