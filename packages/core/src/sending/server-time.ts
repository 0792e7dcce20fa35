import type { Clock } from '../domain/clock.ts';
import type { Now } from './fence.ts';

/** Two clocks that are kept by the usual means differ by less; an answer's time is cut to seconds and has travelled. */
const bearableDifferenceMs = 30_000;

/** A call of a host whose clock is days ahead must not wait for days. */
const longestDelayMs = 10 * 60_000;

/** The server's clock, as far as its answers have shown it, beside the host's. Before the first answer both are the host's. */
export interface ServerTime {
  /** By the answers. */
  now(): number;
  /** By the earlier of the two clocks. */
  earliest(): number;
  /** The present, for planning a call: two moments where the clocks are doubtful, else one. */
  present(): Now;
  /** Learns from one answer that has just arrived. */
  observe(serverTimeMs: number): void;
  /** How far the answers' clock is ahead of the host's. */
  differenceMs(): number;
  /** The two clocks differ by more than two well-kept clocks do, and nothing tells which one is wrong. */
  isDoubtful(): boolean;
  /** True once an answer was seen. */
  known(): boolean;
}

/**
 * An answer's time is cut to whole seconds and has travelled, so this clock is never ahead of the one that stamps the answers, and
 * at most a few seconds behind. A proxy may stamp them by a clock of its own.
 */
export function createServerTime(clock: Clock): ServerTime {
  let offsetMs: number | undefined;
  const now = (): number => clock.now() + (offsetMs ?? 0);
  const isDoubtful = (): boolean => Math.abs(offsetMs ?? 0) > bearableDifferenceMs;
  return {
    now,
    earliest: () => Math.min(now(), clock.now()),
    present: () => {
      const [byAnswers, byHost] = [now(), clock.now()];
      const others = isDoubtful() ? [byAnswers, byHost] : [byAnswers];
      return { byAnswersMs: byAnswers, earliestMs: Math.min(...others), latestMs: Math.min(Math.max(...others), byAnswers + longestDelayMs) };
    },
    observe: (serverTimeMs) => {
      offsetMs = serverTimeMs - clock.now();
    },
    differenceMs: () => offsetMs ?? 0,
    isDoubtful,
    known: () => offsetMs !== undefined,
  };
}
