import type { KeyStore } from '@iqra-automation/core';
import type { Random } from './random.ts';
import type { VirtualTime } from './virtual-time.ts';
import type { Worker } from './worker.ts';

const holdBucketMs = 30_000;

/** A shared store of leases that is atomic, sometimes silent, and whose silence proves nothing: the take may have worked. */
export class KeyServer {
  readonly #time: VirtualTime;
  readonly #random: Random;
  readonly #silence: number;
  readonly #held = new Map<string, { readonly untilMs: number; readonly holder: symbol }>();

  constructor(time: VirtualTime, random: Random, silence: number) {
    this.#time = time;
    this.#random = random;
    this.#silence = silence;
  }

  /** The same as n8n has it, but for its being no lock: whatever is asked for, a hold lasts to the end of the half minute after the next. */
  shortHoldsFor(worker: Worker): KeyStore {
    const store = this.storeFor(worker);
    return {
      ...store,
      firstHold: { leastMs: 2 * holdBucketMs, mostMs: 3 * holdBucketMs },
      acquire: async (key) => {
        const answer = await store.acquire(key, 3 * holdBucketMs - (this.#time.nowMs % holdBucketMs));
        return answer === 'unavailable' ? 'acquired' : answer;
      },
    };
  }

  /** The store as one run reaches it. The run's name is the value, so a take whose answer was lost is known again. */
  storeFor(worker: Worker): KeyStore {
    const holder = Symbol('run');
    const leg = (): Promise<void> => worker.waitUntil(this.#time.nowMs + this.#random.between(5, 40));
    return {
      acquire: async (key, ttlMs) => {
        const silent = this.#random.chance(this.#silence);
        await leg();
        const held = this.#held.get(key);
        const free = held === undefined || held.untilMs <= this.#time.nowMs || held.holder === holder;
        const worked = free && (!silent || this.#random.chance(0.5));
        if (worked) this.#held.set(key, { untilMs: this.#time.nowMs + ttlMs, holder });
        await leg();
        if (silent) return 'unavailable';
        return worked ? 'acquired' : 'held';
      },
      extend: async (key, ttlMs) => {
        await leg();
        this.#held.set(key, { untilMs: this.#time.nowMs + ttlMs, holder });
      },
      release: async (key) => {
        await leg();
        this.#held.delete(key);
      },
    };
  }
}
