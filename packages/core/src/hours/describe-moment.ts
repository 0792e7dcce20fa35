import { currentClockOf, offsetMsAt } from './zone-clocks.ts';

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
