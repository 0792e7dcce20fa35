import type { Clock } from '../domain/clock.ts';

const windowMs = 60_000;

/** Spreads the requests of one connection. */
export interface Pacer {
  /** Resolves when the next request may leave; callers are served in the order they came. */
  take(): Promise<void>;
  /** Lets nothing leave before this moment of the host's clock, for example after an answer with `Retry-After`. */
  pauseUntil(ms: number): void;
}

export interface PacerOptions {
  /** Never more than this many in any 60 seconds; 0 = no limit (pauses still count). */
  readonly requestsPerMinute: number;
  readonly clock: Clock;
}

export function createPacer({ requestsPerMinute, clock }: PacerOptions): Pacer {
  const perWindow = Math.max(0, Math.floor(requestsPerMinute));
  const departures = new Departures(perWindow);
  let pausedUntilMs = Number.NEGATIVE_INFINITY;
  let lastTurn: Promise<void> = Promise.resolve();

  async function turn(): Promise<void> {
    for (;;) {
      const nowMs = clock.now();
      departures.followClock(nowMs);
      const waitMs = Math.max(pausedUntilMs, departures.nextFreeMs()) - nowMs;
      if (waitMs <= 0) break;
      await clock.sleep(waitMs);
    }
    departures.add(clock.now());
  }

  return {
    take() {
      lastTurn = lastTurn.then(turn, turn);
      return lastTurn;
    },
    pauseUntil(ms) {
      pausedUntilMs = Math.max(pausedUntilMs, ms);
    },
  };
}

/** The moments of the last N departures, in a ring. */
class Departures {
  readonly #size: number;
  readonly #moments: number[] = [];
  #oldest = 0;
  #newestMs = Number.NEGATIVE_INFINITY;

  constructor(size: number) {
    this.#size = size;
  }

  /** When the window has room again; in the past when it has room now. */
  nextFreeMs(): number {
    const oldestMs = this.#moments[this.#oldest];
    return this.#moments.length < this.#size || oldestMs === undefined ? Number.NEGATIVE_INFINITY : oldestMs + windowMs;
  }

  add(nowMs: number): void {
    this.#newestMs = nowMs;
    if (this.#size === 0) return;
    if (this.#moments.length < this.#size) {
      this.#moments.push(nowMs);
      return;
    }
    this.#moments[this.#oldest] = nowMs;
    this.#oldest = (this.#oldest + 1) % this.#size;
  }

  /** When the host's clock was set back, the past departures move with it, or nothing would leave until it has caught up. */
  followClock(nowMs: number): void {
    const backMs = this.#newestMs - nowMs;
    if (backMs <= 0) return;
    this.#newestMs = nowMs;
    for (const [index, momentMs] of this.#moments.entries()) this.#moments[index] = momentMs - backMs;
  }
}

/** One look-up and one request that places the call; a campaign's cap or a repeated event adds to it. */
const requestsPerCall = 2;

/** How long so many calls take at this pace at least, in ms; 0 without a limit. */
export function expectedDurationMs(calls: number, requestsPerMinute: number): number {
  return requestsPerMinute === 0 ? 0 : ((calls * requestsPerCall) / requestsPerMinute) * 60_000;
}
