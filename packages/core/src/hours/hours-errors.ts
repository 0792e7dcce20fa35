import type { IqraError } from '../errors/iqra-error.ts';
import type { CallingRule } from './calling-rule.ts';
import { describeMoment, describeZones } from './describe-moment.ts';
import { hoursErrors } from './hours-error-table.ts';

/** The number says nothing about a place, so nobody can tell what time it is there. */
export function zoneNeeded({ description }: CallingRule): IqraError {
  const field = 'contactTimeZone';
  return hoursErrors.error('TIME_ZONE_NEEDED', { hours: description }, { problems: [hoursErrors.problem('TIME_ZONE_NEEDED', field, { hours: description })] });
}

export interface ClosedHours {
  readonly rule: CallingRule;
  readonly zones: readonly string[];
  readonly nowMs: number;
  /** The moment that was asked for. */
  readonly atMs: number;
}

/** What the hours do at the moment asked for. `closesMs` = their end when they are open but end too soon. */
export function describeState({ zones, atMs }: ClosedHours, isClosed: boolean, closesMs: number | null): string {
  const where = zones.length > 1 ? ` in ${describeZones(zones)}` : '';
  const asked = `${describeMoment(atMs, zones)}${where}`;
  if (closesMs !== null) return `end at ${describeMoment(closesMs, zones)}, too soon for a call at ${asked}`;
  return isClosed ? `are not open at ${asked}` : `are open at ${asked}`;
}

/** Outside the hours, and the user wants a refusal. */
export function outsideHours(closed: ClosedHours, nextStartMs: number, closesMs: number | null): IqraError {
  const { rule, zones, nowMs } = closed;
  const values = { hours: rule.description, state: describeState(closed, true, closesMs), next: describeMoment(nextStartMs, zones) };
  return hoursErrors.error('OUTSIDE_CALLING_HOURS', values, {
    retryAfterMs: Math.max(nextStartMs - nowMs, 0),
    details: { ...detailsOf(closed), nextAllowed: new Date(nextStartMs).toISOString() },
  });
}

/** The holidays of the time asked for are not known. */
export function holidaysUnknown(closed: ClosedHours, [first, last]: readonly [first: number, last: number]): IqraError {
  const values = { hours: closed.rule.description, first, last, at: describeMoment(closed.atMs, closed.zones) };
  return hoursErrors.error('HOLIDAYS_UNKNOWN', values, { details: detailsOf(closed) });
}

/** The hours of a single zone are too short or too rare by themselves. */
export function neverOpen(closed: ClosedHours, neededMs: number, horizonMs: number): IqraError {
  const field = closed.rule.id === 'custom' ? 'customHours' : 'callingHours';
  const values = {
    hours: closed.rule.description,
    minutes: Math.ceil(neededMs / 60_000),
    days: Math.round(horizonMs / (24 * 60 * 60_000)),
    from: describeMoment(closed.atMs, closed.zones),
  };
  return hoursErrors.error('HOURS_NEVER_OPEN', values, { field, problems: [hoursErrors.problem('HOURS_NEVER_OPEN', field, values)] });
}

/** Each zone opens, but never at the same time as the others. */
export function noCommonHours(closed: ClosedHours): IqraError {
  const values = { hours: closed.rule.description, zones: describeZones(closed.zones) };
  return hoursErrors.error('NO_COMMON_HOURS', values, { details: detailsOf(closed) });
}

function detailsOf({ rule, zones, atMs }: ClosedHours): Readonly<Record<string, unknown>> {
  return { rule: rule.id, zones: zones.join(', '), requested: new Date(atMs).toISOString() };
}
