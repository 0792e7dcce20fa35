import { failure, problem, success } from './answer.ts';
import type { Answer } from './answer.ts';
import { readCursor, writeCursor } from './cursor.ts';
import { integerOf, objectOf, textOf } from './json-model.ts';
import type { JsonObject, JsonValue } from './json-value.ts';

/** One element of a list with its place in it. */
export interface Placed<T> {
  readonly item: T;
  readonly at: number;
  readonly id: string;
}

export interface ListRules<T> {
  /** Distinguishes the cursors of different lists. */
  readonly list: string;
  readonly cursorSecret: string;
  /** Larger limits become this; `null` = no clamp. */
  readonly clampTo: number | null;
  readonly invalidCursorCode: string;
  readonly invalidRequestCode: string;
  /** All elements that pass the filter, newest first by time, then id. */
  readonly select: (filter: JsonObject) => readonly Placed<T>[];
  readonly render: (item: T) => JsonValue;
  /** The database "fails": an empty success, as the server answers it. */
  readonly databaseFails: boolean;
}

const defaultLimit = 10;
const largestLimit = 100;

/** Answers one page by the server's cursor rules. */
export function answerPage<T>(body: JsonObject, rules: ListRules<T>): Answer {
  const asked = integerOf(body, 'limit') ?? defaultLimit;
  if (asked < 1 || asked > largestLimit) return problem(400, { Limit: [`The field Limit must be between 1 and ${largestLimit}.`] });
  const limit = rules.clampTo === null ? asked : Math.min(asked, rules.clampTo);
  const next = textOf(body, 'nextCursor');
  const previous = textOf(body, 'previousCursor');
  const filter = objectOf(body, 'filter');
  if (next !== null && previous !== null) return failure(rules.invalidCursorCode, 'Only one of nextCursor and previousCursor may be given.');
  if ((next !== null || previous !== null) && filter !== null) return failure(rules.invalidRequestCode, 'A cursor carries its own filter; do not send both.');
  if (rules.databaseFails) return success(pageAnswer([], null, null, false, false, limit, 0));
  if (previous !== null) return previousPage(previous, limit, rules);
  return nextPage(next, limit, filter ?? {}, rules);
}

function nextPage<T>(cursorText: string | null, limit: number, filter: JsonObject, rules: ListRules<T>): Answer {
  // A bad cursor is no error here: the server goes on without it, and with it without its filter.
  const cursor = cursorText === null ? null : readCursor(rules.cursorSecret, rules.list, cursorText);
  const effective = cursor === null ? (cursorText === null ? filter : {}) : asFilter(cursor.filter);
  const all = rules.select(effective);
  const start = cursor === null ? 0 : firstOlder(all, cursor.at, cursor.id);
  const page = all.slice(start, start + limit);
  const hasNext = start + limit < all.length;
  const hasPrevious = cursor !== null;
  const mark = (placed: Placed<T> | undefined): string | null =>
    placed === undefined ? null : writeCursor(rules.cursorSecret, rules.list, { at: placed.at, id: placed.id, filter: effective });
  const wantsPrevious = hasPrevious || page.length === limit;
  return success(
    pageAnswer(page.map((placed) => rules.render(placed.item)), hasNext ? mark(page.at(-1)) : null, wantsPrevious ? mark(page[0]) : null, hasNext, hasPrevious, limit, all.length),
  );
}

function previousPage<T>(cursorText: string, limit: number, rules: ListRules<T>): Answer {
  const cursor = readCursor(rules.cursorSecret, rules.list, cursorText);
  if (cursor === null) return success(pageAnswer([], null, null, false, false, limit, 0));
  const effective = asFilter(cursor.filter);
  const all = rules.select(effective);
  const end = firstNotNewer(all, cursor.at, cursor.id);
  const start = Math.max(0, end - limit);
  const page = all.slice(start, end);
  const mark = (placed: Placed<T> | undefined): string | null =>
    placed === undefined ? null : writeCursor(rules.cursorSecret, rules.list, { at: placed.at, id: placed.id, filter: effective });
  return success(
    pageAnswer(page.map((placed) => rules.render(placed.item)), mark(page.at(-1)), start > 0 ? mark(page[0]) : null, true, start > 0, limit, all.length),
  );
}

function asFilter(value: JsonValue): JsonObject {
  return value !== null && typeof value === 'object' && !Array.isArray(value) ? (value as JsonObject) : {};
}

/** Index of the first element that comes after the cursor in a list sorted newest first. */
function firstOlder(all: readonly Placed<unknown>[], at: number, id: string): number {
  const index = all.findIndex((placed) => placed.at < at || (placed.at === at && placed.id < id));
  return index === -1 ? all.length : index;
}

function firstNotNewer(all: readonly Placed<unknown>[], at: number, id: string): number {
  const index = all.findIndex((placed) => placed.at < at || (placed.at === at && placed.id <= id));
  return index === -1 ? all.length : index;
}

function pageAnswer(
  items: readonly JsonValue[],
  nextCursor: string | null,
  previousCursor: string | null,
  hasNextPage: boolean,
  hasPreviousPage: boolean,
  pageSize: number,
  totalCount: number,
): JsonObject {
  return { items, nextCursor, previousCursor, hasNextPage, hasPreviousPage, pageSize, totalCount };
}
