import type { Effect } from '../api/operation.ts';

/** Why a try brought no result. For a read, `ambiguous` means that the answer was lost or unreadable. */
export type TryFailure =
  | { readonly kind: 'not_sent' }
  | { readonly kind: 'throttled'; readonly retryAfterMs: number }
  | { readonly kind: 'refused' }
  | { readonly kind: 'queued_without_id' }
  | { readonly kind: 'ambiguous' };

export interface Tries {
  /** How many tries were made, the failed one included. */
  readonly tries: number;
  /** Time since the first try began. */
  readonly elapsedMs: number;
  /** At least 0 and below 1. */
  readonly random: number;
}

export type RetryDecision =
  | { readonly again: true; readonly afterMs: number }
  | { readonly again: false; readonly because: 'not_repeatable' | 'definite' | 'tries_spent' | 'too_long' };

interface Limits {
  readonly tries: number;
  readonly firstPauseMs: number;
  readonly longestWaitMs: number;
  readonly budgetMs: number;
}

const limits: Readonly<Record<Effect, Limits>> = {
  read: { tries: 3, firstPauseMs: 500, longestWaitMs: 60_000, budgetMs: 90_000 },
  dial: { tries: 3, firstPauseMs: 1_000, longestWaitMs: 120_000, budgetMs: 300_000 },
};

/**
 * Whether, and after how many milliseconds, the same request may be sent again. Asked in this order: may it repeat at all; is the
 * failure definite; are tries left; is the wait bearable. A dial repeats only if the last one provably reached no queue, because
 * the server has no idempotency key and no way to cancel a call.
 */
export function decideRetry(effect: Effect, failure: TryFailure, soFar: Tries): RetryDecision {
  if (!mayRepeat(effect, failure)) return { again: false, because: 'not_repeatable' };
  if (failure.kind === 'refused') return { again: false, because: 'definite' };
  const { tries, longestWaitMs, budgetMs } = limits[effect];
  if (soFar.tries >= tries) return { again: false, because: 'tries_spent' };
  const afterMs = pauseMs(effect, failure, soFar);
  if (afterMs > longestWaitMs || soFar.elapsedMs + afterMs > budgetMs) return { again: false, because: 'too_long' };
  return { again: true, afterMs };
}

function mayRepeat(effect: Effect, failure: TryFailure): boolean {
  switch (effect) {
    case 'read':
      return true;
    case 'dial':
      return failure.kind === 'not_sent' || failure.kind === 'throttled';
    default:
      return effect satisfies never;
  }
}

/** Doubling pauses, each between its half and its full length, so that many workers do not come back together. */
function pauseMs(effect: Effect, failure: TryFailure, soFar: Tries): number {
  const full = limits[effect].firstPauseMs * 2 ** (soFar.tries - 1);
  const backOff = Math.ceil(full * (0.5 + soFar.random / 2));
  return failure.kind === 'throttled' ? Math.max(failure.retryAfterMs, backOff) : backOff;
}
