import type { Connection } from '../domain/from-host.ts';
import { isJsonObject } from '../domain/json-value.ts';
import type { ListQuery, Page, ServerKind } from '../domain/reads.ts';
import { maxPageSize } from '../domain/server-facts.ts';
import type { HttpResponse } from '../transport/transport.ts';
import { integerOrNull, list, property, textOrNull } from './wire-value.ts';

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
function toListBody<F>(query: ListQuery<F>, toWireFilter: (filter: F) => Record<string, unknown>): Record<string, unknown> {
  const limit = clampLimit(query.limit);
  return 'cursor' in query ? { limit, nextCursor: query.cursor } : { limit, filter: toWireFilter(query.filter) };
}

/** The list of a resource, a page at a time. */
export function listOperation<T, F>(segments: readonly string[], toWireFilter: (filter: F) => Record<string, unknown>, toItem: (item: unknown) => T | null): ReadOperation<ListQuery<F>, Page<T>> {
  return {
    effect: 'read',
    toRequest: (query, connection) => ({ method: 'POST', path: businessPath(connection, ...segments), body: jsonBody(toListBody(query, toWireFilter)) }),
    fromData: (data) => toPage(data, toItem),
  };
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

/** What an HTTP answer turned out to be. */
export type Envelope =
  | { readonly kind: 'data'; readonly data: unknown; readonly serverKind: ServerKind }
  | {
      readonly kind: 'failure';
      /** The server's own path of words, or '' when it gave none. */
      readonly serverCode: string;
      readonly serverMessage: string | null;
      readonly serverKind: ServerKind;
    }
  /** Not an answer of this API: HTML, a redirect, an empty or cut body, a gateway's own error. */
  | { readonly kind: 'foreign'; readonly looksLike: ForeignBody };

export type ForeignBody = 'empty' | 'html' | 'cut_json' | 'other_json' | 'text';

/**
 * Unwraps an answer. Both casings are read; camelCase tells the server kind that reads `config`, PascalCase the documented one.
 * `success` decides, never the HTTP status: business failures, failed authentication included, are answered with 200.
 */
export function readEnvelope(response: HttpResponse): Envelope {
  const body = parseJson(response.body);
  if (!isJsonObject(body)) return { kind: 'foreign', looksLike: describeBody(response.body, body) };
  const success = property(body, 'success');
  if (typeof success !== 'boolean') return { kind: 'foreign', looksLike: 'other_json' };
  const serverKind: ServerKind = Object.hasOwn(body, 'success') ? 'config' : 'documented';
  if (success) return { kind: 'data', data: property(body, 'data'), serverKind };
  return {
    kind: 'failure',
    serverCode: textOrNull(body, 'code') ?? '',
    serverMessage: textOrNull(body, 'message'),
    serverKind,
  };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}

function describeBody(text: string, parsed: unknown): ForeignBody {
  const start = text.trimStart().slice(0, 1);
  if (start === '') return 'empty';
  if (start === '<') return 'html';
  if (parsed !== undefined) return 'other_json';
  return start === '{' || start === '[' ? 'cut_json' : 'text';
}

/** The sentences a framework refusal (HTTP 400, problem+json) carries: `errors` is a map of lists of texts. */
export function readProblemSentences(response: HttpResponse): readonly string[] {
  const body = parseJson(response.body);
  if (!isJsonObject(body)) return [];
  const errors = property(body, 'errors');
  if (!isJsonObject(errors)) return [];
  return Object.values(errors).flatMap((value) =>
    Array.isArray(value) ? value.filter((entry): entry is string => typeof entry === 'string') : [],
  );
}
