import type { CallEntry, InboundCallEntry } from '../domain/call.ts';
import type { CallReads } from '../api/registry.ts';
import type { Page, Read } from '../domain/reads.ts';
import { longestInboundCallSeconds, progressOutOfQueue } from '../domain/server-facts.ts';
import { gatherPages, isReallyEmpty } from '../reading/walk-pages.ts';
import { judgeCall, judgeInboundCall, type JudgeOptions, type Judgement, type TrackedEntry } from './judge-call.ts';
import { isStalledLookDue, judgeStalled, mostStalledPages, type StalledLook, type StalledState } from './pending-calls.ts';
import { stalledLookBackMs } from './time-limits.ts';

/** A stretch of time, by the stamp of a source; optionally only entries created up to some moment. Ms since 1970 UTC, inclusive. */
export interface ListRange {
  readonly fromMs: number;
  readonly toMs: number | null;
  readonly createdToMs: number | null;
}

/** One kind of call: how to list it by time, and how to judge it. */
export interface CallSource<E extends TrackedEntry> {
  readonly kind: 'outbound' | 'inbound';
  list(query: { readonly range: ListRange } | { readonly cursor: string }, limit: number): Promise<Read<Page<E>>>;
  /** The newest entries of any time. */
  newest(limit: number): Promise<Read<Page<E>>>;
  count(range: ListRange): Promise<Read<number>>;
  get(queueId: string): Promise<Read<E>>;
  /** The time on which the mark runs; `null` = never listed by time. */
  stampMs(entry: E): number | null;
  /** Inbound calls have none. */
  campaignId(entry: E): string | null;
  /** What was sent along with it; inbound calls carry nothing. */
  metadata(entry: E): Readonly<Record<string, string>>;
  /** Calls that stay at "processing"; only outbound calls do. */
  stalled?(before: StalledState, nowMs: number, firstPoll: boolean): Promise<StalledLook<E>>;
  /** Whether an entry is of a campaign asked for. */
  isChosen(entry: E): boolean;
  /** Whether an entry is among those asked for, from this stamp on: a refused cursor gets entries of any kind. */
  belongs(entry: E, fromMs: number): boolean;
  judge(entry: E, options: JudgeOptions): Judgement;
  readonly fallbackCallSeconds: number | null;
  /** An entry with nothing but what a lost record leaves: its id and time. */
  lost(queueId: string, stampMs: number): E;
}

/** A server may compare times more finely than it prints them. */
const toleranceMs = 1000;

const iso = (ms: number): string => new Date(ms).toISOString();

/** Outbound calls, by the time when they were placed, failed, canceled or expired. */
export function outboundCalls(reads: CallReads, campaignIds: readonly string[] = []): CallSource<CallEntry> {
  const chosen = campaignIds.length === 0 ? {} : { campaignIds };
  const base = { progress: progressOutOfQueue, ...chosen };
  const isChosen = ({ campaignId }: CallEntry): boolean => campaignIds.length === 0 || campaignIds.includes(campaignId ?? '');
  const filterOf = (range: ListRange) => ({
    ...base,
    leftQueueFrom: iso(range.fromMs),
    ...(range.toMs === null ? {} : { leftQueueTo: iso(range.toMs) }),
    ...(range.createdToMs === null ? {} : { createdTo: iso(range.createdToMs) }),
  });
  return {
    kind: 'outbound',
    fallbackCallSeconds: null,
    list: (query, limit) =>
      reads.listCalls('cursor' in query ? { cursor: query.cursor, limit } : { filter: filterOf(query.range), limit }),
    newest: (limit) => reads.listCalls({ filter: base, limit }),
    count: (range) => reads.countCalls(filterOf(range)),
    get: (queueId) => reads.getCall(queueId),
    stampMs: (entry) => (entry.leftQueueAt === null || !progressOutOfQueue.includes(entry.progress) ? null : Date.parse(entry.leftQueueAt)),
    campaignId: (entry) => entry.campaignId,
    metadata: (entry) => entry.metadata,
    stalled: async (before, nowMs, firstPoll) => {
      if (!isStalledLookDue(before, nowMs)) return { state: before, calls: [] };
      const filter = { ...chosen, progress: ['processing'] as const, scheduledFrom: iso(nowMs - stalledLookBackMs) };
      const shown = await gatherPages({
        list: (query) => reads.listCalls(query),
        filter,
        idOf: ({ queueId }) => queueId,
        belongs: ({ progress }) => progress === 'processing',
        mostPages: mostStalledPages,
      });
      // A list that lacks calls would start the count of their time again, so it is asked for again by the next poll.
      const mayLack = shown.items.length === 0 && Object.keys(before.since).length > 0 && !(await isReallyEmpty((asked) => reads.countCalls(asked), filter));
      return shown.fault !== null || mayLack ? { state: before, calls: [] } : judgeStalled(before, shown.items, nowMs, firstPoll);
    },
    isChosen,
    belongs: (entry, fromMs) => isChosen(entry) && Date.parse(entry.leftQueueAt ?? '') >= fromMs - toleranceMs,
    judge: judgeCall,
    lost: (queueId, stampMs) => ({ ...unreadEntry(queueId, iso(stampMs)), recipientNumber: '', campaignId: null, dynamicVariables: {}, metadata: {} }),
  };
}

/** Inbound calls, by the time when they came in: nothing else of theirs can be trusted for a range (docs/decisions/0016-polling-inbound-by-creation.md). */
export function inboundCalls(reads: CallReads): CallSource<InboundCallEntry> {
  const filterOf = (range: ListRange) => {
    const to = Math.min(range.toMs ?? Number.POSITIVE_INFINITY, range.createdToMs ?? Number.POSITIVE_INFINITY);
    return { createdFrom: iso(range.fromMs), ...(Number.isFinite(to) ? { createdTo: iso(to) } : {}) };
  };
  return {
    kind: 'inbound',
    fallbackCallSeconds: longestInboundCallSeconds,
    list: (query, limit) =>
      reads.listInboundCalls('cursor' in query ? { cursor: query.cursor, limit } : { filter: filterOf(query.range), limit }),
    newest: (limit) => reads.listInboundCalls({ filter: {}, limit }),
    count: (range) => reads.countInboundCalls(filterOf(range)),
    get: (queueId) => reads.getInboundCall(queueId),
    stampMs: (entry) => Date.parse(entry.queuedAt),
    campaignId: () => null,
    metadata: () => ({}),
    isChosen: () => true,
    belongs: (entry, fromMs) => Date.parse(entry.queuedAt) >= fromMs - toleranceMs,
    judge: judgeInboundCall,
    lost: (queueId, stampMs) => ({ ...unreadEntry(queueId, iso(stampMs)), callerNumber: '', routeId: null }),
  };
}

/** What an entry shows of which nothing but its id and perhaps its time is known. */
export function unreadEntry(queueId: string, at: string | null) {
  return {
    queueId,
    progress: 'unrecognised' as const,
    queuedAt: at ?? '',
    processingStartedAt: null,
    leftQueueAt: at,
    callingNumberId: null,
    conversationId: null,
    sessionState: null,
    endReason: null,
  };
}
