import type { ListQuery, Page } from '../domain/reads.ts';
import { maxPageSize } from '../domain/server-facts.ts';
import { integerOrNull, isWireObject, list, textOrNull } from './wire-value.ts';

/** The body of a list request. A cursor goes alone: cursor and filter together are refused, and the cursor carries its filter. */
export function toListBody<F>(query: ListQuery<F>, toWireFilter: (filter: F) => Record<string, unknown>): Record<string, unknown> {
  const limit = clampLimit(query.limit);
  return 'cursor' in query ? { limit, nextCursor: query.cursor } : { limit, filter: toWireFilter(query.filter) };
}

/** A limit that the server takes. */
export function clampLimit(limit: number): number {
  return Math.min(Math.max(Math.trunc(limit), 1), maxPageSize);
}

/** Conditions that were not given are left out. */
export function withoutUndefined(record: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(record).filter(([, value]) => value !== undefined));
}

/**
 * Reads one page. Returns `null` when the value is no page, or when an item cannot be read: a list with holes would look complete.
 */
export function toPage<T>(value: unknown, toItem: (item: unknown) => T | null): Page<T> | null {
  if (!isWireObject(value) || !Array.isArray(value['items'] ?? value['Items'])) return null;
  const items = list(value, 'items').map(toItem);
  const readable = items.filter((item): item is T & {} => item !== null);
  if (readable.length !== items.length) return null;
  return {
    items: readable,
    nextCursor: textOrNull(value, 'nextCursor'),
    totalCount: integerOrNull(value, 'totalCount') ?? readable.length,
  };
}

/** A count as the server tells it, or `null`. */
export function toCount(data: unknown): number | null {
  return typeof data === 'number' && Number.isInteger(data) && data >= 0 ? data : null;
}
