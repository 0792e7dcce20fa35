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

/** The same call as seen by an item that did not place it. */
export function asDeduplicated(call: PlacedCall): PlacedCall {
  return { ...call, status: 'already_called', note: justCalledNote, placed: false, deduplicated: true, recovered: false };
}

const justCalledNote = 'This event got its call a moment ago. Nobody was called again.';

/** Lists that lag behind the queue have caught up by then. */
const placedForMs = 3 * 60_000;
const mostKept = 10_000;

/** What this process did with a key a short while ago. */
export type RecentKey =
  | { readonly kind: 'placed'; readonly call: PlacedCall }
  /** Sent, and nobody knows whether it arrived; `safeAfterMs` by the server's clock, `null` where it has no such moment. */
  | { readonly kind: 'unknown'; readonly sentAtMs: number; readonly safeAfterMs: number | null };

/** The keys that this process used lately, for the time in which a look-up may not show them yet. One per process and connection. */
export interface RecentKeys {
  recall(key: string, nowMs: number): RecentKey | undefined;
  rememberPlaced(key: string, call: PlacedCall, nowMs: number): void;
  rememberUnknown(key: string, unknown: { readonly sentAtMs: number; readonly safeAfterMs: number | null }, untilMs: number): void;
  forget(key: string): void;
}

/** All times by the host's clock, except those inside a `RecentKey`. */
export function createRecentKeys(): RecentKeys {
  const kept = new Map<string, { readonly recent: RecentKey; readonly untilMs: number }>();
  const keep = (key: string, recent: RecentKey, untilMs: number): void => {
    kept.delete(key);
    kept.set(key, { recent, untilMs });
    const oldest = kept.keys().next();
    if (kept.size > mostKept && oldest.done !== true) kept.delete(oldest.value);
  };
  return {
    recall: (key, nowMs) => {
      const found = kept.get(key);
      if (found === undefined || nowMs < found.untilMs) return found?.recent;
      kept.delete(key);
      return undefined;
    },
    rememberPlaced: (key, call, nowMs) => keep(key, { kind: 'placed', call }, nowMs + placedForMs),
    rememberUnknown: (key, unknown, untilMs) => keep(key, { kind: 'unknown', ...unknown }, untilMs),
    forget: (key) => void kept.delete(key),
  };
}
