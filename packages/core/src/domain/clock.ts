/** Time and chance, given by the host. Core never reads a clock, sets a timer or draws a random number by itself. */
export interface Clock {
  /** Milliseconds since 1970 UTC. */
  now(): number;
  /** Resolves after at least `ms` milliseconds. */
  sleep(ms: number): Promise<void>;
  /** At least 0 and below 1. */
  random(): number;
}
