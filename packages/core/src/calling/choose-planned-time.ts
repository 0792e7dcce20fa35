import type { PlannedCall } from '../sending/planned-call.ts';
import type { IqraError } from '../errors/iqra-error.ts';
import { clocksOf } from '../hours/zone-clocks.ts';
import { nextAllowedInterval } from '../hours/next-allowed-interval.ts';
import { planCallTime, type CallTime, type CallTimeQuestion } from '../hours/plan-call-time.ts';

/** How far this machine's clock may be ahead of the server's without harm. */
const clockDoubtMs = 60 * 60_000;

export interface PlannedTime {
  readonly times: Pick<PlannedCall, 'startMs' | 'latestStartLimitMs'>;
  readonly warnings: readonly string[];
  /** The hours' reason not to call. */
  readonly refusal: IqraError | null;
}

/** When the call may be made by the rules of time. @throws IqraError of kind `input`. */
export function choosePlannedTime(question: CallTimeQuestion): PlannedTime {
  const time = planCallTime(question);
  if (time.ok) {
    const moved = time.startMs !== null && time.startMs !== question.requestedStartMs;
    return {
      times: { startMs: time.startMs ?? earliestStartMs(question, time), latestStartLimitMs: time.latestStartLimitMs },
      warnings: moved ? [time.explanation, ...time.warnings] : time.warnings,
      refusal: null,
    };
  }
  if (time.error.kind === 'input') throw time.error;
  return { times: { startMs: null, latestStartLimitMs: null }, warnings: [], refusal: time.error };
}

/**
 * For a call that may be made now: the moment from which that is true, with the start guard. It lies in the past by this machine's
 * clock; where that clock is fast it lies in the server's future, and the call waits for it instead of ringing before the hours open.
 */
function earliestStartMs({ rule, nowMs, startGuardMs }: CallTimeQuestion, { zones }: CallTime): number | null {
  if (rule === null) return null;
  let fromMs = nowMs - clockDoubtMs;
  const clocks = zones.flatMap((zone) => clocksOf(zone, nowMs - clockDoubtMs));
  for (;;) {
    const interval = nextAllowedInterval(clocks, rule, fromMs, 1, nowMs + 1 - fromMs);
    if (interval === null) return null;
    if (interval[1] > nowMs) return Math.min(interval[0] + startGuardMs, nowMs);
    fromMs = interval[1];
  }
}
