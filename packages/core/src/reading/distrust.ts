import type { Page } from '../domain/reads.ts';

/**
 * Why a page of a list is not believed. The server answers an empty success when its database fails, and the first page without
 * any filter when a cursor is damaged (docs/decisions/0073-house-one-reader-of-lists.md).
 */
export type ListFault =
  /** Nothing shown, although something is counted. */
  | 'LIST_EMPTY_BUT_COUNTED'
  /** The list ended before its end. What was shown before stays true. */
  | 'LIST_BROKE_OFF'
  /** Entries that were shown before. */
  | 'LIST_REPEATS'
  /** Entries that were not asked for. */
  | 'LIST_LEFT_FILTER';

/** True where the server lost its place in the list: then not even what the page shows is evidence of anything. */
export function discreditsPage(fault: ListFault): boolean {
  return fault === 'LIST_REPEATS' || fault === 'LIST_LEFT_FILTER';
}

/** How the entries of a list are told apart. */
export interface EntryMarks<T> {
  readonly idOf: (item: T) => string;
  /** False for an item that the filter excludes; absent = not checked. */
  readonly belongs?: (item: T) => boolean;
}

/** What the pages before have shown. */
export interface SeenSoFar {
  readonly ids: ReadonlySet<string>;
  /** What the first page said that there is; 0 also for lists that never say it. */
  readonly firstTotalCount: number;
}

export const nothingSeen: SeenSoFar = { ids: new Set(), firstTotalCount: 0 };

/** Creation times within one list may step back by this much without being out of order. */
const orderToleranceMs = 1000;

/** What speaks against this page, given the pages before it. An empty first page is no fault by itself: a count has to tell. */
export function faultOfPage<T>(page: Page<T>, before: SeenSoFar, marks: EntryMarks<T>): ListFault | null {
  const later = before.ids.size > 0;
  if (!later && page.items.length === 0) return page.totalCount > 0 ? 'LIST_EMPTY_BUT_COUNTED' : null;
  // A genuine end keeps the total of the first page; a query that failed says 0. A list that never says totals gives no proof.
  if (later && page.totalCount === 0 && (before.firstTotalCount > 0 || page.items.length === 0)) return 'LIST_BROKE_OFF';
  if (page.items.some((item) => before.ids.has(marks.idOf(item))) || hasTwins(page.items, marks)) return 'LIST_REPEATS';
  if (page.items.some((item) => marks.belongs?.(item) === false)) return 'LIST_LEFT_FILTER';
  return null;
}

/** The pages before, with this one. */
export function seenWith<T>(before: SeenSoFar, page: Page<T>, marks: EntryMarks<T>): SeenSoFar {
  return {
    ids: new Set([...before.ids, ...page.items.map(marks.idOf)]),
    firstTotalCount: before.ids.size === 0 ? page.totalCount : before.firstTotalCount,
  };
}

function hasTwins<T>(items: readonly T[], marks: EntryMarks<T>): boolean {
  return new Set(items.map(marks.idOf)).size < items.length;
}

/** Whether a page goes on with a list that is newest first: its first entry is no younger than the oldest before it. */
export function goesOn(firstCreatedMs: number, oldestBeforeMs: number): boolean {
  return firstCreatedMs <= oldestBeforeMs + orderToleranceMs;
}
