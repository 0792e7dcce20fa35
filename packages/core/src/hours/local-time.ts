import { IANAZone } from 'luxon';
import { hoursErrors } from './hours-errors.ts';

interface ChangedClock {
  /** The first moment at which older data is wrong, in ms since 1970 UTC. */
  readonly sinceMs: number;
  readonly clocks: readonly string[];
}

const canada = Date.parse('2026-11-01T06:00:00Z');
const morocco = Date.parse('2026-09-20T01:00:00Z');

/**
 * Where clocks changed for good in 2026, which the time zone data of a supported Node.js may not know yet (tz database 2026a to 2026f).
 * Since its change, each such zone is read through zones that keep the same time and that no release has touched, the first of them
 * being right today; so every Node.js gives the same answer. Where the change is only weeks old (2026d to f), the clock that people had
 * before stands beside it, because their phones may still show that one: both must be inside the hours (docs/decisions/0045-hours-clocks-that-changed.md).
 */
const changes: ReadonlyMap<string, ChangedClock> = new Map(
  [
    { zones: ['America/Vancouver', 'Canada/Pacific'], sinceMs: canada, clocks: ['America/Phoenix'] },
    { zones: ['America/Edmonton', 'America/Yellowknife', 'Canada/Mountain'], sinceMs: canada, clocks: ['America/Regina'] },
    { zones: ['America/Inuvik'], sinceMs: canada, clocks: ['America/Regina', 'America/Denver'] },
    { zones: ['America/Winnipeg', 'America/Rainy_River', 'Canada/Central'], sinceMs: canada, clocks: ['America/Panama', 'America/Chicago'] },
    { zones: ['America/Havana'], sinceMs: canada, clocks: ['America/Puerto_Rico', 'America/New_York'] },
    { zones: ['Africa/Casablanca', 'Africa/El_Aaiun'], sinceMs: morocco, clocks: ['Africa/Abidjan'] },
    // The night of a change, at another hour than older data says.
    { zones: ['Europe/Chisinau', 'Europe/Tiraspol'], sinceMs: 0, clocks: ['Europe/Athens'] },
    // A zone of its own since 2025b, with the time that it shares with its neighbour.
    { zones: ['America/Coyhaique'], sinceMs: 0, clocks: ['America/Punta_Arenas'] },
  ].flatMap(({ zones, ...change }) => zones.map((zone): [string, ChangedClock] => [zone.toLowerCase(), change])),
);

/**
 * The zones by whose clocks the time in `zone` is told from `fromMs` on; all must be inside calling hours. Nearly always the zone
 * itself; before a change, the zone and those that replace it.
 */
export function clocksOf(zone: string, fromMs: number): readonly string[] {
  const change = changes.get(zone.toLowerCase());
  if (change === undefined) return [zone];
  return fromMs < change.sinceMs ? [zone, ...change.clocks] : change.clocks;
}

/** The zone by whose clock people in `zone` live at a moment. */
export function currentClockOf(zone: string, atMs: number): string {
  return clocksOf(zone, atMs)[0] ?? zone;
}

/**
 * The distance of a zone's local time from UTC at a moment, in ms.
 * @throws IqraError of kind `input` when the zone is not known.
 */
export function offsetMsAt(zone: string, atMs: number): number {
  const known = IANAZone.create(zone);
  if (!known.isValid) throw hoursErrors.error('ZONE_WITHOUT_CLOCK', { zone });
  return Math.round(known.offset(atMs) * 60_000);
}

/** No zone is further than this from UTC. */
const dayMs = 24 * 60 * 60_000;

/** The moment at which clocks in `zone` show a time. `localMs` = the wall-clock time, written as if it were UTC. */
export function localToUtc(localMs: number, zone: string): number {
  const clock = currentClockOf(zone, localMs);
  const earlier = localMs - offsetMsAt(clock, localMs - dayMs);
  const later = localMs - offsetMsAt(clock, localMs + dayMs);
  const shows = (ms: number): boolean => ms + offsetMsAt(clock, ms) === localMs;
  const occurring = [earlier, later].filter(shows);
  return occurring.length > 0 ? Math.min(...occurring) : earlier;
}

const monthNames = ['January', 'February', 'March', 'April', 'May', 'June', 'July', 'August', 'September', 'October', 'November', 'December'];
/** More names than this would bury the sentence they stand in. */
const mostNamedZones = 3;

/** `09:15 on 1 December in Sydney (22:15 UTC)`, by the local time of the only zone; `22:15 UTC on 30 November` for several or none. */
export function describeMoment(ms: number, zones: readonly string[] = []): string {
  const [zone, ...others] = zones;
  if (zone === undefined || others.length > 0 || placeOf(zone) === 'UTC') return `${timeOf(ms)} UTC on ${dateOf(ms)}`;
  const localMs = ms + offsetMsAt(currentClockOf(zone, ms), ms);
  return `${timeOf(localMs)} on ${dateOf(localMs)} in ${placeOf(zone)} (${timeOf(ms)} UTC)`;
}

/** The same in UTC with the year, for moments that may be years away: `22:15 UTC on 30 November 2026`. */
export function describeDistantMoment(ms: number): string {
  return `${timeOf(ms)} UTC on ${dateOf(ms)} ${new Date(ms).getUTCFullYear()}`;
}

function timeOf(localMs: number): string {
  return new Date(localMs).toISOString().slice(11, 16);
}

function dateOf(localMs: number): string {
  const date = new Date(localMs);
  return `${date.getUTCDate()} ${monthNames[date.getUTCMonth()]}`;
}

/** The place that a zone is named after: `Buenos Aires` for `America/Argentina/Buenos_Aires`. */
function placeOf(zone: string): string {
  return (zone.split('/').at(-1) ?? zone).replaceAll('_', ' ');
}

/** Whose day it is: `in New York`, `UTC`. */
export function describeOwnZone(zone: string): string {
  const place = placeOf(zone);
  return place === 'UTC' ? place : `in ${place}`;
}

/** The zone, or `all 8 time zones that the number can be in (Australia/Adelaide, ... and 5 more)`. */
export function describeZones(zones: readonly string[]): string {
  const [first = 'no time zone', ...others] = zones;
  if (others.length === 0) return first;
  const named = zones.slice(0, mostNamedZones).join(', ');
  const more = zones.length > mostNamedZones ? ` and ${zones.length - mostNamedZones} more` : '';
  return `all ${zones.length} time zones that the number can be in (${named}${more})`;
}
