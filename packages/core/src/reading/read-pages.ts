import type { Read } from '../domain/reads.ts';
import { serverErrors } from '../errors/server-errors.ts';
import { isReallyEmpty, walkPages, type ListToWalk } from './walk-pages.ts';

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
