/** The beats of the simulated server, from the sample settings of the public source. Ticks fall on whole multiples since 1970 UTC. */

export const dispatcherPollMs = 5_000;
export const dispatcherBatch = 1_000;
/** A scheduled call may be dialled this much before its time. */
export const lookAheadMs = 60_000;
export const cleanupEveryMs = 300_000;
export const defaultMaxCallTimeS = 600;
/** Signed recording links live this long. */
export const linkLifetimeMs = 30 * 60_000;
/** Without the cleanup job, an ended conversation's record disappears after this time. */
export const endedRecordLifetimeMs = 30 * 24 * 3_600_000;

/** The first dispatcher tick at or after `atMs`. */
export function dispatcherTickFrom(atMs: number): number {
  return Math.ceil(atMs / dispatcherPollMs) * dispatcherPollMs;
}

/** The newest cleanup tick at or before `nowMs`. */
export function lastCleanupTick(nowMs: number): number {
  return Math.floor(nowMs / cleanupEveryMs) * cleanupEveryMs;
}
