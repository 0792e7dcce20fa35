import { candidateZones } from '../../../proofs/calling-hours/candidate-zones.ts';
import { isOpen } from '../../../proofs/calling-hours/open-hours.ts';
import type { Recipient } from '../../../proofs/calling-hours/recipients.ts';
import { clockChanges, offsetMs, wallClock } from '../../../proofs/calling-hours/wall-clock.ts';

const at = (text: string): number => Date.parse(text);
const hourMs = 3_600_000;

test('clocks on the wall, with their offsets and their changes', () => {
  expect(wallClock('Asia/Kathmandu', at('2026-11-24T18:30:30Z'))).toEqual({ date: '2026-11-25', weekday: 'Wed', minute: 15.5 });
  expect(offsetMs('America/St_Johns', at('2026-11-24T12:00:00.250Z'))).toBe(-3.5 * hourMs);
  expect(clockChanges('Europe/Berlin', at('2026-11-24T00:00:00Z'), 365)).toEqual([at('2027-03-28T01:00:00Z'), at('2027-10-31T01:00:00Z')]);
  expect(clockChanges('Asia/Tokyo', at('2026-11-24T00:00:00Z'), 365)).toEqual([]);
});

test.each([
  ['office', 'Europe/London', '2026-11-24T08:59:59Z', false],
  ['office', 'Europe/London', '2026-11-24T09:00:00Z', true],
  ['office', 'Europe/London', '2026-11-24T17:59:59Z', true],
  ['office', 'Europe/London', '2026-11-24T18:00:00Z', false],
  ['noon', 'Europe/London', '2026-11-24T13:00:00Z', false],
  ['france', 'Europe/Paris', '2026-11-24T12:30:00Z', false],
  ['france', 'Europe/Paris', '2027-07-14T10:30:00Z', false],
  ['italy', 'Europe/Rome', '2027-06-01T17:30:00Z', false],
  ['italy', 'Europe/Rome', '2027-06-01T16:30:00Z', true],
  ['us_strict', 'America/New_York', '2026-11-26T17:00:00Z', false],
  ['australia', 'Australia/Sydney', '2026-11-24T22:00:00Z', true],
] as const)('%s in %s at %s: %s', (name, zone, moment, open) => {
  expect(isOpen(name, zone, at(moment))).toBe(open);
});

const recipient = (e164: string, region: string, callingCode: string, kind: Recipient['kind']): Recipient => ({ e164, national: '', international: '', region, callingCode, kind });

test.each([
  [recipient('+212522123456', 'MA', '212', 'fixed'), ['Africa/Casablanca']],
  [recipient('+14155552671', 'US', '1', 'movable'), ['America/Los_Angeles']],
  [recipient('+61283742000', 'AU', '61', 'fixed'), ['Australia/Sydney']],
  [recipient('+18005550199', 'US', '1', 'nowhere'), []],
])('where the owner of a number can be', (who, zones) => {
  expect(candidateZones(who, at('2026-11-24T12:00:00Z'))).toEqual(zones);
});

test('a mobile of a wide country can be anywhere in it', () => {
  expect(candidateZones(recipient('+79123456789', 'RU', '7', 'movable'), at('2026-11-24T12:00:00Z'))).toEqual(expect.arrayContaining(['Europe/Kaliningrad', 'Asia/Kamchatka']));
});
