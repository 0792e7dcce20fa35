import type { CallEntry } from '../domain/call.ts';
import { maxPageSize } from '../domain/server-facts.ts';
import type { WaitedCall } from './read-waited-call.ts';

/** A call that somebody waits for. */
export interface AwaitedCall {
  readonly queueId: string;
  readonly recipientNumber: string;
  /** Placed just now by whoever waits; the creation of any other is not known before it was read. */
  readonly isNew: boolean;
}

/** A call that a list calls over but its own entry does not, or whose words are late, is read again by its id after this long. */
const readAgainAfterMs = 30_000;
/** What was said is waited for this long after the end; then the call goes on without it, and says so. */
const wordsPatienceMs = 120_000;
/** A call that this many lists in a row have left out is read by its id: a list that shows nothing proves nothing. */
const missesBelieved = 2;
/** So many calls are read by their id in one look. */
const mostReads = 20;

interface Watched {
  readonly call: AwaitedCall;
  /** Creation, ms since 1970 UTC by the server; `null` = not known yet. */
  readonly createdMs: number | null;
  /** How far the call had come, and server time at which it was first seen so. */
  readonly progress: CallEntry['progress'] | null;
  readonly progressSinceMs: number;
  readonly misses: number;
  readonly looksOver: boolean;
  /** When it was last read by its id, and since when its words are late, by the host's clock. */
  readonly readAtMs: number;
  readonly wordsLateSinceMs: number | null;
}

/** The calls that are still waited for: which to ask a list about next, and which to read by their id. Makes no request itself. */
export class OpenCalls {
  /** The latest reading of each call by its id. */
  readonly readings = new Map<string, WaitedCall>();
  private readonly open = new Map<string, Watched>();
  private next = 0;

  /** `createdFromMs`: no new call was created before. */
  constructor(calls: readonly AwaitedCall[], createdFromMs: number) {
    for (const call of calls) {
      const createdMs = call.isNew ? createdFromMs : null;
      const start = { progress: null, progressSinceMs: 0, misses: 0, looksOver: false, readAtMs: Number.NEGATIVE_INFINITY, wordsLateSinceMs: null };
      this.open.set(call.queueId, { call, createdMs, ...start });
    }
  }

  get size(): number {
    return this.open.size;
  }

  /** The next calls to ask a list about, as many as one page holds, in turn; `null` = of none is known when it was created. */
  nextGroup(): { readonly recipientNumbers: readonly string[]; readonly createdFromMs: number } | null {
    const listed = [...this.open.values()].filter((one): one is Watched & { createdMs: number } => one.createdMs !== null);
    if (listed.length === 0) return null;
    const start = this.next < listed.length ? this.next : 0;
    const group = listed.slice(start, start + maxPageSize);
    this.next = start + group.length;
    return {
      recipientNumbers: [...new Set(group.map(({ call }) => call.recipientNumber))],
      createdFromMs: Math.min(...group.map(({ createdMs }) => createdMs)),
    };
  }

  /** Takes what a list has shown of the calls to these recipients. */
  takeListed(recipientNumbers: readonly string[], entries: readonly CallEntry[], serverTimeMs: number): void {
    const shown = new Map(entries.map((entry) => [entry.queueId, entry]));
    for (const [queueId, watched] of this.open) {
      if (watched.createdMs === null || !recipientNumbers.includes(watched.call.recipientNumber)) continue;
      const entry = shown.get(queueId);
      this.open.set(queueId, entry === undefined ? { ...watched, misses: watched.misses + 1 } : listedSo(watched, entry, serverTimeMs));
    }
  }

  /** The calls to read by their id now: those that look over, then the one that lists have left out longest. `all` = every open one. */
  dueForReading(nowMs: number, { all = false } = {}): readonly { readonly queueId: string; readonly firstSeenMs: number | undefined }[] {
    const rested = [...this.open.values()].filter(({ readAtMs }) => nowMs - readAtMs >= readAgainAfterMs);
    const over = rested.filter(({ looksOver, createdMs }) => all || looksOver || createdMs === null);
    const [missed] = rested.filter((one) => one.misses >= missesBelieved && !over.includes(one)).sort((a, b) => a.readAtMs - b.readAtMs);
    return [...over, ...(missed === undefined ? [] : [missed])]
      .sort((a, b) => a.readAtMs - b.readAtMs)
      .slice(0, mostReads)
      .map(({ call, progress, progressSinceMs }) => ({ queueId: call.queueId, firstSeenMs: progress === null ? undefined : progressSinceMs }));
  }

  /** Takes the reading of one call by its id. An end that was read stays, whatever a later reading for its words meets. */
  takeReading(reading: WaitedCall, nowMs: number): void {
    const known = this.readings.get(reading.queueId);
    if (known?.kind !== 'ended' || reading.kind === 'ended') this.readings.set(reading.queueId, reading);
    const watched = this.open.get(reading.queueId);
    if (watched === undefined) return;
    const read = { ...watched, readAtMs: nowMs };
    if (reading.kind === 'unread') this.open.set(reading.queueId, read);
    else if (reading.kind === 'open') this.open.set(reading.queueId, seenSo(read, reading.entry, reading.readAtMs));
    else this.takeEnded(read, reading.wordsLate, nowMs);
  }

  private takeEnded(watched: Watched, wordsLate: boolean, nowMs: number): void {
    const sinceMs = watched.wordsLateSinceMs ?? nowMs;
    const { queueId } = watched.call;
    if (wordsLate && nowMs - sinceMs < wordsPatienceMs) this.open.set(queueId, { ...watched, looksOver: true, wordsLateSinceMs: sinceMs });
    else this.open.delete(queueId);
  }
}

/** One that looks over since it was read last is read at once. */
function listedSo(watched: Watched, entry: CallEntry, serverTimeMs: number): Watched {
  const seen = seenSo(watched, entry, serverTimeMs);
  return seen.looksOver && !watched.looksOver ? { ...seen, readAtMs: Number.NEGATIVE_INFINITY } : seen;
}

function seenSo(watched: Watched, entry: CallEntry, serverTimeMs: number): Watched {
  const since = watched.progress === entry.progress ? {} : { progress: entry.progress, progressSinceMs: serverTimeMs };
  const createdMs = watched.createdMs ?? Date.parse(entry.queuedAt);
  const over = watched.wordsLateSinceMs !== null || looksOver(entry);
  return { ...watched, ...since, createdMs, misses: 0, looksOver: over };
}

/** Whether it is worth reading by its id: a list may show the first of several conversations of one call, so it ends no wait itself. */
function looksOver({ progress, sessionState }: CallEntry): boolean {
  switch (progress) {
    case 'failed':
    case 'canceled':
    case 'expired':
      return true;
    case 'placed':
      return sessionState === 'ended' || sessionState === 'error';
    case 'queued':
    case 'processing':
    case 'unrecognised':
      return false;
    default:
      return progress satisfies never;
  }
}
