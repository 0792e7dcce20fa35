import type { PlacedCall } from './planned-call.ts';

/** The keys that are being placed in this process right now. One per process, shared by all runs. */
export interface InFlightKeys {
  /**
   * Runs `place`, or joins a run that has one of `keys` already: then the same result comes back as deduplicated, or the same error.
   */
  join(keys: readonly string[], place: () => Promise<PlacedCall>): Promise<PlacedCall>;
  has(key: string): boolean;
}

export function createInFlightKeys(): InFlightKeys {
  const running = new Map<string, Promise<PlacedCall>>();
  return {
    async join(keys, place) {
      for (const key of keys) {
        const other = running.get(key);
        if (other !== undefined) return asDeduplicated(await other);
      }
      const run = place();
      for (const key of keys) running.set(key, run);
      try {
        return await run;
      } finally {
        for (const key of keys) running.delete(key);
      }
    },
    has: (key) => running.has(key),
  };
}

/** The same call as seen by an item that did not place it. */
export function asDeduplicated(call: PlacedCall): PlacedCall {
  return { ...call, placed: false, deduplicated: true, recovered: false };
}
