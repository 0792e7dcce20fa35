import { longestGuardedPatienceMs, scheduledLeadMs, settledFromMs } from './fence.ts';
import type { AttemptWindow } from './fence.ts';

const mostResendsNow = 2;
const mostResendsScheduled = 1;

export interface Unsettled {
  readonly window: AttemptWindow;
  /** A late insert on this server can only expire, and the clock by which it does is known. */
  readonly fenced: boolean;
  /** When its ambiguous answer came, by the server's clock. */
  readonly lastSeenMs: number;
  /** How often this run sent the call again after settling an earlier attempt. */
  readonly resends: number;
  /** The host lets this run wait for minutes. */
  readonly mayWait: boolean;
  /** The host's own time limit, on the server's clock; `null` = none. */
  readonly deadlineMs: number | null;
}

export type Settling =
  /** `mayResend`: when the call is absent then, it may be sent again; else its absence is the outcome. */
  | { readonly do: 'wait'; readonly untilMs: number; readonly mayResend: boolean }
  | { readonly do: 'report'; readonly because: 'server_has_no_fence' | 'host_may_not_wait' | 'patience_too_long' | 'too_near_start' };

/**
 * Whether an ambiguous attempt that no look-up found can be settled by waiting: then it is found, or its absence is certain, so that
 * sending again is safe. Waiting is worth it after the last send too: a call that comes late is found, and one that is lost is no riddle.
 */
export function decideSettling(unsettled: Unsettled): Settling {
  const { window } = unsettled;
  if (!unsettled.fenced) return { do: 'report', because: 'server_has_no_fence' };
  if (!unsettled.mayWait) return { do: 'report', because: 'host_may_not_wait' };
  const mostResends = window.scheduled ? mostResendsScheduled : mostResendsNow;
  const mayResend = unsettled.resends < mostResends;
  const untilMs = settledFromMs(window, unsettled.lastSeenMs);
  if (mayResend && window.scheduled && untilMs > window.startMs - scheduledLeadMs) return { do: 'report', because: 'too_near_start' };
  if (!window.scheduled && window.latestStartMs - window.startMs > longestGuardedPatienceMs) return { do: 'report', because: 'patience_too_long' };
  if (unsettled.deadlineMs !== null && untilMs >= unsettled.deadlineMs) return { do: 'report', because: 'host_may_not_wait' };
  return { do: 'wait', untilMs, mayResend };
}
