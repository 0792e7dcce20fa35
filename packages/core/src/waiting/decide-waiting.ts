/** A call that was waited for, as far as it matters for what comes next. */
export interface WaitingCall {
  readonly ended: boolean;
  /** It carries the address of the run that waits, so that its end can wake it. */
  readonly wakes: boolean;
}

export interface WaitingFacts {
  readonly calls: readonly WaitingCall[];
  /** By the host's clock, ms since 1970 UTC. */
  readonly nowMs: number;
  /** When the run goes on in any case. */
  readonly limitMs: number;
  /** Whether the run can be put to sleep and woken. */
  readonly canSleep: boolean;
}

/** Why a run goes on although a call is not known to have ended; the first reason that holds. */
export type GoOnReason = 'limit_over' | 'only_in_step' | 'wakes_another_run';

export type WaitingDecision =
  | { readonly kind: 'go_on'; readonly reason: GoOnReason | null }
  | { readonly kind: 'keep_waiting'; readonly untilMs: number };

/**
 * What a run that waits for calls does next. It goes on once every call has ended that could still wake it: nobody would wake it for
 * the others.
 */
export function decideWaiting({ calls, nowMs, limitMs, canSleep }: WaitingFacts): WaitingDecision {
  const open = calls.filter(({ ended }) => !ended);
  if (open.length === 0) return { kind: 'go_on', reason: null };
  if (nowMs >= limitMs) return { kind: 'go_on', reason: 'limit_over' };
  if (!canSleep) return { kind: 'go_on', reason: 'only_in_step' };
  if (!open.some(({ wakes }) => wakes)) return { kind: 'go_on', reason: 'wakes_another_run' };
  return { kind: 'keep_waiting', untilMs: limitMs };
}
