import type { CallEntry } from '../domain/call.ts';
import type { Clock } from '../domain/from-host.ts';
import { readCallTags } from './call-metadata.ts';
import type { Now } from './fence.ts';

/** Entry and send of an immediate call lie this close together where both clocks are right (docs/decisions/0050-sending-marker-proves-the-fence.md). */
const agreementMs = 10_000;
/** An entry this much younger than its own send was made by a clock that the answers did not show, or by a very slow server. */
const disagreementMs = 30_000;

/** One slow call among them does not make a wrong clock. */
const mostLessons = 5;

/** The ids of so many calls are remembered. */
const mostIds = 10_000;

/** What the server does with the latest start of a call. */
export type LatestStartReading = 'enforced' | 'ignored' | 'unknown';

/** What answers and entries of our own have shown about one server. Newer entries win over older ones. */
export interface ServerKnowledge {
  readonly latestStart: () => LatestStartReading;
  /** Whether the clock that the answers showed was the one by which the server makes its entries. It may have changed since. */
  readonly clock: () => 'agrees' | 'differs' | 'unknown';
  /** Learns from whatever entries an answer showed; those of others teach nothing. */
  readonly learn: (entries: readonly CallEntry[]) => void;
  /** Notes that a send of this key was answered with this queue id. False = the id was the answer to another key: it is not this call's. */
  readonly claimId: (queueId: string, callKey: string) => boolean;
}

export function createServerKnowledge(): ServerKnowledge {
  let newest: readonly Lesson[] = [];
  const keyOfId = new Map<string, string>();
  return {
    claimId: (queueId, callKey) => {
      const claimed = keyOfId.get(queueId) ?? callKey;
      keyOfId.set(queueId, claimed);
      const [oldest] = keyOfId.keys();
      if (keyOfId.size > mostIds && oldest !== undefined) keyOfId.delete(oldest);
      return claimed === callKey;
    },
    latestStart: () => newest[0]?.latestStart ?? 'unknown',
    clock: () => {
      const shown = newest.map(({ clock }) => clock);
      return shown.includes('agrees') ? 'agrees' : shown.includes('differs') ? 'differs' : 'unknown';
    },
    learn: (entries) => {
      const lessons = entries.filter(({ queueId }) => !newest.some((known) => known.queueId === queueId)).flatMap(toLesson);
      newest = [...newest, ...lessons].sort((a, b) => b.queuedAtMs - a.queuedAtMs).slice(0, mostLessons);
    },
  };
}

/** What one entry of ours shows. */
interface Lesson {
  readonly queueId: string;
  readonly queuedAtMs: number;
  readonly latestStart: LatestStartReading;
  readonly clock: 'agrees' | 'differs' | 'unknown';
}

function toLesson(entry: CallEntry): readonly Lesson[] {
  const queuedAtMs = Date.parse(entry.queuedAt);
  const { callKey, scheduledFor, latestStart } = readCallTags(entry.metadata);
  if (callKey === null || Number.isNaN(queuedAtMs)) return [];
  const reading = latestStart === null ? 'ignored' : 'enforced';
  return [{ queueId: entry.queueId, queuedAtMs, latestStart: reading, clock: compareClocks(queuedAtMs, scheduledFor) }];
}

/** The planned time of an immediate call is its send by the clock of the answers. One that lies ahead was planned so. */
function compareClocks(queuedAtMs: number, scheduledFor: string | null): 'agrees' | 'differs' | 'unknown' {
  if (scheduledFor === null) return 'unknown';
  const lateMs = queuedAtMs - Date.parse(scheduledFor);
  if (Math.abs(lateMs) <= agreementMs) return 'agrees';
  return lateMs > disagreementMs ? 'differs' : 'unknown';
}

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
