import type { Connection } from '../domain/from-host.ts';
import type { ListQuery, Page } from '../domain/reads.ts';
import { maxPageSize } from '../domain/server-facts.ts';
import { isJsonObject } from '../domain/json-value.ts';
import { integerOrNull, list, textOrNull } from './wire-value.ts';

/** What an operation does to the world. Only this decides what may be repeated; the HTTP method cannot, since reads are POST too. */
export type Effect = 'read' | 'dial';

/** A request as an operation describes it, before address and headers. */
export interface WireRequest {
  readonly method: 'GET' | 'POST';
  /** Below `/api/v1`, with a leading slash. */
  readonly path: string;
  readonly body?: { readonly contentType: string; readonly bytes: Uint8Array };
}

/** One operation of the API (its name is its place in the registry): what it does, how it asks, and how its answer reads. */
export interface Operation<Input, Output, E extends Effect = Effect> {
  readonly effect: E;
  readonly toRequest: (input: Input, connection: Connection, random: () => number) => WireRequest;
  /** Returns `null` when the data cannot be read as this operation's answer. */
  readonly fromData: (data: unknown) => Output | null;
}

/** An operation that changes nothing, so that it may be repeated. */
export type ReadOperation<Input, Output> = Operation<Input, Output, 'read'>;

/** The path of a resource of the connection's business. Ids are user input: they are escaped. */
export function businessPath(connection: Connection, ...segments: readonly string[]): string {
  return ['/business', ...[connection.businessId, ...segments].map(escapeSegment)].join('/');
}

/**
 * One segment that stays one segment. An address cannot carry an empty one, `.` or `..`, escaped or not: it would lead to another
 * resource. Escaped twice it is an id that nothing has, and the server says so.
 */
function escapeSegment(segment: string): string {
  if (segment === '') return '%2500';
  if (segment === '.' || segment === '..') return segment.replaceAll('.', '%252E');
  return encodeURIComponent(segment.toWellFormed());
}

export function jsonBody(value: unknown): NonNullable<WireRequest['body']> {
  return { contentType: 'application/json', bytes: new TextEncoder().encode(JSON.stringify(value)) };
}

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
  if (!isJsonObject(value) || !Array.isArray(value['items'] ?? value['Items'])) return null;
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
