import { between } from './chance.ts';
import type { CallPlan, QueueStep } from './call-plan.ts';
import { objectId } from './object-id.ts';
import type { OutcomeName } from './outcomes.ts';
import type { CallToPlan } from './plan-call.ts';
import { planFailedSetUp, planSession } from './session-plan.ts';
import type { SessionSetup } from './session-plan.ts';

/** TelephonyProvider: only ModemTel (1) and Twilio (2) can place outbound calls, and only Twilio reports how they went. */
export const provider = { modemTel: 1, twilio: 2, vonage: 3, telnyx: 4, sip: 10 } as const;

/** How long the dispatcher waits for a call server, and picks up nothing else. */
const forwardTimeoutMs = 30_000;
/** How long a call server waits for the provider's answer to a dial. */
const providerTimeoutMs = 10_000;
/** Slow, but within what a call server waits. */
const slowProviderMs = 8_000;
/** From pick-up until a call server has the entry. */
const forwardedAfterMs = 350;
const handedOutAgainAfterMs = 500;

/** Everything that happens to an entry once the dispatcher has picked it up at `tick`; `before` = its earlier pick-ups. */
export function planPickedUp(call: CallToPlan, outcome: OutcomeName, tick: number, before: readonly QueueStep[], chance: () => number): CallPlan {
  const first: QueueStep = { at: tick, status: 1 };
  const ended = (queue: readonly QueueStep[]): CallPlan => ({ outcome, queue: [...before, ...queue], dialledAt: null, session: null });
  const failed = (at: number): QueueStep => ({ at, status: 5, completedAt: at });
  const canceled = (at: number): QueueStep => ({ at, status: 6, completedAt: at });
  switch (outcome) {
    case 'stuck_before_dial':
      return ended([first]);
    case 'canceled':
      return ended([first, canceled(tick + between(chance, 40, 200))]);
    case 'number_deleted':
      return ended([first, canceled(tick + 40), failed(tick + 120)]);
    case 'no_call_server':
      return ended([first, failed(tick + 120)]);
    case 'call_server_refuses':
      return ended([...forwarding(call, tick), failed(tick + 600)]);
    case 'call_server_silent':
      return { ...ended([...forwarding(call, tick), failed(tick + forwardTimeoutMs)]), holdsRegionUntil: tick + forwardTimeoutMs };
    case 'campaign_deleted':
    case 'integration_deleted':
      return ended([...forwarding(call, tick), withServer(tick), failed(tick + forwardedAfterMs + 100)]);
    default:
      return planAtServer(call, outcome, tick, before, chance);
  }
}

/** The dispatcher marks the entry, and the Twilio branch puts it back to 0 for a moment; processing begins with the forwarding. */
function forwarding(call: CallToPlan, tick: number): readonly QueueStep[] {
  const flicker: readonly QueueStep[] = call.provider === provider.twilio ? [{ at: tick + 35, status: 0 }] : [];
  return [{ at: tick, status: 1 }, ...flicker, { at: tick + 90, status: 1, processingStartedAt: tick + 90 }];
}

function withServer(tick: number): QueueStep {
  return { at: tick + forwardedAfterMs, status: 3 };
}

function planAtServer(call: CallToPlan, outcome: OutcomeName, tick: number, before: readonly QueueStep[], chance: () => number): CallPlan {
  const isLate = outcome === 'failed_then_placed';
  const queue: QueueStep[] = [...before, ...forwarding(call, tick), withServer(tick)];
  if (isLate) queue.push({ at: tick + forwardTimeoutMs, status: 5, completedAt: tick + forwardTimeoutMs });
  const setup = setUp(call, outcome, tick + (isLate ? forwardTimeoutMs : 0) + between(chance, 700, 1_100), 'session', chance);
  const plan = (session: CallPlan['session'], isDialled: boolean): CallPlan => ({ outcome, queue, dialledAt: isDialled ? setup.dialledAt : null, session });
  const failAt = (at: number): void => void queue.push({ at, status: 5, completedAt: at });
  const placeAt = (at: number, sessionId: string): void => void queue.push({ at, status: 4, completedAt: at, sessionId });
  switch (outcome) {
    case 'setup_failed':
      failAt(setup.startedAt + 820);
      return plan(planFailedSetUp(setup), false);
    case 'provider_refused':
      failAt(setup.startedAt + 1_900);
      return plan(planFailedSetUp(setup), false);
    case 'provider_too_slow':
      // The provider takes the call after the server has given it up: the phone rings, and nobody answers for it.
      failAt(setup.dialledAt + providerTimeoutMs);
      return plan(planFailedSetUp(setup, setup.dialledAt + providerTimeoutMs), true);
    case 'provider_connection_dropped':
    case 'provider_unreadable_answer':
      failAt(setup.dialledAt + 700);
      return plan(planFailedSetUp(setup, setup.dialledAt + 680), true);
    case 'stuck_after_dial':
      return plan(planSession(setup), true);
    case 'second_conversation':
    case 'set_up_error_then_placed':
      return planTwice(call, outcome, setup, queue, chance);
    default: {
      placeAt(setup.dialledAt + (outcome === 'provider_slow' ? slowProviderMs : between(chance, 400, 1_500)), setup.id);
      const held = isLate ? { holdsRegionUntil: tick + forwardTimeoutMs } : {};
      return { ...plan(planSession(setup), true), ...held };
    }
  }
}

/** The call server is handed one entry twice and makes a conversation each time. */
function planTwice(call: CallToPlan, outcome: OutcomeName, first: SessionSetup, before: readonly QueueStep[], chance: () => number): CallPlan {
  const failsFirst = outcome === 'set_up_error_then_placed';
  const earlier = failsFirst ? planFailedSetUp(first) : planSession({ ...first, outcome: 'no_answer' });
  const firstPlacedAt = first.dialledAt + 400;
  const again = setUp(call, outcome, firstPlacedAt + handedOutAgainAfterMs, 'session-again', chance);
  const placedAt = again.dialledAt + 400;
  const firstPlaced: readonly QueueStep[] = failsFirst ? [] : [{ at: firstPlacedAt, status: 4, completedAt: firstPlacedAt, sessionId: first.id }];
  const queue: readonly QueueStep[] = [
    ...before,
    ...firstPlaced,
    { at: firstPlacedAt + handedOutAgainAfterMs, status: 3 },
    { at: placedAt, status: 4, completedAt: placedAt, sessionId: again.id },
  ];
  return { outcome, queue, dialledAt: again.dialledAt, session: planSession(again), earlier: { dialledAt: failsFirst ? null : first.dialledAt, session: earlier } };
}

function setUp(call: CallToPlan, outcome: OutcomeName, startedAt: number, kind: string, chance: () => number): SessionSetup {
  return {
    id: objectId(call.seed, kind, startedAt, call.counter),
    agentId: objectId(call.seed, `${kind}-agent`, startedAt, call.counter),
    startedAt,
    dialledAt: startedAt + between(chance, 1_200, 1_800),
    maxCallTimeMs: call.maxCallTimeMs,
    outcome,
    // Nobody can answer before the provider has taken the call.
    ...(outcome === 'provider_slow' ? { ringMs: slowProviderMs + 4_000 } : {}),
    reportsMedia: call.provider === provider.twilio,
    chance,
  };
}
