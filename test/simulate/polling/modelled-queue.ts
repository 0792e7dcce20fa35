import type { ListQuery, Page, Read } from '@iqra-automation/core';
import { failure, type FaultyServer } from './faulty-server.ts';
import type { ListedCalls, ListedQuery } from './listed-calls.ts';
import type { QueuedCall } from './modelled-conversation.ts';

/** One of the server's two queues: its calls, how they are shown, and by which of their times they can be listed. */
export interface QueueContent<C extends QueuedCall, E, F> {
  /** In order of creation. */
  readonly calls: readonly C[];
  exists(call: C, nowMs: number): boolean;
  entryAt(call: C, nowMs: number): E;
  readonly listings: Readonly<Record<string, ListedCalls<C>>>;
  /** Which of the listings a filter goes through, and its bounds there. */
  queryOf(filter: F): QueueQuery;
}

export interface QueueQuery extends ListedQuery {
  /** `null` = no filter at all. */
  readonly listing: string | null;
}

export interface QueueRequests {
  lists: number;
  counts: number;
  calls: number;
}

/** Lists, counts and single reads of one queue. */
export class ModelledQueue<C extends QueuedCall, E, F> {
  readonly #server: FaultyServer;
  readonly #requests: QueueRequests;
  readonly #content: QueueContent<C, E, F>;
  readonly #byId: ReadonlyMap<string, C>;

  constructor(server: FaultyServer, requests: QueueRequests, content: QueueContent<C, E, F>) {
    this.#server = server;
    this.#requests = requests;
    this.#content = content;
    this.#byId = new Map(content.calls.map((call) => [call.queueId, call]));
  }

  async list(query: ListQuery<F>): Promise<Read<Page<E>>> {
    this.#requests.lists += 1;
    this.#server.takeRequest();
    if (this.#server.hidesList()) return this.#server.answer({ items: [], nextCursor: null, totalCount: 0 });
    return this.#server.answer(this.#page(this.#placeOf(query), query.limit));
  }

  async count(filter: F): Promise<Read<number>> {
    this.#requests.counts += 1;
    this.#server.takeRequest();
    if (this.#server.databaseIsDown()) throw failure('server', 'The count failed.');
    return this.#server.answer(this.#find(this.#content.queryOf(filter)).length);
  }

  async get(queueId: string): Promise<Read<E>> {
    this.#requests.calls += 1;
    this.#server.takeRequest();
    const call = this.#byId.get(queueId);
    if (call === undefined || this.#server.databaseIsDown()) throw failure('not_found', 'There is no such call.');
    return this.#server.answer(this.#content.entryAt(call, this.#server.nowMs));
  }

  /** For a cursor that it does not accept, the server sends the first page without any filter. */
  #placeOf(query: ListQuery<F>): QueueQuery {
    if (!('cursor' in query)) return this.#content.queryOf(query.filter);
    if (this.#server.rejectsCursor()) return unfiltered;
    return JSON.parse(query.cursor) as QueueQuery;
  }

  #page(query: QueueQuery, limit: number): Page<E> {
    const found = query.listing === null ? this.#newest(query.beforeIndex, limit + 1) : this.#find(query);
    const page = found.slice(0, limit);
    const last = page.at(-1);
    const nextCursor = found.length > limit && last !== undefined ? JSON.stringify({ ...query, beforeIndex: last.index }) : null;
    return { items: page.map((call) => this.#content.entryAt(call, this.#server.nowMs)), nextCursor, totalCount: found.length };
  }

  #find(query: QueueQuery): readonly C[] {
    const listed = this.#content.listings[query.listing ?? ''];
    if (listed === undefined) throw new Error('Counts and filters go through a listing.');
    listed.advanceTo(this.#server.nowMs);
    return listed.find(query);
  }

  #newest(beforeIndex: number, most: number): readonly C[] {
    const { calls } = this.#content;
    const found: C[] = [];
    for (let at = Math.min(beforeIndex, calls.length) - 1; at >= 0 && found.length < most; at -= 1) {
      const call = calls[at];
      if (call !== undefined && this.#content.exists(call, this.#server.nowMs)) found.push(call);
    }
    return found;
  }
}

const unfiltered: QueueQuery = {
  listing: null,
  fromMs: 0,
  toMs: Number.MAX_SAFE_INTEGER,
  createdToMs: Number.MAX_SAFE_INTEGER,
  beforeIndex: Number.MAX_SAFE_INTEGER,
};
