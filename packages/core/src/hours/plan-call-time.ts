import type { IqraError } from '../errors/iqra-error.ts';
import { inputError } from '../fields/field.ts';
import { warnAboutRule, type CallingRule } from './calling-rule.ts';
import { hoursErrors } from './hours-errors.ts';
import { clocksOf, describeMoment, describeZones } from './local-time.ts';
import { defaultHorizonMs, defaultMinimumIntervalMs, nextAllowedInterval } from './next-allowed-interval.ts';
import { findTimeProblem, type Timing } from './read-timing.ts';
import { readTimeZone } from './time-zone-name.ts';
import type { Interval } from './weekly-hours.ts';
import { zonesOfNumber, type PhoneLine } from './zones-of-number.ts';

/** Between the first and the last moment that the server may dial, so that a busy line does not lose the call. */
const shortestDialTimeMs = 11 * 60_000;

export interface CallTimeQuestion extends Timing {
  readonly nowMs: number;
  readonly recipient: PhoneLine;
}

export interface CallTime {
  readonly ok: true;
  /** The start to ask the server for, in ms since 1970 UTC; `null` = now. */
  readonly startMs: number | null;
  /** The call may not be dialled after this moment; `null` = no such limit. */
  readonly latestStartLimitMs: number | null;
  /** The time zones that were looked at; empty with hours off. */
  readonly zones: readonly string[];
  /** Why the call is made at this time, in one or two sentences. */
  readonly explanation: string;
  /** Whole sentences. */
  readonly warnings: readonly string[];
}

export type CallTimeResult = CallTime | { readonly ok: false; readonly error: IqraError };

/**
 * Decides when a call may be made. The start keeps the buffer after opening from the beginning of the hours, because the server dials up to a
 * minute early; the limit keeps the buffer before closing from their end, because the server checks it some time before the phone rings. A moment
 * that is a whole buffer inside the hours is not moved. A refusal comes back as an error of kind `input` or `refused_by_rule` with
 * placement `not_placed`.
 * @throws IqraError of kind `input` only where the time zone data of the machine lacks a zone of the number; nothing may be sent.
 */
export function planCallTime(question: CallTimeQuestion): CallTimeResult {
  const { nowMs, requestedStartMs, rule } = question;
  const zone = readTimeZone(question.contactTimeZone);
  if (!zone.ok) return refuse(inputError([zone.problem]));
  const problem = requestedStartMs === null ? null : findTimeProblem(requestedStartMs, nowMs);
  if (problem !== null) return refuse(inputError([problem]));
  const atMs = Math.max(requestedStartMs ?? nowMs, nowMs);
  if (rule === null) return { ...withoutHours(atMs, nowMs), warnings: question.warnings ?? [] };
  const zones = zone.zone === null ? zonesOfNumber(question.recipient) : zonesNamed(zone.zone, question.recipient);
  if (zones.length === 0) return refuse(zoneNeeded(rule));
  return insideHours(question, { rule, zones, nowMs, atMs });
}

/** CRMs say "Pacific Time (US & Canada)", but since 2026 a good part of Canada no longer keeps the time of its neighbours in the south. */
const canadianNeighbours: ReadonlyMap<string, string> = new Map([
  ['America/Los_Angeles', 'America/Vancouver'],
  ['US/Pacific', 'America/Vancouver'],
  ['America/Denver', 'America/Edmonton'],
  ['US/Mountain', 'America/Edmonton'],
  ['America/Chicago', 'America/Winnipeg'],
  ['US/Central', 'America/Winnipeg'],
]);

function zonesNamed(zone: string, { country }: PhoneLine): readonly string[] {
  const neighbour = country === 'CA' ? canadianNeighbours.get(zone) : undefined;
  return neighbour === undefined ? [zone] : [zone, neighbour];
}

function allowedInterval(zones: readonly string[], rule: CallingRule, fromMs: number, minimumMs: number, horizonMs?: number): Interval | null {
  return nextAllowedInterval(zones.flatMap((zone) => clocksOf(zone, fromMs)), rule, fromMs, minimumMs, horizonMs);
}

const refuse = (error: IqraError): CallTimeResult => ({ ok: false, error });

function withoutHours(atMs: number, nowMs: number): CallTime {
  const explanation = `Calling Hours are off; the call is made ${atMs > nowMs ? `at ${describeMoment(atMs)}` : 'now'}.`;
  return { ok: true, startMs: atMs > nowMs ? atMs : null, latestStartLimitMs: null, zones: [], explanation, warnings: [] };
}

function insideHours(question: CallTimeQuestion, asked: ClosedHours): CallTimeResult {
  const { startGuardMs, endGuardMs } = question;
  const { rule, zones, nowMs, atMs } = asked;
  const neededMs = Math.max(defaultMinimumIntervalMs, startGuardMs + shortestDialTimeMs + endGuardMs);
  // Asked from a buffer earlier, so that a moment well inside the hours stays as it is and any other is moved to a buffer after the opening.
  const interval = allowedInterval(zones, rule, atMs - startGuardMs, neededMs);
  if (interval === null) return refuse(explainNull(asked, neededMs));
  const startMs = interval[0] + startGuardMs;
  const latestStartLimitMs = interval[1] - endGuardMs;
  const isClosed = interval[0] > atMs;
  const closesMs = isClosed ? endOfHours(asked, neededMs) : null;
  if (isClosed && question.outsideHours === 'refuse') return refuse(outsideHours(asked, startMs, closesMs));
  return {
    ok: true,
    startMs: startMs === nowMs ? null : startMs,
    latestStartLimitMs,
    zones,
    explanation: `Calling Hours ${rule.description} ${describeState(asked, isClosed, closesMs)}; the call is made ${startMs === nowMs ? 'now' : `at ${describeMoment(startMs, zones)}`}, at the latest at ${describeMoment(latestStartLimitMs, zones)}.`,
    warnings: [...(question.warnings ?? []), ...warnAboutRule(rule, question.recipient)],
  };
}

/** No allowed time within the horizon is never "call anyway": it says which of the three reasons it is. */
function explainNull(asked: ClosedHours, neededMs: number): IqraError {
  const { rule, zones, atMs } = asked;
  const eachOpens = zones.every((zone) => allowedInterval([zone], rule, atMs, neededMs) !== null);
  if (eachOpens) return noCommonHours(asked);
  const years = rule.holidayYears;
  const isUnknown = years !== null && (yearOf(atMs) < years[0] || yearOf(atMs + defaultHorizonMs) > years[1]);
  return isUnknown ? holidaysUnknown(asked, years) : neverOpen(asked, neededMs);
}

function yearOf(ms: number): number {
  return new Date(ms).getUTCFullYear();
}

/** When the hours are open at the moment asked for, but end too soon to be used: their end. */
function endOfHours({ rule, zones, atMs }: ClosedHours, neededMs: number): number | null {
  const open = allowedInterval(zones, rule, atMs, 1, neededMs);
  return open !== null && open[0] === atMs ? open[1] : null;
}

/** The number says nothing about a place, so nobody can tell what time it is there. */
function zoneNeeded({ description }: CallingRule): IqraError {
  const field = 'contactTimeZone';
  return hoursErrors.error('TIME_ZONE_NEEDED', { hours: description }, { problems: [hoursErrors.problem('TIME_ZONE_NEEDED', field, { hours: description })] });
}

interface ClosedHours {
  readonly rule: CallingRule;
  readonly zones: readonly string[];
  readonly nowMs: number;
  /** The moment that was asked for. */
  readonly atMs: number;
}

/** What the hours do at the moment asked for. `closesMs` = their end when they are open but end too soon. */
function describeState({ zones, atMs }: ClosedHours, isClosed: boolean, closesMs: number | null): string {
  const where = zones.length > 1 ? ` in ${describeZones(zones)}` : '';
  const asked = `${describeMoment(atMs, zones)}${where}`;
  if (closesMs !== null) return `end at ${describeMoment(closesMs, zones)}, too soon for a call at ${asked}`;
  return isClosed ? `are not open at ${asked}` : `are open at ${asked}`;
}

/** Outside the hours, and the user wants a refusal. */
function outsideHours(closed: ClosedHours, nextStartMs: number, closesMs: number | null): IqraError {
  const { rule, zones, nowMs } = closed;
  const values = { hours: rule.description, state: describeState(closed, true, closesMs), next: describeMoment(nextStartMs, zones) };
  return hoursErrors.error('OUTSIDE_CALLING_HOURS', values, {
    retryAfterMs: Math.max(nextStartMs - nowMs, 0),
    details: { ...detailsOf(closed), nextAllowed: new Date(nextStartMs).toISOString() },
  });
}

/** The holidays of the time asked for are not known. */
function holidaysUnknown(closed: ClosedHours, [first, last]: readonly [first: number, last: number]): IqraError {
  const values = { hours: closed.rule.description, first, last, at: describeMoment(closed.atMs, closed.zones) };
  return hoursErrors.error('HOLIDAYS_UNKNOWN', values, { details: detailsOf(closed) });
}

/** The hours of a single zone are too short or too rare by themselves. */
function neverOpen(closed: ClosedHours, neededMs: number): IqraError {
  const field = closed.rule.id === 'custom' ? 'customHours' : 'callingHours';
  const values = {
    hours: closed.rule.description,
    minutes: Math.ceil(neededMs / 60_000),
    days: defaultHorizonMs / (24 * 60 * 60_000),
    from: describeMoment(closed.atMs, closed.zones),
  };
  return hoursErrors.error('HOURS_NEVER_OPEN', values, { field, problems: [hoursErrors.problem('HOURS_NEVER_OPEN', field, values)] });
}

/** Each zone opens, but never at the same time as the others. */
function noCommonHours(closed: ClosedHours): IqraError {
  const values = { hours: closed.rule.description, zones: describeZones(closed.zones) };
  return hoursErrors.error('NO_COMMON_HOURS', values, { details: detailsOf(closed) });
}

function detailsOf({ rule, zones, atMs }: ClosedHours): Readonly<Record<string, unknown>> {
  return { rule: rule.id, zones: zones.join(', '), requested: new Date(atMs).toISOString() };
}
