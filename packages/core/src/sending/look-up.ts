import type { CallReads } from '../api/registry.ts';
import type { CallEntry, CallFilter } from '../domain/call.ts';
import type { ServerKind } from '../domain/reads.ts';
import { walkPages } from '../reading/walk-pages.ts';
import { fits, isFound, judgeLookUp, mostLookUpPages, type LookUpPages, type LookUpQuestion } from './judge-look-up.ts';
import type { PlannedCall } from './planned-call.ts';
import type { ServerTime } from './run-clocks.ts';
import type { ServerKnowledge } from './server-knowledge.ts';

/** A clock that differs by more than this would make the question's own time limit wrong, so the question is asked again. */
export const bearableDriftMs = 60_000;

/** The reads that placing a call needs. */
export type SendingReads = Pick<CallReads, 'countCalls' | 'listCalls' | 'getCall'>;

export type LookUpVerdict =
  | (Evidence & { readonly kind: 'alive'; readonly entry: CallEntry })
  | (Evidence & { readonly kind: 'absent' })
  | (Evidence & { readonly kind: 'dead'; readonly entries: readonly CallEntry[] })
  /** `error` is what the reads threw; `null` when they answered, but not plausibly. */
  | { readonly kind: 'failed'; readonly error: unknown; readonly reason: string; readonly tooMany?: boolean };

export interface Evidence {
  /** The server's time of the count: nothing inserted later can have been seen. */
  readonly countedAtMs: number;
  readonly serverKind: ServerKind;
  /** True where the answer showed no time of its own. */
  readonly timeGuessed: boolean;
}

/**
 * Asks the server whether this event has a call already: one `count`, which reports a database failure, and the list only when the
 * count is above zero. Teaches `time` the server's clock and `knowledge` what the entries show. Never throws.
 */
export async function lookUpCall(reads: SendingReads, call: PlannedCall, learn: Learning): Promise<LookUpVerdict> {
  try {
    return await ask(reads, call, learn);
  } catch (error) {
    return { kind: 'failed', error, reason: error instanceof Error ? error.message : 'The server could not be asked.' };
  }
}

interface Learning {
  readonly time: ServerTime;
  readonly knowledge: ServerKnowledge;
}

async function ask(reads: SendingReads, call: PlannedCall, { time, knowledge }: Learning): Promise<LookUpVerdict> {
  const presumedDifferenceMs = time.differenceMs();
  const first = await countOnce(reads, call, time);
  const drifted = Math.abs(time.differenceMs() - presumedDifferenceMs) > bearableDriftMs;
  const { question, read } = drifted ? await countOnce(reads, call, time) : first;
  const { value: count, serverTimeMs: countedAtMs } = read;
  const evidence = { countedAtMs, serverKind: read.serverKind, timeGuessed: read.serverTimeGuessed === true };
  if (!Number.isSafeInteger(count) || count < 0) {
    return { kind: 'failed', error: null, reason: 'The server did not answer with a number of calls.' };
  }
  if (count === 0) return { kind: 'absent', ...evidence };
  const { pages, complete } = await readPages(reads, {
    filter: filterOf(question),
    belongs: (entry) => fits(question, entry),
    // A number with thousands of calls is not read to its end for a call that has been found.
    isEnough: (entry) => isFound(question, entry),
    mostPages: mostLookUpPages,
  });
  const verdict = judgeLookUp(question, { count, pages, complete });
  if (verdict.kind === 'unclear') return { kind: 'failed', error: null, reason: verdict.reason, tooMany: verdict.tooMany };
  knowledge.learn(pages.flat());
  return { ...verdict, ...evidence };
}

async function countOnce(reads: SendingReads, call: PlannedCall, time: ServerTime) {
  const question = questionOf(call, time);
  const read = await reads.countCalls(filterOf(question));
  time.observe(read.serverTimeMs);
  return { question, read };
}

export function questionOf(call: PlannedCall, time: ServerTime): LookUpQuestion {
  const { callKey, laterKeys, recipientNumber, campaignId, keyLifetimeMs, keyAheadMs = 0 } = call;
  const countsFromMs = time.earliest() - keyLifetimeMs;
  return { callKey, laterKeys, recipientNumber, campaignId, createdFromMs: countsFromMs - keyAheadMs, countsFromMs };
}

export interface PagesOfCalls {
  readonly filter: CallFilter;
  readonly belongs: (entry: CallEntry) => boolean;
  /** No page after this entry can change what is asked. */
  readonly isEnough: (entry: CallEntry) => boolean;
  readonly mostPages: number;
}

export async function readPages(reads: SendingReads, { filter, belongs, isEnough, mostPages }: PagesOfCalls): Promise<Omit<LookUpPages, 'count'>> {
  const pages: (readonly CallEntry[])[] = [];
  const walk = walkPages({ list: (query) => reads.listCalls(query), filter, idOf: ({ queueId }) => queueId, belongs });
  for await (const { read, fault, complete } of walk) {
    const { items } = read.value;
    // A genuine end shows nothing and proves nothing; a list that broke off is told to the judge as an empty page.
    if (items.length > 0 || fault !== null || pages.length === 0) pages.push(items);
    if (fault === 'LIST_BROKE_OFF' && items.length > 0) pages.push([]);
    if (fault !== null) return { pages, complete: false };
    if (complete || items.some(isEnough)) return { pages, complete: true };
    if (pages.length >= mostPages) break;
  }
  return { pages, complete: false };
}

function filterOf(question: LookUpQuestion): CallFilter {
  return {
    recipientNumbers: [question.recipientNumber],
    createdFrom: new Date(question.createdFromMs).toISOString(),
    ...(question.campaignId === null ? {} : { campaignIds: [question.campaignId] }),
  };
}
