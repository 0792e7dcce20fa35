/** Where the sandbox's time stood at one real moment, and how fast it runs from there. */
export interface ClockAnchor {
  /** Real time, ms since 1970 UTC. */
  readonly real: number;
  /** Sandbox time at that moment, ms since 1970 UTC. */
  readonly virtual: number;
  /** Sandbox milliseconds per real millisecond. */
  readonly timeScale: number;
}

/**
 * The sandbox's own time: real time, made faster or slower and moved by jumps. Everything that happens in a call is a function
 * of this time, so that a jump over a week costs nothing and leaves nothing out.
 */
export class VirtualClock {
  readonly #realNow: () => number;
  #anchor: ClockAnchor;

  constructor(realNow: () => number, anchor: ClockAnchor) {
    this.#realNow = realNow;
    this.#anchor = anchor;
  }

  /** Whole milliseconds since 1970 UTC; never goes back while real time does not. */
  now(): number {
    const elapsed = Math.max(0, this.#realNow() - this.#anchor.real);
    return Math.floor(this.#anchor.virtual + elapsed * this.#anchor.timeScale);
  }

  get timeScale(): number {
    return this.#anchor.timeScale;
  }

  /** Moves forward by `ms`; going back would undo calls that were already dialled, so it throws. */
  advance(ms: number): ClockAnchor {
    if (!Number.isFinite(ms) || ms < 0) throw new RangeError(`The clock moves forward only; ${ms} is not a number of milliseconds.`);
    return this.#restart(this.now() + Math.floor(ms), this.#anchor.timeScale);
  }

  setTimeScale(timeScale: number): ClockAnchor {
    if (!Number.isFinite(timeScale) || timeScale < 0) throw new RangeError(`The time scale is a number from 0 (stopped); ${timeScale} is not.`);
    return this.#restart(this.now(), timeScale);
  }

  #restart(virtual: number, timeScale: number): ClockAnchor {
    this.#anchor = { real: this.#realNow(), virtual, timeScale };
    return this.#anchor;
  }
}
