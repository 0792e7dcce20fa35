import { callFingerprint, splitFingerprints } from './seen-calls.ts';
import type { TrackedEntry } from './call-source.ts';

/** So many calls are remembered; the one that was noted longest ago goes first. */
const mostKept = 300;

/** What lists have shown of this call contradicts itself, so only a read by id counts. It is no fingerprint, and as long as one. */
const contested = '????????';

/**
 * Which conversation stands behind a call, and when the call was placed, as seen while it was open. The server may hand one entry out
 * twice: then a list goes on showing the first of two conversations, and only a read by id shows the one that the entry names.
 */
export class KnownSessions {
  private readonly known = new Map<string, string>();

  /** Whether a row of a list must not be believed: it differs from what is known of its call. */
  isContested(entry: TrackedEntry, stampMs: number): boolean {
    const known = this.known.get(callFingerprint(entry.queueId));
    if (known === undefined || entry.conversationId === null) return false;
    return known !== sessionOf(entry.conversationId, stampMs, 'list') && known !== sessionOf(entry.conversationId, stampMs, 'id');
  }

  /** Whether a read by id has shown the same. */
  isConfirmed(entry: TrackedEntry, stampMs: number): boolean {
    return this.known.get(callFingerprint(entry.queueId)) === sessionOf(entry.conversationId ?? '', stampMs, 'id');
  }

  /** A row of a list. What a read by id has shown stays. */
  noteListed(entry: TrackedEntry, stampMs: number): void {
    if (entry.conversationId === null || this.isConfirmed(entry, stampMs)) return;
    this.put(entry.queueId, this.isContested(entry, stampMs) ? contested : sessionOf(entry.conversationId, stampMs, 'list'));
  }

  noteExact(entry: TrackedEntry, stampMs: number): void {
    if (entry.conversationId !== null) this.put(entry.queueId, sessionOf(entry.conversationId, stampMs, 'id'));
  }

  /** Queue id and session in turn, as joined fingerprints. */
  toJson(): string {
    return [...this.known].flat().join('');
  }

  static fromJson(joined: string): KnownSessions {
    const sessions = new KnownSessions();
    const parts = splitFingerprints(joined);
    for (let at = 0; at + 1 < parts.length; at += 2) sessions.known.set(parts[at] ?? '', parts[at + 1] ?? '');
    return sessions;
  }

  private put(queueId: string, session: string): void {
    const id = callFingerprint(queueId);
    this.known.delete(id);
    this.known.set(id, session);
    const [oldest] = this.known.keys();
    if (this.known.size > mostKept && oldest !== undefined) this.known.delete(oldest);
  }
}

function sessionOf(conversationId: string, stampMs: number, shownBy: 'list' | 'id'): string {
  return callFingerprint(`${shownBy} ${conversationId} ${Math.floor(stampMs / 1000)}`);
}

/** The queue ids that stand in one list with two conversations. */
export function twiceListed(entries: readonly TrackedEntry[]): ReadonlySet<string> {
  const first = new Map<string, string | null>();
  const twice = new Set<string>();
  for (const { queueId, conversationId } of entries) {
    const before = first.get(queueId);
    if (before === undefined) first.set(queueId, conversationId);
    else if (before !== conversationId) twice.add(queueId);
  }
  return twice;
}
