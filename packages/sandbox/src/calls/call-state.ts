import type { CallPlan, EndType, QueueStatus, SessionPlan, SessionStatus } from './call-plan.ts';
import { cleanupEveryMs, endedRecordLifetimeMs, lastCleanupTick } from '../time/server-rhythm.ts';

export interface SessionState {
  readonly state: SessionStatus;
  readonly endType: EndType;
  /** Rewritten by each run of the cleanup job. */
  readonly endTime: number | null;
}

/** A queue entry as its reader sees it at one moment. */
export interface QueueState {
  readonly status: QueueStatus;
  readonly processingStartedAt: number | null;
  readonly completedAt: number | null;
  readonly sessionId: string | null;
}

/** The state of a conversation at `now`, or `null` when its record does not exist (yet, or any more). */
export function sessionAt(session: SessionPlan, now: number, cleanupJob: boolean): SessionState | null {
  if (session.lost) return null;
  const own = lastOf(session.steps, now);
  if (own === null) return null;
  const endType = session.endTypeAt !== null && session.endTypeAt <= now ? session.endType : 0;
  const cleanup = cleanupJob ? cleanupMark(session, now) : null;
  if (cleanup !== null && cleanup > own.at) return { state: 6, endType, endTime: cleanup };
  const ended = own.state === 6 || own.state === 7;
  if (ended && !cleanupJob && own.at + endedRecordLifetimeMs <= now) return null;
  return { state: own.state, endType, endTime: ended ? own.at : cleanup };
}

/** The newest run of the cleanup job that marked this conversation as ended, whatever its state was. */
function cleanupMark(session: SessionPlan, now: number): number | null {
  const tick = lastCleanupTick(now);
  const expectedEnd = session.startedAt + session.maxCallTimeMs;
  return tick >= session.startedAt && expectedEnd < tick + cleanupEveryMs ? tick : null;
}

export function queueAt(plan: CallPlan, now: number): QueueState {
  let status: QueueStatus = 0;
  let processingStartedAt: number | null = null;
  let completedAt: number | null = null;
  let sessionId: string | null = null;
  for (const step of plan.queue) {
    if (step.at > now) break;
    status = step.status;
    processingStartedAt = step.processingStartedAt ?? processingStartedAt;
    completedAt = step.completedAt ?? completedAt;
    sessionId = step.sessionId ?? sessionId;
  }
  return { status, processingStartedAt, completedAt, sessionId };
}

/** The moment after which nothing new happens to a call, except that the cleanup job keeps moving its end time. */
export function settlesAt(plan: CallPlan, cleanupJob: boolean): number {
  const queueEnd = plan.queue.at(-1)?.at ?? 0;
  const session = plan.session;
  if (session === null) return queueEnd;
  const sessionEnd = Math.max(plan.earlier?.session.steps.at(-1)?.at ?? 0, session.steps.at(-1)?.at ?? 0, session.endTypeAt ?? 0);
  // Only the cleanup job ends a conversation that never reports its own end.
  const isCleanupOnly = cleanupJob && session.endTypeAt === null;
  const cleanupEnd = isCleanupOnly ? lastCleanupTick(session.startedAt + session.maxCallTimeMs + cleanupEveryMs) : 0;
  return Math.max(queueEnd, sessionEnd, cleanupEnd);
}

function lastOf<T extends { readonly at: number }>(steps: readonly T[], now: number): T | null {
  let last: T | null = null;
  for (const step of steps) {
    if (step.at > now) break;
    last = step;
  }
  return last;
}
