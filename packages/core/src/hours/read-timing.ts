import type { InputProblem } from '../errors/iqra-error.ts';
import { parseCallTime } from './call-time-text.ts';
import { readCallingRule, type CallingHoursChoice, type CallingRule } from './calling-rule.ts';
import { findTimeProblem } from './requested-time.ts';
import { readTimeZone } from './time-zone-name.ts';

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
}

/** Reads and checks all scheduling fields. Everything that is wrong with them is added to `problems`; then nothing may be sent. */
export function readTiming(input: TimingInput, nowMs: number, problems: InputProblem[]): Timing {
  const zone = readTimeZone(input.contactTimeZone);
  if (!zone.ok) problems.push(zone.problem);
  const contactTimeZone = zone.ok ? zone.zone : null;
  return {
    // Without a usable zone, a local time would only be a second complaint about the same mistake.
    requestedStartMs: zone.ok ? readStart(input.scheduledTime, contactTimeZone, nowMs, problems) : null,
    contactTimeZone,
    rule: readCallingRule(input, problems),
    outsideHours: input.outsideHours === 'refuse' ? 'refuse' : 'schedule',
    startGuardMs: input.startGuardSeconds * 1_000,
    endGuardMs: input.endGuardSeconds * 1_000,
  };
}

function readStart(text: string | undefined, zone: string | null, nowMs: number, problems: InputProblem[]): number | null {
  if (text === undefined || text.trim() === '') return null;
  const time = parseCallTime(text, zone);
  const problem = time.ok ? findTimeProblem(time.ms, nowMs) : { field: 'scheduledTime', code: time.code, message: time.message };
  if (problem !== null) problems.push(problem);
  return time.ok ? time.ms : null;
}
