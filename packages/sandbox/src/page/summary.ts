import { ledgerOf } from '../state/ledger.ts';
import type { SandboxState } from '../state/sandbox-state.ts';
import { settlesAt } from '../calls/call-state.ts';

/** The figures at the top of the page. */
export interface Summary {
  readonly now: number;
  readonly timeScale: number;
  readonly accepted: number;
  /** Not rung yet, and may still be. */
  readonly waiting: number;
  readonly dialled: number;
  /** Nothing more will happen to these. */
  readonly settled: number;
  /** People rung more than once for one event. */
  readonly dialledTwice: number;
  readonly inbound: number;
}

export function summaryOf(state: SandboxState): Summary {
  const now = state.now();
  const { calls, inbound } = state.world;
  const ledger = ledgerOf(calls, now);
  const settled = calls.filter((call) => settlesAt(call.plan, state.options.cleanupJob) <= now).length;
  const waiting = calls.filter((call) => call.plan.dialledAt !== null && call.plan.dialledAt > now).length;
  return {
    now,
    timeScale: state.options.clock.timeScale,
    accepted: calls.length,
    waiting,
    dialled: ledger.dials.length,
    settled,
    dialledTwice: ledger.dialledTwice.length,
    inbound: inbound.length,
  };
}
