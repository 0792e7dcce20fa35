/** Time and chance, given by the host. Core never reads a clock, sets a timer or draws a random number by itself. */
export interface Clock {
  /** Milliseconds since 1970 UTC. */
  now(): number;
  /** Resolves after at least `ms` milliseconds. */
  sleep(ms: number): Promise<void>;
  /** At least 0 and below 1. */
  random(): number;
}

export const requestFormats = ['auto', 'documented', 'config'] as const;

/** Which of the two request forms to send; `auto` sends both in one body. */
export type RequestFormat = (typeof requestFormats)[number];

/** Where the server is and which business is meant. The API key is not here: the host's transport holds it. */
export interface Connection {
  /** Origin without a trailing slash, for example `https://app.iqra.bot`. */
  readonly baseUrl: string;
  readonly businessId: string;
  readonly requestFormat: RequestFormat;
}

/** Names the business that a connection reaches: what is kept for it is never taken for another one's. */
export function scopeOf({ baseUrl, businessId }: Pick<Connection, 'baseUrl' | 'businessId'>): string {
  return `${baseUrl}|${businessId}`;
}

/** A date of JavaScript, or of the date library that a host's expressions give (Luxon). */
export function isDateValue(value: unknown): value is object {
  return typeof value === 'object' && value !== null && (isJavaScriptDate(value) || dayWriterOf(value) !== null);
}

/**
 * What a text would say in the place of such a value: the calendar day of a date that carries its zone, the moment in UTC of one that
 * carries none. `null` for an invalid date, and for any other value.
 */
export function textOfDate(value: unknown): string | null {
  if (!isDateValue(value)) return null;
  if (isJavaScriptDate(value)) return Number.isNaN(value.getTime()) ? null : value.toISOString();
  const day = dayWriterOf(value)?.() ?? null;
  return typeof day === 'string' ? day : null;
}

/** A date that an expression makes may come from another realm, where `instanceof` fails. */
function isJavaScriptDate(value: object): value is Date {
  return Object.prototype.toString.call(value) === '[object Date]';
}

function dayWriterOf(value: object): (() => unknown) | null {
  const write: unknown = Reflect.get(value, 'toISODate');
  return typeof write === 'function' ? (): unknown => Reflect.apply(write, value, []) : null;
}
