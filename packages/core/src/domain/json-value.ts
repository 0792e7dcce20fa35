/** An object with named fields; false for lists, texts and nothing. */
export function isJsonObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** A count or a time: a finite number that is not negative. */
export function isAmount(value: unknown): value is number {
  return typeof value === 'number' && Number.isFinite(value) && value >= 0;
}

/** A time that a date can hold: ms since 1970 UTC, before the year 3000. */
export function isMoment(value: unknown): value is number {
  return isAmount(value) && value < 32_503_680_000_000;
}

export function isAmountOrNull(value: unknown): value is number | null {
  return value === null || isAmount(value);
}
