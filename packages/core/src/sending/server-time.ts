import type { Clock } from '../domain/clock.ts';

/** The server's clock, as far as its answers have shown it. Before the first answer it is the host's clock. */
export interface ServerTime {
  now(): number;
  /** Learns from one answer that has just arrived. */
  observe(serverTimeMs: number): void;
  /** True once an answer was seen. */
  known(): boolean;
}

/**
 * An answer's time is cut to whole seconds and has travelled, so this clock is never ahead of the server's, and at most a few
 * seconds behind. Waiting by it is therefore never too short.
 */
export function createServerTime(clock: Clock): ServerTime {
  let offsetMs: number | undefined;
  return {
    now: () => clock.now() + (offsetMs ?? 0),
    observe: (serverTimeMs) => {
      offsetMs = serverTimeMs - clock.now();
    },
    known: () => offsetMs !== undefined,
  };
}
