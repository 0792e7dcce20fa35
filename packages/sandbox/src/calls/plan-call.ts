import { chanceFrom } from './chance.ts';
import type { CallPlan, QueueStep } from './call-plan.ts';
import type { OutcomeName } from './outcomes.ts';
import { planPickedUp, provider } from './plan-picked-up.ts';
import { dispatcherPollMs } from '../time/server-rhythm.ts';

export interface CallToPlan {
  readonly seed: string;
  /** Position of the call among all accepted ones; makes its ids and its chances its own. */
  readonly counter: number;
  readonly recipientNumber: string;
  readonly outcome: OutcomeName;
  readonly provider: number;
  readonly maxCallTimeMs: number;
  /** The dispatcher's tick that picks the call up. */
  readonly pickedUpAt: number;
  /** Latest start; `null` = none (documented form). */
  readonly expiresAt: number | null;
}

const unheardByModemTel: readonly OutcomeName[] = ['declined', 'no_answer', 'failed_then_busy'];
const lineBusyPolls = 6;
const putBack: readonly OutcomeName[] = ['line_always_busy', 'line_busy_then_placed', 'concurrency_limit_then_placed'];

/** Everything that will happen to an accepted call. Pure: the same call always gets the same plan. */
export function planCall(call: CallToPlan): CallPlan {
  const outcome = effectiveOutcome(call);
  const chance = chanceFrom(`${call.seed}/plan/${call.recipientNumber}/${call.counter}`);
  const first = call.pickedUpAt;
  if (putBack.includes(outcome)) return planPutBack(call, outcome, chance);
  if (isExpired(call, first)) return { outcome, queue: expiry(first), dialledAt: null, session: null };
  return planPickedUp(call, outcome, first, [], chance);
}

/** ModemTel never reports busy or no answer; other providers than it and Twilio place nothing. */
function effectiveOutcome(call: CallToPlan): OutcomeName {
  if (call.provider === provider.twilio) return call.outcome;
  if (call.provider !== provider.modemTel) return 'canceled';
  return unheardByModemTel.includes(call.outcome) ? 'provider_failed' : call.outcome;
}

function isExpired(call: CallToPlan, atMs: number): boolean {
  return call.expiresAt !== null && call.expiresAt <= atMs;
}

function expiry(atMs: number): readonly QueueStep[] {
  return [
    { at: atMs, status: 1 },
    { at: atMs + 12, status: 7, completedAt: atMs + 12 },
  ];
}

/**
 * The line is busy, or the call server has as many calls as it may: the entry goes back to 0 at each poll, keeping its id, until
 * there is room or its time is over.
 */
function planPutBack(call: CallToPlan, outcome: OutcomeName, chance: () => number): CallPlan {
  const queue: QueueStep[] = [];
  let tick = call.pickedUpAt;
  for (let poll = 0; !isExpired(call, tick); poll += 1) {
    if (outcome !== 'line_always_busy' && poll === lineBusyPolls) return planPickedUp(call, outcome, tick, queue, chance);
    if (poll > 2_000) return { outcome, queue, dialledAt: null, session: null };
    if (outcome === 'concurrency_limit_then_placed') queue.push({ at: tick, status: 1 }, { at: tick + 350, status: 3 }, { at: tick + 450, status: 0 });
    else queue.push({ at: tick, status: 1 }, { at: tick + 850, status: 0 });
    // After the first minutes only every twelfth poll is written out; readers see the same statuses.
    tick += poll < 60 ? dispatcherPollMs : dispatcherPollMs * 12;
  }
  return { outcome, queue: [...queue, ...expiry(tick)], dialledAt: null, session: null };
}
