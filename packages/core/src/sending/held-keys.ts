import type { Clock } from '../domain/from-host.ts';
import type { KeyStore, PlacedCall } from './planned-call.ts';

/** A lease that ends within this time may already be another worker's, since two clocks never agree. */
const expiryDoubtMs = 2_000;
/** From a send to its answer, which comes within half a minute, with room for what follows it. */
const untilAnsweredMs = 45_000;
const mostAcquireTries = 3;
const acquirePauseMs = 1_000;

/** One run's hold on its keys, across all workers that share the store. Without a store it holds nothing and always agrees (docs/decisions/0007-sending-leases.md). */
export interface KeyLease {
  /** Takes all keys, or none. `unavailable` only after three tries. */
  acquire(ttlMs: number): Promise<'acquired' | 'held' | 'unavailable'>;
  /** Makes the hold last `ttlMs` from now at least. False = the hold may have ended: another worker may be sending. */
  cover(ttlMs: number): Promise<boolean>;
  /** The same for a send that leaves now; a store that gives short holds gives one until the answer has come. */
  coverSend(ttlMs: number): Promise<boolean>;
  /** Makes the hold end `ttlMs` from now. Never fails: at worst the hold ends when it would have ended anyway. */
  endAfter(ttlMs: number): Promise<void>;
  /** The same, now. */
  release(): Promise<void>;
}

export function createKeyLease(store: KeyStore | undefined, keys: readonly string[], clock: Clock): KeyLease {
  return store === undefined ? freeLease : new StoredLease(store, [...keys].sort(), clock);
}

const freeLease: KeyLease = {
  acquire: () => Promise.resolve('acquired'),
  cover: () => Promise.resolve(true),
  coverSend: () => Promise.resolve(true),
  endAfter: () => Promise.resolve(),
  release: () => Promise.resolve(),
};

class StoredLease implements KeyLease {
  readonly #store: KeyStore;
  readonly #keys: readonly string[];
  readonly #clock: Clock;
  #endsAtMs = Number.NEGATIVE_INFINITY;
  /** Until then nobody else has the keys; a store that gives short holds may lose them after it. */
  #coveredUntilMs = Number.NEGATIVE_INFINITY;

  constructor(store: KeyStore, keys: readonly string[], clock: Clock) {
    this.#store = store;
    this.#keys = keys;
    this.#clock = clock;
  }

  async acquire(ttlMs: number): Promise<'acquired' | 'held' | 'unavailable'> {
    for (let tries = 1; ; tries += 1) {
      const answer = await this.#acquireAll(ttlMs);
      if (answer !== 'unavailable' || tries === mostAcquireTries) return answer;
      await this.#clock.sleep(acquirePauseMs);
    }
  }

  async cover(ttlMs: number): Promise<boolean> {
    const nowMs = this.#clock.now();
    if (nowMs > this.#endsAtMs - expiryDoubtMs) return false;
    if (nowMs + ttlMs <= this.#coveredUntilMs) return true;
    const endsAtMs = this.#endsAtMs;
    try {
      await this.#extendAll(ttlMs);
      this.#endsAtMs = Math.max(this.#endsAtMs, endsAtMs);
      return true;
    } catch {
      return false;
    }
  }

  async coverSend(ttlMs: number): Promise<boolean> {
    return await this.cover(this.#store.firstHold === undefined ? ttlMs : Math.min(ttlMs, untilAnsweredMs));
  }

  async endAfter(ttlMs: number): Promise<void> {
    try {
      if (this.#clock.now() < this.#endsAtMs - expiryDoubtMs) await this.#extendAll(ttlMs);
    } catch {
      // A hold that lasts longer than meant makes later runs look and wait; it never lets one dial.
    }
  }

  async release(): Promise<void> {
    // A hold that may have ended may be another worker's by now, and must not be taken from it.
    if (this.#clock.now() > this.#endsAtMs - expiryDoubtMs) return;
    this.#endsAtMs = Number.NEGATIVE_INFINITY;
    await this.#releaseEach(this.#keys);
  }

  async #acquireAll(ttlMs: number): Promise<'acquired' | 'held' | 'unavailable'> {
    const startedMs = this.#clock.now();
    const taken: string[] = [];
    for (const key of this.#keys) {
      const answer = await this.#acquireOne(key, ttlMs);
      if (answer !== 'acquired') {
        await this.#releaseEach(taken);
        return answer;
      }
      taken.push(key);
    }
    this.#endsAtMs = startedMs + ttlMs;
    this.#coveredUntilMs = startedMs + Math.min(ttlMs, this.#store.firstHold?.leastMs ?? ttlMs);
    return 'acquired';
  }

  async #acquireOne(key: string, ttlMs: number): Promise<'acquired' | 'held' | 'unavailable'> {
    try {
      return await this.#store.acquire(key, ttlMs);
    } catch {
      return 'unavailable';
    }
  }

  async #extendAll(ttlMs: number): Promise<void> {
    const startedMs = this.#clock.now();
    for (const key of this.#keys) await this.#store.extend(key, ttlMs);
    this.#endsAtMs = startedMs + ttlMs;
    this.#coveredUntilMs = this.#endsAtMs;
  }

  async #releaseEach(keys: readonly string[]): Promise<void> {
    for (const key of keys) {
      try {
        await this.#store.release(key);
      } catch {
        // The hold then ends by itself; until then later runs look instead of dialling.
      }
    }
  }
}

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
