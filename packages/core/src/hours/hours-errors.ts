import { IqraError, type InputProblem } from '../errors/iqra-error.ts';
import type { CallingRule } from './calling-rule.ts';
import { describeMoment, describeZones } from './describe-moment.ts';

/** The error of one wrong field of the form. */
export function fieldError(problem: InputProblem, nextStep = 'Correct the field, then run this step again.'): IqraError {
  return new IqraError({
    kind: 'input',
    code: problem.code,
    message: problem.message,
    nextStep,
    placement: 'not_placed',
    field: problem.field,
    problems: [problem],
  });
}

/** The number says nothing about a place, so nobody can tell what time it is there. */
export function zoneNeeded(rule: CallingRule): IqraError {
  const message = `Recipient Time Zone is needed: a toll-free or global number belongs to no place, so Calling Hours ${rule.description} cannot be checked.`;
  return fieldError(
    { field: 'contactTimeZone', code: 'TIME_ZONE_NEEDED', message },
    'Map the time zone of the recipient, such as America/New_York, or set Calling Hours to Off.',
  );
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
  return new IqraError({
    kind: 'refused_by_rule',
    code: 'OUTSIDE_CALLING_HOURS',
    message: `Calling Hours ${rule.description} ${describeState(closed, true, closesMs)}. The next allowed time is ${describeMoment(nextStartMs, zones)}.`,
    nextStep: 'Run this step again at that time, or set Outside Calling Hours to "Schedule for the Next Allowed Time".',
    placement: 'not_placed',
    field: 'callingHours',
    retryAfterMs: Math.max(nextStartMs - nowMs, 0),
    details: { ...detailsOf(closed), nextAllowed: new Date(nextStartMs).toISOString() },
  });
}

/** The holidays of the time asked for are not known. */
export function holidaysUnknown(closed: ClosedHours, years: readonly [first: number, last: number]): IqraError {
  return new IqraError({
    kind: 'refused_by_rule',
    code: 'HOLIDAYS_UNKNOWN',
    message: `Calling Hours ${closed.rule.description} know the public holidays of the years ${years[0]} to ${years[1]} only, so no call is allowed at ${describeMoment(closed.atMs, closed.zones)}.`,
    nextStep: 'Update this integration, or choose Custom hours and list the holidays in Extra Holidays.',
    placement: 'not_placed',
    field: 'callingHours',
    details: detailsOf(closed),
  });
}

/** The hours of a single zone are too short or too rare by themselves. */
export function neverOpen(closed: ClosedHours, neededMs: number, horizonMs: number): IqraError {
  const field = closed.rule.id === 'custom' ? 'customHours' : 'callingHours';
  const minutes = Math.ceil(neededMs / 60_000);
  const days = Math.round(horizonMs / (24 * 60 * 60_000));
  const message = `Calling Hours ${closed.rule.description} never stay open for ${minutes} minutes within ${days} days from ${describeMoment(closed.atMs, closed.zones)}, so no call can be made.`;
  return fieldError(
    { field, code: 'HOURS_NEVER_OPEN', message },
    'Widen the hours, shorten the buffers or take dates out of Extra Holidays.',
  );
}

/** Each zone opens, but never at the same time as the others. */
export function noCommonHours(closed: ClosedHours): IqraError {
  return new IqraError({
    kind: 'refused_by_rule',
    code: 'NO_COMMON_HOURS',
    message: `Calling Hours ${closed.rule.description} are never open at the same time in ${describeZones(closed.zones)}.`,
    nextStep: 'Map the time zone of the recipient to Recipient Time Zone, such as America/New_York.',
    placement: 'not_placed',
    field: 'contactTimeZone',
    details: detailsOf(closed),
  });
}

function detailsOf({ rule, zones, atMs }: ClosedHours): Readonly<Record<string, unknown>> {
  return { rule: rule.id, zones: zones.join(', '), requested: new Date(atMs).toISOString() };
}
