import { failure, success } from './answer.ts';
import type { Answer } from './answer.ts';
import { readCursor, writeCursor } from './cursor.ts';
import type { CursorContent } from './cursor.ts';
import { integerOf, objectOf, textOf } from './json-model.ts';
import { isJsonObject } from './json-value.ts';
import type { JsonObject, JsonValue } from './json-value.ts';

/** One element of a list with its place in it. */
export interface Placed<T> {
  readonly item: T;
  readonly at: number;
  readonly id: string;
}

export interface ListRules<T> {
  readonly cursorSecret: string;
  /** Larger limits become this; `null` = no clamp. */
  readonly clampTo: number | null;
  readonly invalidCursorCode: string;
  readonly invalidRequestCode: string;
  /** All elements that pass the filter, newest first by time, then id. */
  readonly select: (filter: JsonObject) => readonly Placed<T>[];
  /** The elements of one page as they are answered. */
  readonly render: (items: readonly T[]) => readonly JsonValue[];
  /** The database "fails": an empty success, as the server answers it. */
  readonly databaseFails: boolean;
}

/** One page with its cursors, before it is written. */
export interface PageOf<T> {
  readonly items: readonly T[];
  readonly nextCursor: string | null;
  readonly previousCursor: string | null;
  readonly hasNextPage: boolean;
  readonly hasPreviousPage: boolean;
  readonly totalCount: number;
}

export const defaultLimit = 10;
export const largestLimit = 100;
const nothing = { items: [], nextCursor: null, previousCursor: null, hasNextPage: false, hasPreviousPage: false, totalCount: 0 } as const;

export function newestFirst(left: Placed<unknown>, right: Placed<unknown>): number {
  return right.at - left.at || (right.id < left.id ? -1 : right.id > left.id ? 1 : 0);
}

/** Answers one page by the server's cursor rules. */
export function answerPage<T>(body: JsonObject, rules: ListRules<T>): Answer {
  const asked = integerOf(body, 'limit') ?? defaultLimit;
  const limit = rules.clampTo === null ? asked : Math.min(asked, rules.clampTo);
  const next = cursorText(body, 'nextCursor');
  const previous = cursorText(body, 'previousCursor');
  const filter = objectOf(body, 'filter');
  if (next !== null && previous !== null) return failure(rules.invalidCursorCode, 'Cannot provide both nextCursor and previousCursor.');
  if ((next !== null || previous !== null) && filter !== null) return failure(rules.invalidRequestCode, 'Cannot provide both cursor and filter. The cursor already contains the filter.');
  const page = rules.databaseFails ? nothing : findPage({ next, previous, limit, filter: filter ?? {} }, rules);
  return success({
    items: rules.render(page.items),
    nextCursor: page.nextCursor,
    previousCursor: page.previousCursor,
    hasNextPage: page.hasNextPage,
    hasPreviousPage: page.hasPreviousPage,
    pageSize: limit,
    totalCount: page.totalCount,
  });
}

/** An empty cursor counts as absent; a blank one does not. */
export function cursorText(body: JsonObject, name: string): string | null {
  const text = textOf(body, name);
  return text === '' ? null : text;
}

interface Asked {
  readonly next: string | null;
  readonly previous: string | null;
  readonly limit: number;
  /** Of the request; a cursor brings its own. */
  readonly filter: JsonObject;
}

/** The page that was asked for; `previous` wins over `next`. */
export function findPage<T>(asked: Asked, rules: Pick<ListRules<T>, 'cursorSecret' | 'select'>): PageOf<T> {
  const { previous, next } = asked;
  if (previous !== null) return pageBefore(previous, asked, rules);
  // A bad cursor is no error here: the server goes on without it, and with it without its filter.
  const cursor = next === null ? null : readCursor(rules.cursorSecret, next);
  const filter = cursor === null ? (next === null ? asked.filter : {}) : asFilter(cursor.filter);
  const all = rules.select(filter);
  const start = cursor === null ? 0 : firstIndex(all, (placed) => newestFirst(at(cursor), placed) < 0);
  const page = all.slice(start, start + asked.limit);
  const hasNextPage = start + asked.limit < all.length;
  const hasPreviousPage = cursor !== null && page.length > 0;
  return {
    items: page.map(({ item }) => item),
    nextCursor: hasNextPage ? mark(page.at(-1), filter, rules) : null,
    // A full first page gets one although nothing is before it.
    previousCursor: hasPreviousPage || page.length === asked.limit ? mark(page[0], filter, rules) : null,
    hasNextPage,
    hasPreviousPage,
    totalCount: all.length,
  };
}

function pageBefore<T>(text: string, asked: Asked, rules: Pick<ListRules<T>, 'cursorSecret' | 'select'>): PageOf<T> {
  const cursor = readCursor(rules.cursorSecret, text);
  if (cursor === null) return nothing;
  const filter = asFilter(cursor.filter);
  const all = rules.select(filter);
  const end = firstIndex(all, (placed) => newestFirst(at(cursor), placed) <= 0);
  const start = Math.max(0, end - asked.limit);
  const page = all.slice(start, end);
  if (page.length === 0) return { ...nothing, hasPreviousPage: true, totalCount: all.length };
  return {
    items: page.map(({ item }) => item),
    nextCursor: mark(page.at(-1), filter, rules),
    previousCursor: start > 0 ? mark(page[0], filter, rules) : null,
    hasNextPage: true,
    hasPreviousPage: start > 0,
    totalCount: all.length,
  };
}

function at(cursor: CursorContent): Placed<null> {
  return { item: null, at: cursor.at, id: cursor.id };
}

function mark<T>(placed: Placed<T> | undefined, filter: JsonObject, rules: { readonly cursorSecret: string }): string | null {
  return placed === undefined ? null : writeCursor(rules.cursorSecret, { at: placed.at, id: placed.id, filter });
}

function firstIndex<T>(all: readonly Placed<T>[], isIt: (placed: Placed<T>) => boolean): number {
  const index = all.findIndex(isIt);
  return index === -1 ? all.length : index;
}

function asFilter(value: JsonValue): JsonObject {
  return isJsonObject(value) ? value : {};
}
