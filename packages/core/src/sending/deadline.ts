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
  // Whoever is still waited for when the limit comes; nothing else, since the watch outlives the run and would keep it in memory.
  const waiting = new Set<() => void>();
  let watch: 'off' | 'on' | 'over' = 'off';
  const startWatch = async (): Promise<void> => {
    watch = 'on';
    await clock.sleep(Math.max(leftMs(), 0));
    watch = 'over';
    for (const giveUp of waiting) giveUp();
  };
  return {
    leftMs,
    within: async (work, late) => {
      // One timer for the whole run, set when it is first needed.
      if (watch === 'off') void startWatch();
      if (watch === 'over') return await Promise.race([work, Promise.resolve().then(late)]);
      let giveUp = (): void => undefined;
      const limit = new Promise<'over'>((resolve) => { giveUp = () => resolve('over'); });
      waiting.add(giveUp);
      try {
        return await Promise.race([work, limit.then(late)]);
      } finally {
        waiting.delete(giveUp);
      }
    },
  };
}
