import { integerOf } from '../wire/json-model.ts';
import type { JsonObject } from '../wire/json-value.ts';

/** Whether `value` lies in the inclusive range `start{name}` to `end{name}` of a filter. A missing value passes only without bounds. */
export function isWithin(filter: JsonObject, name: string, value: number | null): boolean {
  const start = integerOf(filter, `start${name}`);
  const end = integerOf(filter, `end${name}`);
  if (start === null && end === null) return true;
  return value !== null && (start === null || value >= start) && (end === null || value <= end);
}
