import { asDeduplicated } from './placed-call.ts';
import type { PlacedCall } from './planned-call.ts';

/** The keys that are being placed in this process right now. One per process, shared by all runs. */
export interface InFlightKeys {
  /**
   * Runs `place`, or joins a run that has `key` already: then the same result comes back as deduplicated, or the same error.
   */
  join(key: string, place: () => Promise<PlacedCall>): Promise<PlacedCall>;
  has(key: string): boolean;
}

export function createInFlightKeys(): InFlightKeys {
  const running = new Map<string, Promise<PlacedCall>>();
  return {
    async join(key, place) {
      const other = running.get(key);
      if (other !== undefined) return asDeduplicated(await other);
      const run = place();
      running.set(key, run);
      try {
        return await run;
      } finally {
        running.delete(key);
      }
    },
    has: (key) => running.has(key),
  };
}
