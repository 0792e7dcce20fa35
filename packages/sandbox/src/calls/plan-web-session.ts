import { chanceFrom } from './chance.ts';
import type { SessionPlan } from './call-plan.ts';
import { objectId } from './object-id.ts';
import { planSession } from './session-plan.ts';
import { defaultMaxCallTimeS } from '../time/server-rhythm.ts';

export interface WebSessionToPlan {
  readonly seed: string;
  readonly counter: number;
  readonly at: number;
  readonly clientIdentifier: string;
}

/** A browser conversation: somebody talks for a while and leaves. */
export function planWebSession(web: WebSessionToPlan): SessionPlan {
  const startedAt = web.at + 60;
  return planSession({
    id: objectId(web.seed, 'session', startedAt, web.counter),
    agentId: objectId(web.seed, 'session-agent', startedAt, web.counter),
    startedAt,
    dialledAt: startedAt,
    ringMs: 1_300,
    maxCallTimeMs: defaultMaxCallTimeS * 1000,
    outcome: 'recipient_hung_up',
    chance: chanceFrom(`${web.seed}/web/${web.clientIdentifier}/${web.counter}`),
  });
}
