import { clocksOf } from '@iqra-automation/core/testing';
import { tzOffsetMs } from '../../../proofs/calling-hours/tz-database';

const fromMs = Date.parse('2026-12-01T12:00:00Z');
const weekMs = 7 * 86_400_000;
/** Calls can be scheduled for a year; Cuba's law of 2026 ends on 7 November 2027. */
const weeks = Array.from({ length: 49 }, (_, week) => fromMs + week * weekMs);

const read = (zone: string, atMs: number): number => {
  const offset = tzOffsetMs(zone, atMs);
  if (offset === null) throw new Error(`The tz database has no ${zone}.`);
  return offset;
};

/** By the host's own data, which may be older. */
function hostOffsetsMs(zone: string): readonly number[] {
  const format = new Intl.DateTimeFormat('en-US', { timeZone: zone, hourCycle: 'h23', dateStyle: 'short', timeStyle: 'medium' });
  return weeks.map((atMs) => Date.parse(`${format.format(atMs)} UTC`) - atMs);
}

const zones = Intl.supportedValuesOf('timeZone');

test('every zone is told by its clock of today, whatever this Node.js knows of it', () => {
  const different = zones.flatMap((zone) => {
    const [current = zone] = clocksOf(zone, fromMs);
    const told = hostOffsetsMs(current);
    return weeks.filter((atMs, week) => told[week] !== read(zone, atMs)).map((atMs) => `${zone} at ${new Date(atMs).toISOString()}`);
  });
  expect(zones.length).toBeGreaterThan(400);
  expect(different).toEqual([]);
});

test('before its change, a zone keeps its own clock', () => {
  expect(clocksOf('Africa/Casablanca', Date.parse('2026-01-10T12:00:00Z'))[0]).toBe('Africa/Casablanca');
  expect(clocksOf('America/Edmonton', fromMs)).toEqual(['America/Regina']);
  expect(clocksOf('America/Winnipeg', fromMs)).toEqual(['America/Panama', 'America/Chicago']);
  expect(clocksOf('Europe/Paris', fromMs)).toEqual(['Europe/Paris']);
});
