import { isIqraError } from '../errors/iqra-error.ts';
import { longestRequestLifeMs } from '../sending/fence.ts';

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
