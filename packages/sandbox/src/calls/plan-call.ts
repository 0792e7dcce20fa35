import { between, chanceFrom } from './chance.ts';
import type { CallPlan, QueueStep, SessionPlan } from './call-plan.ts';
import { objectId } from './object-id.ts';
import type { OutcomeName } from './outcomes.ts';
import { planFailedSetUp, planSession } from './session-plan.ts';
import { dispatcherPollMs } from '../time/server-rhythm.ts';

/** TelephonyProvider: only ModemTel (1) and Twilio (2) can place outbound calls, and only Twilio reports how they went. */
const provider = { modemTel: 1, twilio: 2, vonage: 3, telnyx: 4, sip: 10 } as const;

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

const forwardTimeoutMs = 30_000;
const lineBusyPolls = 6;

/** Everything that will happen to an accepted call. Pure: the same call always gets the same plan. */
export function planCall(call: CallToPlan): CallPlan {
  const outcome = effectiveOutcome(call);
  const chance = chanceFrom(`${call.seed}/plan/${call.recipientNumber}/${call.counter}`);
  const first = call.pickedUpAt;
  if (outcome === 'line_always_busy' || outcome === 'line_busy_then_placed') return planBusyLine(call, outcome, chance);
  if (isExpired(call, first)) return { outcome, queue: expiry(first), dialledAt: null, session: null };
  return planFrom(call, outcome, first, [], chance);
}

function effectiveOutcome(call: CallToPlan): OutcomeName {
  if (call.provider === provider.twilio) return call.outcome;
  if (call.provider !== provider.modemTel) return 'canceled';
  const readable: readonly OutcomeName[] = ['canceled', 'provider_refused', 'setup_failed', 'stuck_before_dial', 'line_always_busy', 'line_busy_then_placed'];
  return readable.includes(call.outcome) ? call.outcome : 'provider_failed';
}

function isExpired(call: CallToPlan, atMs: number): boolean {
  return call.expiresAt !== null && call.expiresAt <= atMs;
}

function expiry(atMs: number): readonly QueueStep[] {
  return [
    { at: atMs, status: 1, processingStartedAt: atMs },
    { at: atMs + 12, status: 7, completedAt: atMs + 12 },
  ];
}

/** The line is busy: the entry goes back to 0 at each poll, keeping its id, until a line is free or its time is over. */
function planBusyLine(call: CallToPlan, outcome: OutcomeName, chance: () => number): CallPlan {
  const queue: QueueStep[] = [];
  let tick = call.pickedUpAt;
  for (let poll = 0; !isExpired(call, tick); poll += 1) {
    if (outcome === 'line_busy_then_placed' && poll === lineBusyPolls) return planFrom(call, outcome, tick, queue, chance);
    if (poll > 2_000) return { outcome, queue, dialledAt: null, session: null };
    queue.push({ at: tick, status: 1, processingStartedAt: tick }, { at: tick + 850, status: 0 });
    // After the first minutes only every twelfth poll is written out; readers see the same statuses.
    tick += poll < 60 ? dispatcherPollMs : dispatcherPollMs * 12;
  }
  return { outcome, queue: [...queue, ...expiry(tick)], dialledAt: null, session: null };
}

function planFrom(call: CallToPlan, outcome: OutcomeName, tick: number, before: readonly QueueStep[], chance: () => number): CallPlan {
  const queue: QueueStep[] = [...before, { at: tick, status: 1, processingStartedAt: tick }];
  const close = (status: 5 | 6, atMs: number): void => void queue.push({ at: atMs, status, completedAt: atMs });
  const finished = (dialledAt: number | null = null, session: SessionPlan | null = null): CallPlan => ({ outcome, queue, dialledAt, session });

  if (outcome === 'stuck_before_dial') return finished();
  if (outcome === 'canceled') {
    close(6, tick + between(chance, 40, 200));
    return finished();
  }
  if (call.provider === provider.twilio) {
    // The Twilio branch puts the entry back to 0 for a moment while it is being processed.
    queue.push({ at: tick + 35, status: 0 }, { at: tick + 90, status: 1, processingStartedAt: tick });
  }
  const late = outcome === 'failed_then_placed' ? forwardTimeoutMs : 0;
  if (late > 0) close(5, tick + late);
  queue.push(...(late > 0 ? [] : [{ at: tick + 350, status: 3 } as const]));

  const startedAt = tick + late + between(chance, 700, 1_100);
  const dialledAt = startedAt + between(chance, 1_200, 1_800);
  const setup = {
    id: objectId(call.seed, 'session', startedAt, call.counter),
    agentId: objectId(call.seed, 'session-agent', startedAt, call.counter),
    startedAt,
    dialledAt,
    maxCallTimeMs: call.maxCallTimeMs,
    outcome,
    chance,
  };
  if (outcome === 'setup_failed' || outcome === 'provider_refused') {
    const session = planFailedSetUp(setup);
    close(5, startedAt + (outcome === 'setup_failed' ? 820 : 1_900));
    return finished(null, session);
  }
  const placedAt = dialledAt + between(chance, 400, 1_500);
  if (outcome !== 'stuck_after_dial') queue.push({ at: placedAt, status: 4, completedAt: placedAt, sessionLinked: true });
  return finished(dialledAt, planSession(setup));
}
