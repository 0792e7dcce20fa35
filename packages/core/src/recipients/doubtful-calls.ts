import { longestRequestLifeMs } from '../sending/fence.ts';

/**
 * The calls of this process of which nobody knows whether they reached the queue. While a request may be under way no count shows its
 * call; after that a count does, or it was never placed. Times in ms by the host's clock.
 */
export interface DoubtfulCalls {
  note(e164: string, nowMs: number): void;
  countOf(e164: string, nowMs: number): number;
}

export function createDoubtfulCalls(): DoubtfulCalls {
  let calls: readonly { readonly e164: string; readonly untilMs: number }[] = [];
  return {
    note: (e164, nowMs) => {
      calls = [...calls.filter(({ untilMs }) => untilMs > nowMs), { e164, untilMs: nowMs + longestRequestLifeMs }];
    },
    countOf: (e164, nowMs) => calls.filter((call) => call.e164 === e164 && call.untilMs > nowMs).length,
  };
}
