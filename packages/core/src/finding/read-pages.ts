import type { Page } from '../domain/reads.ts';
import type { ListQuery, Read } from '../domain/reads.ts';
import { IqraError } from '../errors/iqra-error.ts';

export interface PagesQuestion<T, F> {
  readonly list: (query: ListQuery<F>) => Promise<Read<Page<T>>>;
  /** The loud look-up of the same list, where the server has one: it tells an empty list from a hidden failure. */
  readonly count?: (filter: F) => Promise<Read<number>>;
  readonly filter: F;
  readonly idOf: (item: T) => string;
  /** False for an item that the filter excludes; absent = not checked. */
  readonly belongs?: (item: T) => boolean;
  /** The most items to return; `null` = all. */
  readonly limit: number | null;
}

/** The server answers at most this many, whatever is asked. */
const pageSize = 50;

/**
 * Reads a list page by page, newest first. The list of the server cannot be trusted alone: an empty page may hide a failure of its
 * database, and a damaged cursor serves the unfiltered first page again. Returns the items and the server's time of the last page.
 * @throws IqraError of kind `server` when the pages contradict themselves or the count.
 */
export async function readPages<T, F>(question: PagesQuestion<T, F>): Promise<Read<readonly T[]>> {
  const limit = question.limit ?? Number.POSITIVE_INFINITY;
  const items: T[] = [];
  const known = new Set<string>();
  let query: ListQuery<F> = { filter: question.filter, limit: Math.min(pageSize, limit) };
  for (;;) {
    const read = await question.list(query);
    const page = read.value.items;
    if (page.length === 0) await refuseHiddenFailure(question, items.length);
    for (const item of page) {
      if (known.has(question.idOf(item))) throw brokenList('LIST_REPEATS', 'The server showed an entry of the list twice; it lost its place in the list.');
      if (question.belongs?.(item) === false) throw brokenList('LIST_LEFT_FILTER', 'The server showed entries that were not asked for; it lost its place in the list.');
      known.add(question.idOf(item));
      items.push(item);
    }
    const { nextCursor } = read.value;
    if (nextCursor === null || page.length === 0 || items.length >= limit) return { ...read, value: items.slice(0, limit) };
    query = { cursor: nextCursor, limit: Math.min(pageSize, limit - items.length) };
  }
}

async function refuseHiddenFailure<T, F>(question: PagesQuestion<T, F>, alreadyRead: number): Promise<void> {
  if (alreadyRead > 0) throw brokenList('LIST_BROKE_OFF', 'The list of the server broke off before its end; its database is probably failing.');
  if (question.count === undefined) return;
  const counted = (await question.count(question.filter)).value;
  if (counted > 0) {
    throw brokenList('LIST_EMPTY_BUT_COUNTED', 'The server counts entries but shows none of them; its database is probably failing.');
  }
}

function brokenList(code: string, message: string): IqraError {
  return new IqraError({ kind: 'server', code, message, nextStep: 'Run this step again in a few minutes.', placement: 'not_placed' });
}
