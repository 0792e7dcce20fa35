import { IqraError, type Business, type CallEntry, type CallFilter, type CallReads, type Conversation, type ListQuery, type Page, type Read } from '@iqra-automation/core';
import type { Random } from '../sending/random.ts';
import type { Faults } from './fault-schedule.ts';
import { ListedCalls, type ListedQuery } from './listed-calls.ts';
import { campaigns, type ModelledCall } from './modelled-call.ts';
import { entryAt } from './modelled-entry.ts';

export interface RequestCounts {
  lists: number;
  counts: number;
  calls: number;
  businesses: number;
  conversations: number;
}

const conversationsAtOnce = 4;

/** The reads of core over a modelled server whose time moves a little with every request. Outbound calls only. */
export class ModelledServer implements CallReads {
  readonly requests: RequestCounts = { lists: 0, counts: 0, calls: 0, businesses: 0, conversations: 0 };
  nowMs: number;
  readonly #listed: ListedCalls;
  readonly #byId: ReadonlyMap<string, ModelledCall>;
  readonly #calls: readonly ModelledCall[];
  readonly #faults: Faults;
  readonly #random: Random;

  constructor(calls: readonly ModelledCall[], startMs: number, faults: Faults, random: Random) {
    this.#calls = calls;
    this.#listed = new ListedCalls(calls);
    this.#byId = new Map(calls.map((call) => [call.queueId, call]));
    this.#faults = faults;
    this.#random = random;
    this.nowMs = startMs;
  }

  async listCalls(query: ListQuery<CallFilter>): Promise<Read<Page<CallEntry>>> {
    this.requests.lists += 1;
    this.#answer();
    if (this.#databaseDown() || this.#random.chance(this.#faults.swallowedListShare)) return this.#read({ items: [], nextCursor: null, totalCount: 0 });
    if ('cursor' in query && this.#random.chance(this.#faults.rejectedCursorShare)) return this.#read(this.#everything(query.limit));
    const wanted = 'cursor' in query ? (JSON.parse(query.cursor) as ListedQuery) : queryOf(query.filter);
    const found = this.#listed.find(wanted);
    return this.#read(this.#page(found, query.limit, wanted));
  }

  async countCalls(filter: CallFilter): Promise<Read<number>> {
    this.requests.counts += 1;
    this.#answer();
    if (this.#databaseDown()) throw failure('server', 'The count failed.');
    return this.#read(this.#listed.find(queryOf(filter)).length);
  }

  async getCall(queueId: string): Promise<Read<CallEntry>> {
    this.requests.calls += 1;
    this.#answer();
    const call = this.#byId.get(queueId);
    if (call === undefined || this.#databaseDown()) throw failure('not_found', 'There is no such call.');
    return this.#read(entryAt(call, this.nowMs));
  }

  async getConversation(sessionId: string): Promise<Read<Conversation>> {
    this.requests.conversations += 1;
    this.#answer(conversationsAtOnce);
    if (this.#databaseDown() || this.#random.chance(this.#faults.failedConversationShare)) throw failure('server', 'The conversation could not be read.');
    const startedAt = new Date(this.nowMs).toISOString();
    return this.#read({ sessionId, queueId: null, state: 'ended', endReason: 'recipient_hung_up', startedAt, parties: [], messages: [] });
  }

  async getBusiness(): Promise<Read<Business>> {
    this.requests.businesses += 1;
    this.#answer();
    const rest = { agentId: null, defaultCallingNumberId: null, dynamicVariables: [], metadata: [] };
    return this.#read({ id: 'b', name: 'Business', agents: [], callingNumbers: [], campaigns: campaigns.map((campaign) => ({ ...campaign, ...rest })) });
  }

  listInboundCalls(): Promise<never> {
    return Promise.reject(new Error('Inbound calls are not modelled.'));
  }

  countInboundCalls(): Promise<never> {
    return Promise.reject(new Error('Inbound calls are not modelled.'));
  }

  getInboundCall(): Promise<never> {
    return Promise.reject(new Error('Inbound calls are not modelled.'));
  }

  /** Requests that run side by side take less time each. */
  #answer(sideBySide = 1): void {
    this.nowMs += this.#random.between(40, 200) / sideBySide;
    this.#listed.advanceTo(this.nowMs);
    if (this.#faults.outages.covers(this.nowMs)) throw failure('connection', 'The server did not answer.');
  }

  #databaseDown(): boolean {
    return this.#faults.databaseFailures.covers(this.nowMs);
  }

  #page(found: readonly ModelledCall[], limit: number, query: ListedQuery): Page<CallEntry> {
    const items = found.slice(0, limit);
    const last = items.at(-1);
    const nextCursor = found.length > limit && last !== undefined ? JSON.stringify({ ...query, beforeIndex: last.index }) : null;
    return { items: items.map((call) => entryAt(call, this.nowMs)), nextCursor, totalCount: found.length };
  }

  /** What the server sends for a cursor that it does not accept: the first page without any filter. */
  #everything(limit: number): Page<CallEntry> {
    let last = this.#calls.length;
    while (last > 0 && (this.#calls[last - 1]?.createdMs ?? 0) > this.nowMs) last -= 1;
    const items = this.#calls.slice(Math.max(0, last - limit), last).toReversed();
    return { items: items.map((call) => entryAt(call, this.nowMs)), nextCursor: null, totalCount: last };
  }

  /** The `Date` header knows no fractions of a second. */
  #read<T>(value: T): Read<T> {
    return { value, serverTimeMs: Math.floor(this.nowMs / 1000) * 1000, serverKind: 'config' };
  }
}

function queryOf(filter: CallFilter): ListedQuery {
  const time = (iso: string | undefined, otherwise: number) => (iso === undefined ? otherwise : Date.parse(iso));
  return {
    fromMs: time(filter.settledFrom, 0),
    toMs: time(filter.settledTo, Number.MAX_SAFE_INTEGER),
    createdToMs: time(filter.createdTo, Number.MAX_SAFE_INTEGER),
    beforeIndex: Number.MAX_SAFE_INTEGER,
  };
}

function failure(kind: 'server' | 'connection' | 'not_found', message: string): IqraError {
  return new IqraError({ kind, code: 'MODELLED_FAILURE', message, nextStep: 'Try again later.', outcome: 'not_placed' });
}
