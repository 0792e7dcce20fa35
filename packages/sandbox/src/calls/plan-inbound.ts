import { chanceFrom } from './chance.ts';
import type { CallPlan } from './call-plan.ts';
import { objectId } from './object-id.ts';
import type { OutcomeName } from './outcomes.ts';
import { planSession } from './session-plan.ts';

export interface InboundToPlan {
  readonly seed: string;
  readonly counter: number;
  readonly at: number;
  readonly callerNumber: string;
  readonly outcome: OutcomeName;
  readonly maxCallTimeMs: number;
}

/** A caller who gives up before anybody takes the call: the entry is closed and never gets a conversation. */
function planMissed({ at, outcome }: InboundToPlan): CallPlan {
  const queue: CallPlan['queue'] = [
    { at, status: 0 },
    { at: at + 20_000, status: 6 },
  ];
  return { outcome, queue, dialledAt: null, session: null };
}

/** The caller is on the line from the start: picked up, forwarded and answered within about two seconds. */
export function planInboundCall(call: InboundToPlan): CallPlan {
  if (call.outcome === 'canceled') return planMissed(call);
  const chance = chanceFrom(`${call.seed}/inbound/${call.callerNumber}/${call.counter}`);
  const startedAt = call.at + 900;
  const session = planSession({
    id: objectId(call.seed, 'session', startedAt, call.counter),
    agentId: objectId(call.seed, 'session-agent', startedAt, call.counter),
    startedAt,
    dialledAt: startedAt,
    ringMs: 1_300,
    maxCallTimeMs: call.maxCallTimeMs,
    outcome: call.outcome,
    chance,
  });
  return {
    outcome: call.outcome,
    queue: [
      { at: call.at, status: 0 },
      { at: call.at + 220, status: 1, processingStartedAt: call.at + 220 },
      { at: call.at + 400, status: 2 },
      { at: call.at + 700, status: 3 },
      { at: call.at + 1_610, status: 4, completedAt: call.at + 1_610, sessionId: session.id },
    ],
    dialledAt: null,
    session,
  };
}
