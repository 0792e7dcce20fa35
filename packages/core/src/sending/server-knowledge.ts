import type { CallEntry } from '../domain/call.ts';
import { readCallMarks } from './call-metadata.ts';

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
  const { callKey, scheduledFor, latestStart } = readCallMarks(entry.metadata);
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
