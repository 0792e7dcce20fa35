import type { CallEntry } from '../domain/call.ts';
import type { CallReads } from '../api/registry.ts';
import { readCallMarks } from '../sending/call-metadata.ts';
import { isAmount, isJsonObject } from '../domain/json-value.ts';
import { maxPageSize } from '../domain/server-facts.ts';
import type { EndedCall } from './judge-call.ts';
import { stalledCheckMs, stalledLookBackMs, stalledOthersMs, stalledOwnMs, stalledToldMs } from './time-limits.ts';

/** Calls that the server has been about to dial, each since when without a break; and those that were told as stalled. */
export interface StalledState {
  readonly checkedAt: number;
  readonly since: Readonly<Record<string, number>>;
  readonly told: Readonly<Record<string, number>>;
}

export const nothingStalled: StalledState = { checkedAt: 0, since: {}, told: {} };

const mostKept = 300;

/**
 * A server that stops at the wrong moment leaves a call at "processing" for ever: it has no time by which it would be listed as ended.
 * Such a call is told once: an own one when it was seen so for 15 minutes after its latest start, any other after 3 hours. Being put
 * back into the queue, as a busy server does, starts the count again.
 */
export async function findStalledCalls(
  reads: Pick<CallReads, 'listCalls'>,
  before: StalledState,
  options: { readonly nowMs: number; readonly firstPoll: boolean; readonly campaignIds: readonly string[] },
): Promise<{ readonly state: StalledState; readonly calls: readonly EndedCall<CallEntry>[] }> {
  const { nowMs } = options;
  if (Math.abs(nowMs - before.checkedAt) < stalledCheckMs) return { state: before, calls: [] };
  const filter = {
    progress: ['processing'] as const,
    scheduledFrom: new Date(nowMs - stalledLookBackMs).toISOString(),
    ...(options.campaignIds.length === 0 ? {} : { campaignIds: options.campaignIds }),
  };
  const { items } = (await reads.listCalls({ filter, limit: maxPageSize })).value;
  const told = Object.entries(before.told).filter(([, atMs]) => nowMs - atMs < stalledToldMs);
  const open = items.filter(({ queueId, progress }) => progress === 'processing' && before.told[queueId] === undefined);
  const since = open.map((entry) => [entry.queueId, before.since[entry.queueId] ?? nowMs] as const);
  const due = open.filter((entry) => isStalled(entry, before.since[entry.queueId] ?? nowMs, nowMs));
  const past = options.firstPoll ? open.filter((entry) => nowMs - plannedMs(entry) > stalledOthersMs) : [];
  const done = [...due, ...past].map(({ queueId }) => [queueId, nowMs] as const);
  const gone = new Set(done.map(([queueId]) => queueId));
  return {
    state: {
      checkedAt: nowMs,
      since: Object.fromEntries(since.filter(([queueId]) => !gone.has(queueId)).slice(0, mostKept)),
      told: Object.fromEntries([...told, ...done].slice(-mostKept)),
    },
    calls: due.filter((entry) => !past.includes(entry)).map((entry) => ({ entry, stampMs: nowMs, judgement: { ended: true, outcome: 'unknown', endReason: null, basis: 'stalled' } })),
  };
}

function isStalled(entry: CallEntry, sinceMs: number, nowMs: number): boolean {
  const until = latestStartMs(entry);
  return Number.isFinite(until) ? nowMs - Math.max(sinceMs, until) >= stalledOwnMs : nowMs - sinceMs >= stalledOthersMs;
}

function latestStartMs(entry: CallEntry): number {
  return Date.parse(readCallMarks(entry.metadata).latestStart ?? '');
}

function plannedMs(entry: CallEntry): number {
  const until = latestStartMs(entry);
  return Number.isFinite(until) ? until : Date.parse(entry.queuedAt);
}

export function isStalledState(value: unknown): value is StalledState {
  return isJsonObject(value) && isAmount(value['checkedAt']) && isTimes(value['since']) && isTimes(value['told']);
}

function isTimes(value: unknown): boolean {
  return isJsonObject(value) && Object.values(value).every(isAmount);
}
