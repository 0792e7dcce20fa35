import type { Clock } from '../domain/from-host.ts';

const windowMs = 60_000;

/** Spreads the requests of one connection. */
export interface Pacer {
  /** Resolves when the next request may leave; callers are served in the order they came. */
  take(): Promise<void>;
  /**
   * Resolves when `count` requests may leave at once, and keeps room for them. At most `mostAtOnce`. Whoever holds such turns must
   * use them or give them back before it waits for this pacer again, or both wait for each other.
   */
  reserve(count: number): Promise<Turns>;
  /** The limit; infinite without one. */
  readonly mostAtOnce: number;
  /** Lets nothing leave before this moment of the host's clock, for example after an answer with `Retry-After`. */
  pauseUntil(ms: number): void;
}

/** Room for some requests that may leave now. */
export interface Turns {
  /** Takes one for a request that leaves at this moment. False = none is left. */
  use(): boolean;
  /** Makes room for others: `count` turns, or as many as are left. */
  giveBack(count: number): void;
}

export interface PacerOptions {
  /** Never more than this many in any 60 seconds; 0 = no limit (pauses still count). */
  readonly requestsPerMinute: number;
  readonly clock: Clock;
}

export function createPacer({ requestsPerMinute, clock }: PacerOptions): Pacer {
  const perWindow = Math.max(0, Math.floor(requestsPerMinute));
  const mostAtOnce = perWindow === 0 ? Number.POSITIVE_INFINITY : perWindow;
  const departures = new Departures(perWindow);
  const changed = createSignal();
  let pausedUntilMs = Number.NEGATIVE_INFINITY;
  let reserved = 0;
  let lastTurn: Promise<unknown> = Promise.resolve();

  async function turn(count: number): Promise<Turns> {
    for (;;) {
      const nowMs = clock.now();
      departures.followClock(nowMs);
      const waitMs = Math.max(pausedUntilMs, departures.nextFreeMs(count + reserved)) - nowMs;
      if (waitMs <= 0) break;
      await Promise.race(Number.isFinite(waitMs) ? [clock.sleep(waitMs), changed.next()] : [changed.next()]);
    }
    reserved += count;
    return turnsOf(count);
  }

  function turnsOf(count: number): Turns {
    let left = count;
    const end = (ended: number): void => {
      left -= ended;
      reserved -= ended;
      changed.fire();
    };
    return {
      use() {
        if (left === 0) return false;
        end(1);
        departures.add(clock.now());
        return true;
      },
      giveBack(given) {
        end(Math.min(given, left));
      },
    };
  }

  function reserve(count: number): Promise<Turns> {
    const turnsOfAll = (): Promise<Turns> => turn(Math.min(count, mostAtOnce));
    const turns = lastTurn.then(turnsOfAll, turnsOfAll);
    lastTurn = turns;
    return turns;
  }

  return {
    mostAtOnce,
    reserve,
    async take() {
      (await reserve(1)).use();
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

  /** When the window has room for so many; in the past when it has room now, infinite when it never has. */
  nextFreeMs(count: number): number {
    if (this.#size === 0) return Number.NEGATIVE_INFINITY;
    if (count > this.#size) return Number.POSITIVE_INFINITY;
    const kept = this.#size - count;
    const { length } = this.#moments;
    if (kept >= length) return Number.NEGATIVE_INFINITY;
    const lastToGoMs = this.#moments[(this.#oldest + length - kept - 1) % length] ?? Number.NEGATIVE_INFINITY;
    return lastToGoMs + windowMs;
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

/** How long so many calls take at this pace at least, in ms; 0 without a limit. As many as `concurrency` share one look-up. */
export function expectedDurationMs(calls: number, { requestsPerMinute, concurrency }: { readonly requestsPerMinute: number; readonly concurrency: number }): number {
  if (requestsPerMinute === 0) return 0;
  const lookUps = Math.ceil(calls / concurrency);
  return ((calls + lookUps) / requestsPerMinute) * 60_000;
}

/** Wakes whoever waits for something to change. */
interface Signal {
  /** Resolves at the next `fire`. */
  next(): Promise<void>;
  fire(): void;
}

export function createSignal(): Signal {
  let waiting: (() => void)[] = [];
  return {
    next: () =>
      new Promise((resolve) => {
        waiting.push(resolve);
      }),
    fire: () => {
      const woken = waiting;
      waiting = [];
      for (const wake of woken) wake();
    },
  };
}
