import type { ListQuery, Page, Read } from '../domain/reads.ts';
import { maxPageSize } from '../domain/server-facts.ts';
import { faultOfPage, nothingSeen, seenWith, type EntryMarks, type ListFault } from './distrust.ts';

export interface ListToWalk<T, F> extends EntryMarks<T> {
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
