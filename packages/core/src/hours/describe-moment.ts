import { offsetMsAt } from './zone-offsets.ts';

const dayNames = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'];
const monthNames = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];
/** More names than this would bury the sentence they stand in. */
const mostNamedZones = 3;

/** `Wed 25 Nov 2026 09:02 in Australia/Sydney`, by the local time of the only zone; in UTC when there are several or none. */
export function describeMoment(ms: number, zones: readonly string[] = []): string {
  const [zone, ...others] = zones;
  if (zone === undefined || others.length > 0) return `${describeLocal(ms)} UTC`;
  return `${describeLocal(ms + offsetMsAt(zone, ms))} in ${zone}`;
}

function describeLocal(localMs: number): string {
  const date = new Date(localMs);
  const day = `${dayNames[date.getUTCDay()]} ${date.getUTCDate()} ${monthNames[date.getUTCMonth()]} ${date.getUTCFullYear()}`;
  return `${day} ${date.toISOString().slice(11, 16)}`;
}

/** The zone, or `all 8 time zones that the number can be in (Australia/Adelaide, ... and 5 more)`. */
export function describeZones(zones: readonly string[]): string {
  const [first = 'no time zone', ...others] = zones;
  if (others.length === 0) return first;
  const named = zones.slice(0, mostNamedZones).join(', ');
  const more = zones.length > mostNamedZones ? ` and ${zones.length - mostNamedZones} more` : '';
  return `all ${zones.length} time zones that the number can be in (${named}${more})`;
}
