import type { Page } from '../domain/page.ts';
import { integerOrNull, isWireObject, list, textOrNull } from './wire-value.ts';

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
