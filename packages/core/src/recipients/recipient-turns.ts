/** One after the other for one number, side by side for different numbers. One per process, shared by all runs. */
export interface RecipientTurns {
  /** Runs `task` when every earlier task of the same number has ended, well or badly. Returns or throws what it does. */
  take<T>(e164: string, task: () => Promise<T>): Promise<T>;
}

/**
 * Two items with one number that are processed side by side would both be counted before either is placed, and a frequency cap
 * would let both through. So looking and placing are one turn.
 */
export function createRecipientTurns(): RecipientTurns {
  const last = new Map<string, Promise<unknown>>();
  return {
    async take(e164, task) {
      const before = last.get(e164) ?? Promise.resolve();
      const mine = before.then(task, task);
      last.set(e164, mine);
      try {
        return await mine;
      } finally {
        if (last.get(e164) === mine) last.delete(e164);
      }
    },
  };
}
