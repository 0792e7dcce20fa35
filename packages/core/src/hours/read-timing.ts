import type { InputProblem } from '../errors/iqra-error.ts';
import { hoursErrors } from './hours-errors.ts';
import { readCallingRule, type CallingHoursChoice, type CallingRule } from './calling-rule.ts';
import { describeDistantMoment, describeMoment } from './local-time.ts';
import { openingOfDay } from './next-allowed-interval.ts';
import { readTimeZone } from './time-zone-name.ts';
import type { WeeklyHours } from './weekly-hours.ts';
import { parseCallTime } from './written-time.ts';
import { zonesOfNumber, type PhoneLine } from './zones-of-number.ts';

/** The scheduling fields of the form, as `parseInput` returns them. */
export interface TimingInput extends CallingHoursChoice {
  readonly scheduledTime?: string;
  readonly contactTimeZone?: string;
  readonly outsideHours: string;
  readonly startGuardSeconds: number;
  readonly endGuardSeconds: number;
}

/** What a user asks about the time of a call. */
export interface Timing {
  /** In ms since 1970 UTC; `null` = now. */
  readonly requestedStartMs: number | null;
  /** The recipient's own zone, which wins over what the number suggests. */
  readonly contactTimeZone: string | null;
  /** `null` = calls are made at any hour. */
  readonly rule: CallingRule | null;
  readonly outsideHours: 'schedule' | 'refuse';
  readonly startGuardMs: number;
  readonly endGuardMs: number;
  /** How the fields were read where they left something open; whole sentences. */
  readonly warnings?: readonly string[];
}

/** Who is called, and when it is now. `recipient` = `null` where the number itself is wrong. */
export interface TimingSituation {
  readonly nowMs: number;
  readonly recipient: PhoneLine | null;
}

/** Reads and checks all scheduling fields. Everything that is wrong with them is added to `problems`; then nothing may be sent. */
export function readTiming(input: TimingInput, situation: TimingSituation, problems: InputProblem[]): Timing {
  const zone = readTimeZone(input.contactTimeZone);
  if (!zone.ok) problems.push(zone.problem);
  const contactTimeZone = zone.ok ? zone.zone : null;
  const rule = readCallingRule(input, problems, situation.recipient);
  const isOff = rule === null && input.callingHours === 'off';
  if (isOff) problems.push(...fieldsWithoutHours(input));
  // Without a usable zone, a local time would only be a second complaint about the same mistake.
  const start = zone.ok ? readStart(input.scheduledTime, { ...situation, zone: contactTimeZone, rule, isOff }, problems) : now;
  return {
    requestedStartMs: start.ms,
    contactTimeZone,
    rule,
    outsideHours: input.outsideHours === 'refuse' ? 'refuse' : 'schedule',
    startGuardMs: input.startGuardSeconds * 1_000,
    endGuardMs: input.endGuardSeconds * 1_000,
    warnings: start.warnings,
  };
}

/** A field that only works inside hours would be void without them, in silence. */
function fieldsWithoutHours({ outsideHours, holidayDates }: TimingInput): readonly InputProblem[] {
  const problem = (field: string, label: string): InputProblem => hoursErrors.problem('CALLING_HOURS_OFF', field, { label });
  const hasHolidays = holidayDates !== undefined && holidayDates.length > 0;
  return [
    ...(outsideHours === 'refuse' ? [problem('outsideHours', 'Outside Calling Hours')] : []),
    ...(hasHolidays ? [problem('holidayDates', 'Extra Holidays')] : []),
  ];
}

interface StartSituation extends TimingSituation {
  readonly zone: string | null;
  readonly rule: CallingRule | null;
  /** Not only unreadable hours. */
  readonly isOff: boolean;
}

interface RequestedStart {
  readonly ms: number | null;
  readonly warnings: readonly string[];
}

const neverOpen: WeeklyHours = { weekly: {} };
const now: RequestedStart = { ms: null, warnings: [] };

function readStart(text: string | undefined, { nowMs, recipient, zone, rule, isOff }: StartSituation, problems: InputProblem[]): RequestedStart {
  if (text === undefined || text.trim() === '') return now;
  const numberZones = recipient === null ? [] : zonesOfNumber(recipient);
  const zones = zone === null ? numberZones : [zone];
  const time = parseCallTime(text, zones);
  // The number is complained about already, and with it the time would have had a zone.
  if (!time.ok && time.complaint.code === 'TIME_WITHOUT_OFFSET' && recipient === null && problems.length > 0) return now;
  if (!time.ok) return refused({ field: 'scheduledTime', ...time.complaint }, problems);
  if (time.kind === 'day' && rule === null) return isOff ? refused(hoursErrors.problem('DAY_WITHOUT_HOURS', 'scheduledTime', { text: text.trim().slice(0, 40) }), problems) : now;
  const ms = time.kind === 'moment' ? time.ms : openingOfDay(time.midnightMs, zones, rule ?? neverOpen, nowMs);
  const problem = findTimeProblem(ms, nowMs);
  if (problem !== null) return refused(problem, problems);
  const isNumbersTime = zone === null && time.kind === 'moment' && time.zone !== null;
  return { ms, warnings: isNumbersTime ? [`Scheduled Time is read in the time zone of the number: ${describeMoment(ms, numberZones)}.`] : [] };
}

function refused(problem: InputProblem, problems: InputProblem[]): RequestedStart {
  problems.push(problem);
  return now;
}

/** An item may wait this long in its host between the workflow's reckoning of "now" and this step. */
const pastToleranceMs = 5 * 60_000;
/** A year, a leap day included. */
export const furthestScheduleMs = 366 * 24 * 60 * 60_000;

/** What is wrong with a requested start, or `null`. A start that has just passed is meant as "now". */
export function findTimeProblem(requestedStartMs: number, nowMs: number): InputProblem | null {
  const at = describeDistantMoment(requestedStartMs);
  if (requestedStartMs < nowMs - pastToleranceMs) return hoursErrors.problem('SCHEDULE_IN_PAST', 'scheduledTime', { at, now: describeDistantMoment(nowMs) });
  if (requestedStartMs > nowMs + furthestScheduleMs) return hoursErrors.problem('SCHEDULE_TOO_FAR', 'scheduledTime', { at });
  return null;
}
