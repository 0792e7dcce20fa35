import type { Page, Read } from '../domain/reads.ts';
import { isIqraError } from '../errors/iqra-error.ts';
import type { TrackedEntry } from './judge-call.ts';
import type { CallSource, ListRange } from './call-source.ts';
import type { BudgetLeft } from './poll-budget.ts';
import { maxPageSize } from '../domain/server-facts.ts';
import { goesOn, isReallyEmpty } from '../reading/walk-pages.ts';

/** Something that a host's log should say about a poll; not an error. */
export interface PollNotice {
  readonly code: 'state_reset' | 'doubtful_list' | 'campaigns_unreadable' | 'events_held' | 'catching_up' | 'window_not_read' | 'campaign_gone';
  readonly message: string;
}

export const doubtfulList: PollNotice = {
  code: 'doubtful_list',
  message: 'The server answered with an empty list although there are calls. The same range is read again.',
};

/**
 * One reading of a time range from its newest-created call to its oldest. It may stretch over several polls. The cursor says
 * where to go on; the creation time of the last call read says it too, for a cursor that the server no longer accepts.
 */
export interface Pass {
  readonly fromMs: number;
  /** `null` = no upper end: everything there is. */
  readonly toMs: number | null;
  /** Server time of the first page; the range is known as it was then. */
  readonly startedAtMs: number | null;
  /** Calls created after this moment have been read; `null` = nothing yet. */
  readonly resumeAtMs: number | null;
  readonly cursor: string | null;
  /** Oldest stamp among the calls read so far that must be read again by range; `null` = none. */
  readonly openMs: number | null;
}

/** A pass over this range that has not begun. */
export function newPass(fromMs: number, toMs: number | null): Pass {
  return { fromMs, toMs, startedAtMs: null, resumeAtMs: null, cursor: null, openMs: null };
}

export type PassEnd =
  | { readonly kind: 'complete'; readonly pass: Pass; readonly readAtMs: number }
  /** Not at the end yet: the budget is used up, or enough ended calls were found. */
  | { readonly kind: 'unfinished'; readonly pass: Pass }
  /** An empty answer that the count contradicts, or an empty page in the middle. */
  | { readonly kind: 'doubtful'; readonly pass: Pass };

/** Called with the entries of one page. Returns false to stop after it. */
export type TakePage<E> = (entries: readonly E[], readAtMs: number) => Promise<boolean>;

/**
 * Reads on with a pass while the budget lasts. `onProgress` gets the pass after every page, so that nothing read is lost
 * when a later page fails. Throws what the reads throw.
 */
export async function readPass<E extends TrackedEntry>(
  source: CallSource<E>,
  start: Pass,
  budget: BudgetLeft,
  takePage: TakePage<E>,
  onProgress: (pass: Pass) => void,
): Promise<PassEnd> {
  let pass = start;
  while (budget.takePage()) {
    const byCursor = pass.cursor !== null;
    const answer = await readPage(source, pass, start);
    if (answer === null || (byCursor && isForeign(answer.value.items, pass))) {
      pass = { ...pass, cursor: null };
      continue;
    }
    const { items, nextCursor } = answer.value;
    pass = { ...pass, cursor: null, startedAtMs: pass.startedAtMs ?? answer.serverTimeMs };
    if (items.length === 0) {
      const trulyEmpty = !byCursor && (await isReallyEmpty((range) => source.count(range), rangeOf(pass)));
      return { kind: trulyEmpty ? 'complete' : 'doubtful', pass, readAtMs: answer.serverTimeMs };
    }
    const goOn = await takePage(items.filter((entry) => source.belongs(entry, pass.fromMs)), answer.serverTimeMs);
    pass = { ...pass, cursor: nextCursor, resumeAtMs: oldestCreation(items) + 1 };
    onProgress(pass);
    if (nextCursor === null) return { kind: 'complete', pass, readAtMs: answer.serverTimeMs };
    if (!goOn) return { kind: 'unfinished', pass };
  }
  return { kind: 'unfinished', pass };
}

/** The next page. `null` = the server refused a cursor that was kept from an earlier poll. */
async function readPage<E extends TrackedEntry>(source: CallSource<E>, pass: Pass, start: Pass): Promise<Read<Page<E>> | null> {
  if (pass.cursor === null) return source.list({ range: rangeOf(pass) }, maxPageSize);
  try {
    return await source.list({ cursor: pass.cursor }, maxPageSize);
  } catch (error) {
    if (pass.cursor === start.cursor && isIqraError(error) && error.kind === 'input') return null;
    throw error;
  }
}

/** A cursor that the server does not accept gets the first page of everything instead of an error: newer calls than those read. */
function isForeign(items: readonly TrackedEntry[], pass: Pass): boolean {
  const first = items[0];
  return first !== undefined && pass.resumeAtMs !== null && !goesOn(Date.parse(first.queuedAt), pass.resumeAtMs);
}

function oldestCreation(items: readonly TrackedEntry[]): number {
  return Math.min(...items.map((entry) => Date.parse(entry.queuedAt)));
}

function rangeOf(pass: Pass): ListRange {
  return { fromMs: pass.fromMs, toMs: pass.toMs, createdToMs: pass.resumeAtMs };
}
