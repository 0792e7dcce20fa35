/** ISO 8601 UTC with `Z`, at most three fraction digits, trailing zeros dropped: `…02.418Z`, `…02.4Z`, `…02Z`. */
export function wireDate(ms: number): string {
  const [whole = '', fraction = ''] = new Date(ms).toISOString().replace('Z', '').split('.');
  const digits = fraction.replace(/0+$/, '');
  return digits === '' ? `${whole}Z` : `${whole}.${digits}Z`;
}

export function wireDateOrNull(ms: number | null): string | null {
  return ms === null ? null : wireDate(ms);
}

const isoDate = /^(\d{4})-(\d{2})-(\d{2})(?:[T ](\d{2}):(\d{2})(?::(\d{2})(?:\.(\d{1,7}))?)?\s*(Z|[+-]\d{2}:?\d{2})?)?$/i;
const slashDate = /^(\d{1,2})\/(\d{1,2})\/(\d{4})(?: (\d{1,2}):(\d{2})(?::(\d{2}))?)?$/;

/**
 * Reads a date in JSON bodies: strict ISO 8601, or `null` when it is not one.
 * A time without an offset is the server's local time; this server runs on UTC.
 */
export function parseIsoDate(text: string): number | null {
  const match = isoDate.exec(text);
  if (match === null) return null;
  const [, year, month, day, hour, minute, second, fraction, zone] = match;
  const ms = utcMs(Number(year), Number(month), Number(day), Number(hour ?? 0), Number(minute ?? 0), Number(second ?? 0));
  if (ms === null) return null;
  return ms + Math.floor(Number(`0.${fraction ?? '0'}`) * 1000) - offsetMs(zone);
}

/** Reads a date as .NET's invariant culture does in the `config` text: ISO 8601, also `MM/dd/yyyy HH:mm:ss`. */
export function parseInvariantDate(text: string): number | null {
  const trimmed = text.trim();
  const match = slashDate.exec(trimmed);
  if (match === null) return parseIsoDate(trimmed);
  const [, month, day, year, hour, minute, second] = match;
  return utcMs(Number(year), Number(month), Number(day), Number(hour ?? 0), Number(minute ?? 0), Number(second ?? 0));
}

function utcMs(year: number, month: number, day: number, hour: number, minute: number, second: number): number | null {
  if (month < 1 || month > 12 || day < 1 || hour > 23 || minute > 59 || second > 59) return null;
  const date = new Date(Date.UTC(year, month - 1, day, hour, minute, second));
  return date.getUTCDate() === day && year >= 1 ? date.getTime() : null;
}

function offsetMs(zone: string | undefined): number {
  if (zone === undefined || zone.toUpperCase() === 'Z') return 0;
  const sign = zone.startsWith('-') ? -1 : 1;
  const digits = zone.replace(/\D/g, '');
  return sign * (Number(digits.slice(0, 2)) * 60 + Number(digits.slice(2))) * 60_000;
}
