import type { Clock } from '../domain/clock.ts';

/** The host's own time limit on one run. */
export interface Deadline {
  /** Milliseconds left; infinite where the host sets no limit. */
  leftMs(): number;
  /** The value of `work`, or of `late` when the limit comes first; then `work` goes on unheard. */
  within<T>(work: Promise<T>, late: () => T): Promise<T>;
}

export function createDeadline(clock: Clock, deadlineMs: number | undefined): Deadline {
  if (deadlineMs === undefined) {
    return { leftMs: () => Number.POSITIVE_INFINITY, within: (work) => work };
  }
  const leftMs = (): number => deadlineMs - clock.now();
  // One timer for the whole run, set when it is first needed.
  let limit: Promise<void> | undefined;
  return {
    leftMs,
    within: (work, late) => {
      limit ??= clock.sleep(Math.max(leftMs(), 0));
      return Promise.race([work, limit.then(late)]);
    },
  };
}
