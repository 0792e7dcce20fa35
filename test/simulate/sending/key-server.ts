import type { KeyStore } from '@iqra-automation/core';
import type { Random } from './random.ts';
import type { VirtualTime } from './virtual-time.ts';
import type { Worker } from './worker.ts';

/** A shared store of leases that is atomic, sometimes silent, and whose silence proves nothing: the take may have worked. */
export class KeyServer {
  readonly #time: VirtualTime;
  readonly #random: Random;
  readonly #silence: number;
  readonly #heldUntilMs = new Map<string, number>();

  constructor(time: VirtualTime, random: Random, silence: number) {
    this.#time = time;
    this.#random = random;
    this.#silence = silence;
  }

  /** The store as one worker reaches it. */
  storeFor(worker: Worker): KeyStore {
    const leg = (): Promise<void> => worker.waitUntil(this.#time.nowMs + this.#random.between(5, 40));
    return {
      acquire: async (key, ttlMs) => {
        const silent = this.#random.chance(this.#silence);
        await leg();
        const free = (this.#heldUntilMs.get(key) ?? 0) <= this.#time.nowMs;
        const worked = free && (!silent || this.#random.chance(0.5));
        if (worked) this.#heldUntilMs.set(key, this.#time.nowMs + ttlMs);
        await leg();
        if (silent) return 'unavailable';
        return worked ? 'acquired' : 'held';
      },
      extend: async (key, ttlMs) => {
        await leg();
        this.#heldUntilMs.set(key, this.#time.nowMs + ttlMs);
      },
      release: async (key) => {
        await leg();
        this.#heldUntilMs.delete(key);
      },
    };
  }
}
