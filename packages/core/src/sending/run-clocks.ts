import type { Clock } from '../domain/from-host.ts';
import type { Now } from './fence.ts';

/** Two clocks that are kept by the usual means differ by less; an answer's time is cut to seconds and has travelled (docs/decisions/0051-sending-clocks-in-doubt.md). */
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

/** The host's own time limit on one run. */
export interface Deadline {
  /** Milliseconds left; infinite where the host sets no limit. */
  leftMs(): number;
  /** The value of `work`, or of `late` when the limit comes first; then `work` goes on unheard. */
  within<T>(work: Promise<T>, late: () => T): Promise<T>;
}

export function createDeadline(clock: Clock, deadlineMs: number | undefined): Deadline {
  if (deadlineMs === undefined) {
    return { leftMs: () => Number.POSITIVE_INFINITY, within: (work) => work };
  }
  const leftMs = (): number => deadlineMs - clock.now();
  // Whoever is still waited for when the limit comes; nothing else, since the watch outlives the run and would keep it in memory.
  const waiting = new Set<() => void>();
  let watch: 'off' | 'on' | 'over' = 'off';
  const startWatch = async (): Promise<void> => {
    watch = 'on';
    await clock.sleep(Math.max(leftMs(), 0));
    watch = 'over';
    for (const giveUp of waiting) giveUp();
  };
  return {
    leftMs,
    within: async (work, late) => {
      // One timer for the whole run, set when it is first needed.
      if (watch === 'off') void startWatch();
      if (watch === 'over') return await Promise.race([work, Promise.resolve().then(late)]);
      let giveUp = (): void => undefined;
      const limit = new Promise<'over'>((resolve) => { giveUp = () => resolve('over'); });
      waiting.add(giveUp);
      try {
        return await Promise.race([work, limit.then(late)]);
      } finally {
        waiting.delete(giveUp);
      }
    },
  };
}
