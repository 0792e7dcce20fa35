import type { CallEntry, CallProgress, InboundCallEntry } from '../domain/call.ts';
import type { CallReads } from '../api/registry.ts';
import type { Read } from '../domain/reads.ts';
import type { Page } from '../domain/reads.ts';
import { judgeCall, judgeInboundCall, type EndedCall, type JudgeOptions, type Judgement, type TrackedEntry } from './judge-call.ts';
import { findStalledCalls, type StalledState } from './stalled-calls.ts';
import { longestInboundCallSeconds } from './time-limits.ts';

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
  stalled?(before: StalledState, nowMs: number, firstPoll: boolean): Promise<{ readonly state: StalledState; readonly calls: readonly EndedCall<E>[] }>;
  /** Whether an entry is of a campaign or route asked for. */
  isChosen(entry: E): boolean;
  /** Whether an entry is among those asked for, from this stamp on: a refused cursor gets entries of any kind. */
  belongs(entry: E, fromMs: number): boolean;
  judge(entry: E, options: JudgeOptions): Judgement;
  readonly fallbackCallSeconds: number | null;
  /** An entry with nothing but what a lost record leaves: its id and time. */
  lost(queueId: string, stampMs: number): E;
}

const settledProgress: readonly CallProgress[] = ['placed', 'failed', 'canceled', 'expired'];

/** A server may compare times more finely than it prints them. */
const toleranceMs = 1000;

const iso = (ms: number): string => new Date(ms).toISOString();

/** Outbound calls, by the time when they were placed, failed, canceled or expired. */
export function outboundCalls(reads: CallReads, campaignIds: readonly string[] = []): CallSource<CallEntry> {
  const base = { progress: settledProgress, ...(campaignIds.length === 0 ? {} : { campaignIds }) };
  const filterOf = (range: ListRange) => ({
    ...base,
    settledFrom: iso(range.fromMs),
    ...(range.toMs === null ? {} : { settledTo: iso(range.toMs) }),
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
    stampMs: (entry) => (entry.settledAt === null || !settledProgress.includes(entry.progress) ? null : Date.parse(entry.settledAt)),
    campaignId: (entry) => entry.campaignId,
    metadata: (entry) => entry.metadata,
    stalled: (before, nowMs, firstPoll) => findStalledCalls(reads, before, { nowMs, firstPoll, campaignIds }),
    isChosen: (entry) => campaignIds.length === 0 || campaignIds.includes(entry.campaignId ?? ''),
    belongs: (entry, fromMs) =>
      (campaignIds.length === 0 || campaignIds.includes(entry.campaignId ?? '')) && Date.parse(entry.settledAt ?? '') >= fromMs - toleranceMs,
    judge: judgeCall,
    lost: (queueId, stampMs) => ({
      ...lostFields(queueId, stampMs),
      recipientNumber: '',
      campaignId: null,
      dynamicVariables: {},
      metadata: {},
    }),
  };
}

/** Inbound calls, by the time when they came in: nothing else of theirs can be trusted for a range (docs/decisions/0016-polling-inbound-by-creation.md). */
export function inboundCalls(reads: CallReads, routeIds: readonly string[] = []): CallSource<InboundCallEntry> {
  const base = routeIds.length === 0 ? {} : { routeIds };
  const filterOf = (range: ListRange) => {
    const to = Math.min(range.toMs ?? Number.POSITIVE_INFINITY, range.createdToMs ?? Number.POSITIVE_INFINITY);
    return { ...base, createdFrom: iso(range.fromMs), ...(Number.isFinite(to) ? { createdTo: iso(to) } : {}) };
  };
  return {
    kind: 'inbound',
    fallbackCallSeconds: longestInboundCallSeconds,
    list: (query, limit) =>
      reads.listInboundCalls('cursor' in query ? { cursor: query.cursor, limit } : { filter: filterOf(query.range), limit }),
    newest: (limit) => reads.listInboundCalls({ filter: base, limit }),
    count: (range) => reads.countInboundCalls(filterOf(range)),
    get: (queueId) => reads.getInboundCall(queueId),
    stampMs: (entry) => Date.parse(entry.queuedAt),
    campaignId: () => null,
    metadata: () => ({}),
    isChosen: (entry) => routeIds.length === 0 || routeIds.includes(entry.routeId ?? ''),
    belongs: (entry, fromMs) =>
      (routeIds.length === 0 || routeIds.includes(entry.routeId ?? '')) && Date.parse(entry.queuedAt) >= fromMs - toleranceMs,
    judge: judgeInboundCall,
    lost: (queueId, stampMs) => ({ ...lostFields(queueId, stampMs), callerNumber: '', routeId: null }),
  };
}

function lostFields(queueId: string, stampMs: number) {
  return {
    queueId,
    progress: 'unrecognised' as const,
    queuedAt: iso(stampMs),
    processingStartedAt: null,
    settledAt: iso(stampMs),
    callingNumberId: null,
    conversationId: null,
    sessionState: null,
    endReason: null,
  };
}
