import type { CallReads } from '../api/registry.ts';
import type { CallEntry, CallFilter } from '../domain/call.ts';
import type { AnswerFacts } from '../domain/reads.ts';
import { maxPageSize } from '../domain/server-facts.ts';
import { gatherPages } from '../reading/walk-pages.ts';
import {
  fits,
  fitsShared,
  isFound,
  judgeLookUp,
  judgeTogether,
  mostLookUpPages,
  shareQuestions,
  type EntryVerdict,
  type LookUpList,
  type LookUpQuestion,
  type SharedQuestion,
} from './judge-look-up.ts';
import type { PlannedCall } from './planned-call.ts';
import type { ServerKnowledge, ServerTime } from './server-knowledge.ts';

/** A clock that differs by more than this would make the question's own time limit wrong, so the question is asked again. */
const bearableDriftMs = 60_000;

/** The reads that placing a call needs. */
export type SendingReads = Pick<CallReads, 'countCalls' | 'listCalls' | 'getCall'>;

export type LookUpVerdict =
  | (Exclude<EntryVerdict, { kind: 'unclear' }> & {
      /** The answer to the count: nothing inserted after its time can have been seen. */
      readonly count: AnswerFacts;
    })
  /** `error` is what the reads threw; `null` when they answered, but not plausibly. */
  | { readonly kind: 'failed'; readonly error: unknown; readonly reason: string; readonly tooMany?: boolean };

/** A call that is looked up, with what learns from the answers. */
export interface Asking {
  readonly call: PlannedCall;
  readonly time: ServerTime;
  readonly knowledge: ServerKnowledge;
}

/**
 * Asks the server whether this event has a call already: one `count`, which reports a database failure, and the list only when the
 * count is above zero. Teaches `time` the server's clock and `knowledge` what the entries show. Never throws.
 */
export async function lookUpCall(reads: SendingReads, asking: Asking): Promise<LookUpVerdict> {
  try {
    return await askAlone(reads, asking);
  } catch (error) {
    return failedWith(error);
  }
}

/**
 * Asks the server in one look-up which of several events have a call already: one `count` for all, and the list only when it is
 * above zero. Returns a verdict for each, in their order; `null` when the answers do not add up, and then each has to be asked for
 * alone. Teaches each what a look-up of its own would have. Never throws.
 */
export async function lookUpTogether(reads: SendingReads, all: readonly Asking[]): Promise<readonly LookUpVerdict[] | null> {
  const [only, ...others] = all;
  if (only !== undefined && others.length === 0) return [await lookUpCall(reads, only)];
  try {
    return await askTogether(reads, all);
  } catch (error) {
    return all.map(() => failedWith(error));
  }
}

function failedWith(error: unknown): LookUpVerdict {
  return { kind: 'failed', error, reason: error instanceof Error ? error.message : 'The server could not be asked.' };
}

async function askAlone(reads: SendingReads, asking: Asking): Promise<LookUpVerdict> {
  const { questions: [question = questionOf(asking)], count } = await countCalls(reads, [asking]);
  if (!isCount(count.value)) return { kind: 'failed', error: null, reason: 'The server did not answer with a number of calls.' };
  if (count.value === 0) return { kind: 'absent', count };
  const shown = await listCalls(reads, count.value, {
    filter: filterOf(shareQuestions([question])),
    belongs: (entry) => fits(question, entry),
    // A number with thousands of calls is not read to its end for a call that has been found.
    isEnough: (entry) => isFound(question, entry),
    mostPages: mostLookUpPages,
  });
  const verdict = judgeLookUp(question, shown);
  if (verdict.kind !== 'unclear') asking.knowledge.learn(shown.items);
  return withCount(verdict, count);
}

async function askTogether(reads: SendingReads, all: readonly Asking[]): Promise<readonly LookUpVerdict[] | null> {
  const { questions, count } = await countCalls(reads, all);
  if (!isCount(count.value)) return null;
  if (count.value === 0) return all.map(() => ({ kind: 'absent', count }));
  // Asking one by one is then no dearer, and stops at the event's call.
  if (count.value > all.length * maxPageSize) return null;
  const shared = shareQuestions(questions);
  const shown = await listCalls(reads, count.value, { filter: filterOf(shared), belongs: (entry) => fitsShared(shared, entry), mostPages: all.length });
  const verdicts = judgeTogether(questions, shown);
  if (verdicts === null) return null;
  for (const { knowledge } of all) knowledge.learn(shown.items);
  return verdicts.map((verdict) => withCount(verdict, count));
}

function isCount(count: number): boolean {
  return Number.isSafeInteger(count) && count >= 0;
}

function withCount(verdict: EntryVerdict, count: AnswerFacts): LookUpVerdict {
  return verdict.kind === 'unclear' ? { ...verdict, kind: 'failed', error: null } : { ...verdict, count };
}

/** Counts again where the answer shows that the questions were about another time than they meant. */
async function countCalls(reads: SendingReads, all: readonly Asking[]) {
  const presumedMs = all.map(({ time }) => time.differenceMs());
  const first = await countOnce(reads, all);
  const drifted = all.some(({ time }, index) => Math.abs(time.differenceMs() - (presumedMs[index] ?? 0)) > bearableDriftMs);
  return drifted ? await countOnce(reads, all) : first;
}

async function countOnce(reads: SendingReads, all: readonly Asking[]) {
  const questions = all.map(questionOf);
  const count = await reads.countCalls(filterOf(shareQuestions(questions)));
  for (const { time } of all) time.observe(count.serverTimeMs);
  return { questions, count };
}

function questionOf({ call, time }: Asking): LookUpQuestion {
  const { callKey, laterKeys, recipientNumber, campaignId, keyLifetimeMs, keyAheadMs = 0 } = call;
  const countsFromMs = time.earliest() - keyLifetimeMs;
  return { callKey, laterKeys, recipientNumber, campaignId, createdFromMs: countsFromMs - keyAheadMs, countsFromMs };
}

interface CallsToList {
  readonly filter: CallFilter;
  readonly belongs: (entry: CallEntry) => boolean;
  /** No page after this entry can change what is asked. */
  readonly isEnough?: (entry: CallEntry) => boolean;
  readonly mostPages: number;
}

async function listCalls(reads: SendingReads, counted: number, question: CallsToList): Promise<LookUpList> {
  const shown = await gatherPages({ ...question, counted, list: (query) => reads.listCalls(query), idOf: ({ queueId }) => queueId });
  return { ...shown, counted };
}

function filterOf({ recipientNumbers, campaignIds, createdFromMs }: SharedQuestion): CallFilter {
  return { recipientNumbers, createdFrom: new Date(createdFromMs).toISOString(), ...(campaignIds === null ? {} : { campaignIds }) };
}
