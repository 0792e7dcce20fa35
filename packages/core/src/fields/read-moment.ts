import { DateTime } from 'luxon';

/**
 * The moment that an ISO 8601 text names, as ISO 8601 UTC, or `null` when it names none. A text without offset is read in
 * `zone` (IANA name).
 */
export function readMoment(text: string, zone: string): string | null {
  const moment = DateTime.fromISO(text.trim(), { zone });
  return moment.isValid ? moment.toUTC().toISO() : null;
}
