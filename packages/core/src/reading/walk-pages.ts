import type { AnswerFacts, ListQuery, Page, Read } from '../domain/reads.ts';
import { maxPageSize } from '../domain/server-facts.ts';
import { serverErrors } from '../errors/server-errors.ts';

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

/** With these a page shows something else than what was asked for: it is no evidence, not even of what it shows. */
export const strayFaults: readonly ListFault[] = ['LIST_REPEATS', 'LIST_LEFT_FILTER'];

/** How the entries of a list are told apart. */
export interface EntryIdentity<T> {
  readonly idOf: (item: T) => string;
  /** False for an item that the filter excludes; absent = not checked. */
  readonly belongs?: (item: T) => boolean;
}

/** What the pages before have shown. */
export interface SeenSoFar {
  readonly ids: ReadonlySet<string>;
  /** What a count or the first page said that there is; 0 also where nothing says it. */
  readonly saidCount: number;
}

/** Before the first page. `saidCount`: what a count of the same filter has said, where one was asked for. */
export function nothingSeen(saidCount = 0): SeenSoFar {
  return { ids: new Set(), saidCount };
}

/** Creation times within one list may step back by this much without being out of order. */
const orderToleranceMs = 1000;

/** What speaks against this page, given the pages before it. An empty first page is no fault by itself: a count has to tell. */
export function faultOfPage<T>(page: Page<T>, before: SeenSoFar, identity: EntryIdentity<T>): ListFault | null {
  const later = before.ids.size > 0;
  if (!later && page.items.length === 0) return page.totalCount > 0 || before.saidCount > 0 ? 'LIST_EMPTY_BUT_COUNTED' : null;
  // A genuine end keeps the total of the first page; a query that failed says 0. A list that never says totals gives no proof.
  if (later && page.totalCount === 0 && (before.saidCount > 0 || page.items.length === 0)) return 'LIST_BROKE_OFF';
  if (page.items.some((item) => before.ids.has(identity.idOf(item))) || hasTwins(page.items, identity)) return 'LIST_REPEATS';
  if (page.items.some((item) => identity.belongs?.(item) === false)) return 'LIST_LEFT_FILTER';
  return null;
}

/** The pages before, with this one. */
export function seenWith<T>(before: SeenSoFar, page: Page<T>, identity: EntryIdentity<T>): SeenSoFar {
  return {
    ids: new Set([...before.ids, ...page.items.map(identity.idOf)]),
    saidCount: before.ids.size === 0 ? page.totalCount : before.saidCount,
  };
}

function hasTwins<T>(items: readonly T[], identity: EntryIdentity<T>): boolean {
  return new Set(items.map(identity.idOf)).size < items.length;
}

/** Whether a page goes on with a list that is newest first: its first entry is no younger than the oldest before it. */
export function goesOn(firstCreatedMs: number, oldestBeforeMs: number): boolean {
  return firstCreatedMs <= oldestBeforeMs + orderToleranceMs;
}

interface ListToWalk<T, F> extends EntryIdentity<T> {
  readonly list: (query: ListQuery<F>) => Promise<Read<Page<T>>>;
  readonly filter: F;
  /** The most items that are wanted; absent = all. No page asks for more than are still wanted. */
  readonly mostItems?: number;
  /** What a count of the same filter has said just before; absent = none was asked for. */
  readonly counted?: number;
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
 * more, stops. Every page is distrusted in the same way (see `faultOfPage`); what a fault means is for the caller to say, and so is
 * what an empty list means: `isReallyEmpty` asks the count. Throws what `list` throws.
 */
export async function* walkPages<T, F>(walk: ListToWalk<T, F>): AsyncGenerator<WalkedPage<T>, void> {
  const mostItems = walk.mostItems ?? Number.POSITIVE_INFINITY;
  let seen = nothingSeen(walk.counted);
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

interface ListToGather<T, F> extends ListToWalk<T, F> {
  /** True for an item after which none is needed; absent = all are. */
  readonly isEnough?: (item: T) => boolean;
  /** So many pages are read at most; absent = all. */
  readonly mostPages?: number;
}

/** What a list has shown, and how far that is to be believed. */
export interface GatheredList<T> {
  /** Newest first, with those of a page that has a fault. */
  readonly items: readonly T[];
  /** What speaks against the last page. */
  readonly fault: ListFault | null;
  /** Nothing speaks against it, and it was read to its end or as far as was needed. */
  readonly complete: boolean;
  /** Of the last page. */
  readonly answer: AnswerFacts;
}

/** Walks through a list and keeps what it shows. Throws what `list` throws. */
export async function gatherPages<T, F>(question: ListToGather<T, F>): Promise<GatheredList<T>> {
  const { isEnough = () => false, mostPages = Number.POSITIVE_INFINITY } = question;
  const items: T[] = [];
  let shown: GatheredList<T> = { items, fault: null, complete: false, answer: { serverTimeMs: 0, serverKind: 'config' } };
  let pages = 0;
  for await (const { read, fault, complete } of walkPages(question)) {
    items.push(...read.value.items);
    pages += 1;
    const enough = fault === null && read.value.items.some(isEnough);
    shown = { items, fault, complete: complete || enough, answer: read };
    if (enough || pages >= mostPages) break;
  }
  return shown;
}

/** Whether a list that shows nothing is empty: an empty list may hide a failure of the database, a count tells of it. */
export async function isReallyEmpty<F>(count: (filter: F) => Promise<Read<number>>, filter: F): Promise<boolean> {
  return (await count(filter)).value === 0;
}

export interface PagesQuestion<T, F> extends Omit<ListToWalk<T, F>, 'mostItems' | 'counted'> {
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
  const { items, fault, answer } = await gatherPages({ ...question, mostItems: limit });
  if (fault !== null) throw serverErrors.error(fault, {});
  if (items.length === 0 && question.count !== undefined && !(await isReallyEmpty(question.count, question.filter))) {
    throw serverErrors.error('LIST_EMPTY_BUT_COUNTED', {});
  }
  return { ...answer, value: items.slice(0, limit) };
}
