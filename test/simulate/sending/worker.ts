import type { Clock } from '@iqra-automation/core';
import type { Random } from './random.ts';
import type { VirtualTime } from './virtual-time.ts';

/** One process of the host: its own clock, and a life that can end at any moment without a word. */
export class Worker {
  readonly #time: VirtualTime;
  readonly #offsetMs: number;
  readonly #random: Random;
  dead = false;

  constructor(time: VirtualTime, offsetMs: number, random: Random) {
    this.#time = time;
    this.#offsetMs = offsetMs;
    this.#random = random;
  }

  get clock(): Clock {
    return {
      now: () => this.#time.nowMs + this.#offsetMs,
      sleep: (ms) => this.waitUntil(this.#time.nowMs + ms),
      random: () => this.#random.next(),
    };
  }

  crash(): void {
    this.dead = true;
  }

  /** Resolves at that moment of the world's time, and never in a process that died before. */
  waitUntil(atMs: number): Promise<void> {
    return new Promise((resolve) => {
      this.#time.at(atMs, () => {
        if (!this.dead) resolve();
      });
    });
  }
}
