import { readTimeZone } from '@iqra-automation/core';

test.each(['Australia/Sydney', ' America/New_York ', 'america/argentina/buenos_aires', 'America/Port-au-Prince', 'UTC', 'Singapore'])('%j is a zone', (name) => {
  expect(readTimeZone(name)).toEqual({ ok: true, zone: name.trim() });
});

test.each([[undefined], [null], [''], ['  ']])('%j is no zone at all', (name) => {
  expect(readTimeZone(name)).toEqual({ ok: true, zone: null });
});

test.each([
  ['Europe/Atlantis', 'is no known time zone. Use an IANA name such as'],
  ['Eastern Time (US & Canada)', 'is no known time zone'],
  ['W. Europe Standard Time', 'is no known time zone'],
  ['CEST', 'is no known time zone'],
  ['constructor', 'is no known time zone'],
  ['EST', 'does not follow daylight saving. Use the zone of a place: America/New_York or America/Panama.'],
  ['MST', 'Use the zone of a place: America/Denver or America/Phoenix.'],
  ['hst', 'Use the zone of a place: Pacific/Honolulu.'],
  ['+4', 'is an offset'],
  ['-03', 'such as Europe/Paris.'],
  ['gmt', 'does not follow daylight saving'],
  ['+04:00', 'is an offset, which does not follow daylight saving'],
  ['UTC+4', 'is an offset'],
  ['GMT -5', 'is an offset'],
  [`Europe/${'x'.repeat(200)}`, 'is no known time zone'],
  [`  Nowhere/${'x'.repeat(40)}  `, `"Nowhere/${'x'.repeat(32)}" is no known time zone`],
])('%j is refused', (name, words) => {
  const result = readTimeZone(name);
  expect(result).toMatchObject({ ok: false, problem: { field: 'contactTimeZone', code: 'TIME_ZONE_UNKNOWN', message: expect.stringContaining(words) } });
});
