import type { ListQuery, Page, Read } from '../domain/reads.ts';
import { maxPageSize } from '../domain/server-facts.ts';
import { serverErrors } from '../errors/server-errors.ts';
import { faultOfPage, nothingSeen, seenWith, type EntryMarks, type ListFault } from './distrust.ts';

interface ListToWalk<T, F> extends EntryMarks<T> {
  readonly list: (query: ListQuery<F>) => Promise<Read<Page<T>>>;
  readonly filter: F;
  /** The most items that are wanted; absent = all. No page asks for more than are still wanted. */
  readonly mostItems?: number;
}

export interface WalkedPage<T> {
  readonly read: Read<Page<T>>;
  /** What speaks against this page; the walk ends with it. */
  readonly fault: ListFault | null;
  /** Nothing comes after it: the end of the list was shown, and nothing speaks against it. */
  readonly complete: boolean;
}

/**
 * The one walk through the lists of the server, newest first: a page at a time, so that whoever has seen enough, or may read no
 * more, stops. Every page is distrusted in the same way (see `distrust.ts`); what a fault means is for the caller to say, and so is
 * what an empty list means: `isReallyEmpty` asks the count. Throws what `list` throws.
 */
export async function* walkPages<T, F>(walk: ListToWalk<T, F>): AsyncGenerator<WalkedPage<T>, void> {
  const mostItems = walk.mostItems ?? Number.POSITIVE_INFINITY;
  let seen = nothingSeen;
  let cursor: string | null = null;
  do {
    const limit = Math.min(maxPageSize, mostItems - seen.ids.size);
    const read: Read<Page<T>> = await walk.list(cursor === null ? { filter: walk.filter, limit } : { cursor, limit });
    const fault = faultOfPage(read.value, seen, walk);
    // An empty page that is no fault is an end, whatever its cursor says.
    cursor = read.value.items.length === 0 ? null : read.value.nextCursor;
    yield { read, fault, complete: fault === null && cursor === null };
    if (fault !== null) return;
    seen = seenWith(seen, read.value, walk);
  } while (cursor !== null && seen.ids.size < mostItems);
}

/** Whether a list that shows nothing is empty: an empty list may hide a failure of the database, a count tells of it. */
export async function isReallyEmpty<F>(count: (filter: F) => Promise<Read<number>>, filter: F): Promise<boolean> {
  return (await count(filter)).value === 0;
}

export interface PagesQuestion<T, F> extends Omit<ListToWalk<T, F>, 'mostItems'> {
  /** The loud look-up of the same list, where the server has one: it tells an empty list from a hidden failure. */
  readonly count?: (filter: F) => Promise<Read<number>>;
  /** The most items to return; `null` = all. */
  readonly limit: number | null;
}

/**
 * Reads a list page by page, newest first. Returns the items and the server's time of the last page.
 * @throws IqraError of kind `server` when the pages contradict themselves or the count.
 */
export async function readPages<T, F>(question: PagesQuestion<T, F>): Promise<Read<readonly T[]>> {
  const limit = question.limit ?? Number.POSITIVE_INFINITY;
  const items: T[] = [];
  let last: Omit<Read<unknown>, 'value'> = { serverTimeMs: 0, serverKind: 'config' };
  for await (const { read, fault } of walkPages({ ...question, mostItems: limit })) {
    if (fault !== null) throw serverErrors.error(fault, {});
    items.push(...read.value.items);
    last = read;
  }
  if (items.length === 0 && question.count !== undefined && !(await isReallyEmpty(question.count, question.filter))) {
    throw serverErrors.error('LIST_EMPTY_BUT_COUNTED', {});
  }
  return { ...last, value: items.slice(0, limit) };
}
