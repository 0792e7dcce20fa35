import type { InputProblem } from '../errors/iqra-error.ts';
import { isJsonObject } from '../domain/json-value.ts';

/** At most so many calls to one number in any period of this length. */
export interface FrequencyCap {
  readonly maxCalls: number;
  readonly periodMs: number;
}

export type FrequencyCapReading =
  /** `null` = no cap was set. */
  | { readonly ok: true; readonly cap: FrequencyCap | null }
  | { readonly ok: false; readonly problems: readonly InputProblem[] };

const hourMs = 3_600_000;
const hoursPerDay = 24;
const mostCalls = 100;
/** A year; the server keeps calls longer, but nobody means more. */
const longestPeriodHours = 366 * hoursPerDay;
/** What the form's period is when only the number of calls is set. */
const defaultPeriodHours = 24;

/**
 * Reads a setting such as `{ maxCalls: 3, periodHours: 24 }` or `{ maxCalls: 1, periodDays: 7 }`; whole numbers, also as text.
 * Without `maxCalls` there is no cap. A wrong setting is a problem, never "no cap".
 */
export function readFrequencyCap(raw: unknown): FrequencyCapReading {
  if (isEmpty(raw)) return { ok: true, cap: null };
  if (!isJsonObject(raw)) {
    return refused('maxCallsPerPeriod', 'NOT_A_CAP', 'Maximum Calls per Number needs a number of calls and a period.');
  }
  const { maxCalls, periodHours, periodDays } = raw;
  if (isEmpty(maxCalls)) return { ok: true, cap: null };

  const calls = wholeNumber(maxCalls, mostCalls);
  if (calls === null) {
    return refused('maxCallsPerPeriod', 'NOT_A_COUNT', `Maximum Calls per Number must be a whole number from 1 to ${mostCalls}.`);
  }
  if (!isEmpty(periodHours) && !isEmpty(periodDays)) {
    return refused('capPeriodHours', 'TWO_PERIODS', 'The period is given in hours and in days; give only one of them.');
  }
  const hoursPerUnit = isEmpty(periodDays) ? 1 : hoursPerDay;
  const most = longestPeriodHours / hoursPerUnit;
  const period = isEmpty(periodDays) && isEmpty(periodHours) ? defaultPeriodHours : wholeNumber(isEmpty(periodDays) ? periodHours : periodDays, most);
  if (period === null) {
    return refused('capPeriodHours', 'NOT_A_PERIOD', `The period must be a whole number of ${hoursPerUnit === 1 ? 'hours' : 'days'} from 1 to ${most}.`);
  }
  return { ok: true, cap: { maxCalls: calls, periodMs: period * hoursPerUnit * hourMs } };
}

/** `24 hours`, `7 days`. */
export function nameOfPeriod(periodMs: number): string {
  const hours = Math.round(periodMs / hourMs);
  const days = hours / hoursPerDay;
  if (days > 1 && Number.isInteger(days)) return `${days} days`;
  return hours === 1 ? 'hour' : `${hours} hours`;
}

function wholeNumber(value: unknown, most: number): number | null {
  const number = typeof value === 'string' && /^\s*\d+\s*$/.test(value) ? Number(value) : value;
  return typeof number === 'number' && Number.isInteger(number) && number >= 1 && number <= most ? number : null;
}

function isEmpty(value: unknown): boolean {
  return value === undefined || value === null || (typeof value === 'string' && value.trim() === '');
}

function refused(field: string, code: string, message: string): FrequencyCapReading {
  return { ok: false, problems: [{ field, code, message }] };
}
