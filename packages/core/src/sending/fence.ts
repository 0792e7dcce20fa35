import { dialledEarlyMs } from '../domain/server-facts.ts';
import { isIqraError } from '../errors/iqra-error.ts';
import type { PlannedCall } from './planned-call.ts';

/** The longest Keep Trying For under which an ambiguous call can be settled by waiting. */
export const longestGuardedPatienceMs = 120_000;
/** Past the fence by this much, a late insert can only expire: covers second-wide answer times and two servers' clocks. */
export const fenceMarginMs = 5_000;
/** No proxy or server holds a request for longer (a guess, see docs/once-only.md); used where the fence is far away. */
export const longestRequestLifeMs = 5 * 60_000;
/** A re-send must be settled before the server may dial a scheduled call, by whatever clock. */
export const scheduledLeadMs = 2 * dialledEarlyMs;
/** A scheduled call without a calling window may wait this long for a free line. */
const scheduledPatienceMs = 60 * 60_000;

/** When the call of one send may be dialled, in ms since 1970 by the server's clock. */
export interface SendWindow {
  readonly startMs: number;
  /** The fence: an insert after it is never dialled, on a server that reads it. */
  readonly latestStartMs: number;
  readonly scheduled: boolean;
}

/** The present by two clocks that may differ, in ms since 1970. */
export interface Now {
  /** By the server's answers. An immediate call starts then, so that its entry shows whether that clock is the server's own. */
  readonly byAnswersMs: number;
  readonly earliestMs: number;
  readonly latestMs: number;
}

/**
 * The window of a request that is sent now, or `null` when the call's last allowed moment has passed. Where two clocks differ, the
 * call waits for its hours by the earlier one and expires by the later one, so that it is neither placed too soon nor dead on arrival (docs/decisions/0006-sending-latest-start.md).
 */
export function planSend(call: Pick<PlannedCall, 'startMs' | 'latestStartLimitMs' | 'keepTryingMs'>, { byAnswersMs, earliestMs, latestMs }: Now): SendWindow | null {
  const limitMs = call.latestStartLimitMs ?? Number.POSITIVE_INFINITY;
  const scheduled = call.startMs !== null && call.startMs > earliestMs;
  const startMs = scheduled && call.startMs !== null ? call.startMs : byAnswersMs;
  const patienceMs = scheduled ? Math.max(scheduledPatienceMs, call.keepTryingMs) : call.keepTryingMs;
  // A call that waits for its window may be dialled until the window closes: hundreds can be waiting for the same minute.
  const lastMs = scheduled ? startMs + patienceMs : latestMs + patienceMs;
  const latestStartMs = scheduled && call.latestStartLimitMs !== null ? limitMs : Math.min(lastMs, limitMs);
  return latestStartMs > Math.max(startMs, scheduled ? startMs : latestMs) ? { startMs, latestStartMs, scheduled } : null;
}

/**
 * The moment from which an absent call is proven absent: past the fence, or, where the fence of a scheduled call is far away, once
 * no request can still be under way. `lastSeenMs` = when the ambiguous answer arrived, by the server's clock.
 */
export function settledFromMs(window: SendWindow, lastSeenMs: number): number {
  const pastFenceMs = window.latestStartMs + fenceMarginMs;
  return window.scheduled ? Math.min(pastFenceMs, lastSeenMs + longestRequestLifeMs) : pastFenceMs;
}

/** The same where nothing fences a late insert: then only the life of a request bounds it. */
export function absentFromMs(window: SendWindow, lastSeenMs: number, fenced: boolean): number {
  return fenced ? settledFromMs(window, lastSeenMs) : lastSeenMs + longestRequestLifeMs;
}

const mostResendsNow = 2;
const mostResendsScheduled = 1;

export interface Unsettled {
  readonly window: SendWindow;
  /** A late insert on this server can only expire, and the clock by which it does is known. */
  readonly fenced: boolean;
  /** When its ambiguous answer came, by the server's clock. */
  readonly lastSeenMs: number;
  /** How often this run sent the call again after settling an earlier send. */
  readonly resends: number;
  /** The server answered no, if in words that prove nothing: it would answer the same again. */
  readonly refused?: boolean;
  /** The host lets this run wait for minutes. */
  readonly mayWait: boolean;
  /** The host's own time limit, on the server's clock; `null` = none. */
  readonly deadlineMs: number | null;
}

type Settling =
  /** `mayResend`: when the call is absent then, it may be sent again; else its absence is the answer. */
  | { readonly do: 'wait'; readonly untilMs: number; readonly mayResend: boolean }
  | { readonly do: 'report'; readonly because: 'server_has_no_fence' | 'host_may_not_wait' | 'patience_too_long' | 'too_near_start' };

/**
 * Whether an ambiguous send that no look-up found can be settled by waiting: then it is found, or its absence is certain, so that
 * sending again is safe. Waiting is worth it after the last send too: a call that comes late is found, and one that is lost is no riddle (docs/decisions/0091-sending-settled-after-the-last-send.md).
 */
export function decideSettling(unsettled: Unsettled): Settling {
  const { window } = unsettled;
  if (!unsettled.fenced) return { do: 'report', because: 'server_has_no_fence' };
  if (!unsettled.mayWait) return { do: 'report', because: 'host_may_not_wait' };
  const mostResends = window.scheduled ? mostResendsScheduled : mostResendsNow;
  const mayResend = unsettled.refused !== true && unsettled.resends < mostResends;
  const untilMs = settledFromMs(window, unsettled.lastSeenMs);
  if (mayResend && window.scheduled && untilMs > window.startMs - scheduledLeadMs) return { do: 'report', because: 'too_near_start' };
  if (!window.scheduled && window.latestStartMs - window.startMs > longestGuardedPatienceMs) return { do: 'report', because: 'patience_too_long' };
  if (unsettled.deadlineMs !== null && untilMs >= unsettled.deadlineMs) return { do: 'report', because: 'host_may_not_wait' };
  return { do: 'wait', untilMs, mayResend };
}

/** What a failure leaves of its call: it is in the queue, it is certainly not, or a request of it may still get there. */
export type FailedCall =
  | { readonly kind: 'placed' }
  | { readonly kind: 'not_placed' }
  /** `untilMs` by the host's clock: from then on a count shows the call, or it was never placed. */
  | { readonly kind: 'open'; readonly untilMs: number };

/**
 * Whoever counts calls must count an open one. `leftOpenMs` = how long a request may still be under way that was answered with a bare
 * status: such a call is reported as not placed, and may ring all the same (docs/decisions/0097-sending-a-status-is-no-answer.md).
 */
export function judgeFailedCall(error: unknown, nowMs: number, leftOpenMs: number): FailedCall {
  const placement = isIqraError(error) ? error.placement : 'unknown';
  switch (placement) {
    case 'placed':
      return { kind: 'placed' };
    case 'not_placed':
      return leftOpenMs > 0 ? { kind: 'open', untilMs: nowMs + leftOpenMs } : { kind: 'not_placed' };
    case 'unknown':
      return { kind: 'open', untilMs: nowMs + Math.max(longestRequestLifeMs, leftOpenMs) };
    default:
      return placement satisfies never;
  }
}
