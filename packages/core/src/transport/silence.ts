import type { Clock } from '../domain/from-host.ts';

/** How long a server may say nothing at all before one item is given up (docs/decisions/0072-house-silence-of-a-server.md). */
export const defaultSilenceLimitMs = 60_000;
/** After a planned wait of this length the server gets its time anew. */
const freshAfterMs = 10_000;

/** The time that a server has let pass without any answer, over all requests of one item. */
export interface Silence {
  readonly limitMs: number;
  /** What is left for the next request. */
  leftMs(): number;
  /** Called when a request has ended: an answer of any kind breaks the silence. */
  ended(answered: boolean): void;
}

/** Begins with the first request that is asked about; times are those of `clock`. */
export function createSilence(clock: Clock, limitMs: number): Silence {
  let sinceMs: number | null = null;
  let lastEndMs: number | null = null;
  return {
    limitMs,
    leftMs: () => {
      const nowMs = clock.now();
      if (lastEndMs !== null && nowMs - lastEndMs > freshAfterMs) sinceMs = null;
      sinceMs ??= nowMs;
      return limitMs - (nowMs - sinceMs);
    },
    ended: (answered) => {
      lastEndMs = clock.now();
      if (answered) sinceMs = null;
    },
  };
}
