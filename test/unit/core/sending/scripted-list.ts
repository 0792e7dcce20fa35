import type { CallEntry, Page, PlannedCall } from '@iqra-automation/core';
import type { Asking, SendingReads } from '../../../../packages/core/src/sending/look-up.ts';
import { createServerKnowledge, createServerTime } from '../../../../packages/core/src/sending/server-knowledge.ts';
import { plannedCall } from './scripted-world.ts';

/** What a server shows when it is asked for calls: a count, then pages, each with the total that it tells. */
export interface ShownCalls {
  readonly counted?: number;
  readonly pages?: readonly (readonly CallEntry[])[];
  readonly totals?: readonly number[];
}

/** The reads of such a server. Without more, all calls stand on one page and are counted. */
export function readsOf(items: readonly CallEntry[], { counted = items.length, pages = [items], totals = [] }: ShownCalls, nowMs: number): SendingReads {
  const answer = async <T>(value: T) => ({ value, serverTimeMs: nowMs, serverKind: 'config' as const });
  const pageAt = (at: number): Page<CallEntry> => ({
    items: pages[at] ?? [],
    nextCursor: at + 1 < pages.length ? String(at + 1) : null,
    totalCount: totals[at] ?? counted,
  });
  return {
    countCalls: () => answer(counted),
    listCalls: (query) => answer(pageAt('cursor' in query ? Number(query.cursor) : 0)),
    getCall: () => Promise.reject(new Error('no call is read by its id')),
  };
}

/** A call to look up, of a host whose clock is the server's. */
export function asking(call: Partial<PlannedCall>, nowMs: number): Asking {
  const clock = { now: () => nowMs, sleep: () => Promise.resolve(), random: () => 0 };
  return { call: { ...plannedCall, ...call }, time: createServerTime(clock), knowledge: createServerKnowledge() };
}
