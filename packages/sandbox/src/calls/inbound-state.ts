import type { CallPlan } from './call-plan.ts';
import { queueAt } from './call-state.ts';
import type { QueueState } from './call-state.ts';
import { cleanupEveryMs } from '../time/server-rhythm.ts';

/**
 * An inbound entry at `now`. A cleanup job of its own turns every entry that began processing over five minutes ago into Failed,
 * also answered ones, and overwrites their completion time.
 */
export function inboundAt(plan: CallPlan, now: number, cleanupJob: boolean): QueueState {
  const state = queueAt(plan, now);
  if (!cleanupJob || state.processingStartedAt === null || state.status < 1 || state.status > 4) return state;
  const markedAt = (Math.floor((state.processingStartedAt + cleanupEveryMs) / cleanupEveryMs) + 1) * cleanupEveryMs;
  return markedAt <= now ? { ...state, status: 5, completedAt: markedAt } : state;
}
