import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { readTimeZone } from '@iqra-automation/core';
import * as fc from 'fast-check';
import { publicReports } from './public-reports';

test.each([
  ['Australia/Sydney', 'Australia/Sydney'],
  [' America/New_York ', 'America/New_York'],
  ['america/argentina/buenos_aires', 'America/Argentina/Buenos_Aires'],
  ['America/Port-au-Prince', 'America/Port-au-Prince'],
  ['US/Pacific', 'US/Pacific'],
  ['Asia/Calcutta', 'Asia/Calcutta'],
  ['UTC', 'UTC'],
  ['utc', 'UTC'],
])('%j is the zone %s', (name, zone) => {
  expect(readTimeZone(name)).toEqual({ ok: true, zone });
});

test.each([
  ['us_slash_eastern', 'US/Eastern'],
  ['america_slash_port_hyphen_au_hyphen_prince', 'America/Port-au-Prince'],
  ['europe_slash_london', 'Europe/London'],
  ['Eastern Standard Time', 'America/New_York'],
  ['W. Europe Standard Time', 'Europe/Berlin'],
  ['AUS Eastern Standard Time', 'Australia/Sydney'],
  ['India Standard Time', 'Asia/Calcutta'],
  ['Pacific Time (US & Canada)', 'America/Los_Angeles'],
  ['(GMT-08:00) Pacific Time (US & Canada)', 'America/Los_Angeles'],
  ['(UTC-05:00) Eastern Time (US & Canada)', 'America/New_York'],
  ['Mumbai', 'Asia/Kolkata'],
  ['Singapore', 'Asia/Singapore'],
])('what HubSpot, Windows or Rails writes as %j is %s', (name, zone) => {
  expect(readTimeZone(name)).toEqual({ ok: true, zone });
});

test.each([[undefined], [null], [''], ['  ']])('%j is no zone at all', (name) => {
  expect(readTimeZone(name)).toEqual({ ok: true, zone: null });
});

const reports = publicReports('K2').flatMap(({ id, input }) => (typeof input['contactTimeZone'] === 'string' ? [[id, input['contactTimeZone']] as const] : []));

test('the public reports hold zones that must be refused', () => {
  expect(reports.length).toBeGreaterThanOrEqual(10);
});

test.each(reports)('%s: %j is refused', (_id, name) => {
  expect(readTimeZone(name)).toMatchObject({ ok: false, problem: { field: 'contactTimeZone', code: 'TIME_ZONE_UNKNOWN' } });
});

test.each([
  ['Europe/Atlantis', 'is not a known time zone. Use the zone of a place, such as Europe/Paris.'],
  ['constructor', 'is not a known time zone'],
  ['EST', 'has more than one meaning or does not follow daylight saving. Use the zone of a place, such as America/New_York or America/Panama.'],
  ['BST', 'Use the zone of a place, such as Europe/London or Asia/Dhaka.'],
  ['ist', 'Use the zone of a place, such as Asia/Kolkata, Europe/Dublin or Asia/Jerusalem.'],
  ['EST5EDT', 'Use the zone of a place, such as America/New_York.'],
  ['CEST', 'Use the zone of a place, such as Europe/Berlin or Europe/Paris.'],
  ['Greenwich', 'Use the zone of a place, such as Europe/London'],
  ['+4', 'is an offset'],
  ['-03', 'such as Europe/Paris.'],
  ['+04:00', 'is an offset, which does not follow daylight saving'],
  ['UTC+4', 'is an offset'],
  ['GMT -5', 'is an offset'],
  ['Etc/GMT-5', 'is a fixed offset'],
  ['etc_slash_gmt-5', 'is not a known time zone'],
  ['SystemV/EST5', 'is a fixed offset'],
  ['Etc/UTC', 'universal time is written UTC.'],
  ['Zulu', 'universal time is written UTC.'],
  ['Japan', 'is not the name of a place. Use the zone of a place, such as Asia/Tokyo.'],
  ['Cuba', 'such as America/Havana.'],
  ['GB', 'such as Europe/London.'],
  ['UTC-11', 'is an offset'],
  ['Dateline Standard Time', 'is not a known time zone'],
  ['International Date Line West', 'is not a known time zone'],
  ['posix/America/New_York', 'is not a known time zone'],
  [`Europe/${'x'.repeat(200)}`, 'is not a known time zone'],
  [`  Nowhere/${'x'.repeat(40)}  `, `"Nowhere/${'x'.repeat(32)}" is not a known time zone`],
])('%j is refused, with what to write instead', (name, words) => {
  const zone = readTimeZone(name);
  if (zone.ok) throw new Error(`${name} was read.`);
  expect(zone.problem.code).toBe('TIME_ZONE_UNKNOWN');
  expect(`${zone.problem.message} ${zone.problem.nextStep}`).toContain(words);
});

interface TzData {
  readonly zones: readonly string[];
  readonly links: readonly string[];
}

/** The names of the tz database, as another package carries them. */
function namesOfTzDatabase(): readonly string[] {
  const file = resolve(__dirname, '../../../node_modules/moment-timezone/data/packed/latest.json');
  const data = JSON.parse(readFileSync(file, 'utf8')) as TzData;
  return [...data.zones.map((packed) => packed.split('|')[0] ?? ''), ...data.links.flatMap((pair) => pair.split('|'))];
}

test('of all names in the tz database, those of places are taken and no other, save the one that Rails uses too', () => {
  const isTakenRightly = (name: string): boolean => (name.includes('/') && !name.startsWith('Etc/')) || name === 'UTC' || name === 'Singapore';
  expect(namesOfTzDatabase().filter((name) => readTimeZone(name).ok !== isTakenRightly(name))).toEqual([]);
});

test('law: no text without a letter, and none of up to five capitals, is taken for a place', () => {
  const digits = fc.stringMatching(/^[0-9+:. -]{1,12}$/).filter((text) => text.trim() !== '');
  const letters = fc.stringMatching(/^[A-Z]{2,5}[0-9+-]{0,2}$/).filter((text) => text !== 'UTC');
  // Rails names these cities.
  const cities = new Set(['PARIS', 'LIMA', 'QUITO', 'ROME', 'BERN', 'MINSK', 'RIGA', 'SOFIA', 'CAIRO', 'KYIV', 'BAKU', 'KABUL', 'DHAKA', 'HANOI', 'PERTH', 'SEOUL', 'OSAKA', 'TOKYO', 'GUAM', 'FIJI', 'SAMOA']);
  expect(() => fc.assert(fc.property(fc.oneof(digits, letters.filter((text) => !cities.has(text))), (text) => !readTimeZone(text).ok))).not.toThrow();
});
