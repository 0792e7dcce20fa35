import { createHash } from 'node:crypto';
import type { TrackedEntry } from './judge-call.ts';

/** Characters kept: 48 bits, so that 1,000 remembered calls meet a new one by chance once in 280 thousand million. */
const fingerprintLength = 8;

/** A short, evenly spread stand-in for a queue id, whatever the ids of a server look like (docs/decisions/0018-polling-remembered-ids.md). */
function callFingerprint(queueId: string): string {
  return createHash('sha256').update(queueId).digest('base64url').slice(0, fingerprintLength);
}

/** Cuts a text of joined fingerprints apart again. A remainder that is too short is left out. */
function splitFingerprints(joined: string): readonly string[] {
  const count = Math.floor(joined.length / fingerprintLength);
  return Array.from({ length: count }, (_, index) => joined.slice(index * fingerprintLength, (index + 1) * fingerprintLength));
}

const bucketMs = 60_000;

/** The calls that were reported already and can still turn up in a list, kept as fingerprints in buckets of a minute. */
export class SeenCalls {
  private readonly buckets = new Map<number, string[]>();
  private readonly all = new Set<string>();

  has(queueId: string): boolean {
    return this.all.has(callFingerprint(queueId));
  }

  /** Remembers a call under the time by which it is listed. */
  add(queueId: string, stampMs: number): void {
    this.put(callFingerprint(queueId), Math.floor(stampMs / bucketMs));
  }

  /** Forgets calls listed before this time: no list that starts there can show them again. */
  forgetBefore(stampMs: number): void {
    const first = Math.floor(stampMs / bucketMs);
    for (const [bucket, fingerprints] of this.buckets) {
      if (bucket >= first) continue;
      this.buckets.delete(bucket);
      for (const fingerprint of fingerprints) this.all.delete(fingerprint);
    }
  }

  /** Minute number in base 36 -> joined fingerprints. */
  toJson(): Readonly<Record<string, string>> {
    return Object.fromEntries([...this.buckets].map(([bucket, fingerprints]) => [bucket.toString(36), fingerprints.join('')]));
  }

  static fromJson(json: Readonly<Record<string, string>>): SeenCalls {
    const seen = new SeenCalls();
    for (const [bucket, joined] of Object.entries(json)) {
      for (const fingerprint of splitFingerprints(joined)) seen.put(fingerprint, Number.parseInt(bucket, 36));
    }
    return seen;
  }

  private put(fingerprint: string, bucket: number): void {
    if (this.all.has(fingerprint)) return;
    this.all.add(fingerprint);
    const fingerprints = this.buckets.get(bucket);
    if (fingerprints === undefined) this.buckets.set(bucket, [fingerprint]);
    else fingerprints.push(fingerprint);
  }
}

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
