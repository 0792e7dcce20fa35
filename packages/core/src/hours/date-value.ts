/** A date of JavaScript, or of the date library that n8n's expressions give (Luxon). */
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
