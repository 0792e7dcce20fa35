import { IqraError, type Business, type CallEntry, type CallFilter, type ApiReads, type CallReads, type Conversation, type ConversationFilter, type ErrorKind, type InboundCallEntry, type InboundCallFilter, type ListQuery, type Page, type Read } from '@iqra-automation/core';
import type { ErrorCode } from '@iqra-automation/core/testing';
import { conversation, noonMs } from './entries.ts';

export type Asked =
  | { readonly kind: 'list'; readonly filter: CallFilter & InboundCallFilter; readonly byCursor: boolean; readonly limit: number }
  | { readonly kind: 'count'; readonly filter: CallFilter & InboundCallFilter }
  | { readonly kind: 'call' | 'conversation'; readonly id: string }
  | { readonly kind: 'conversations' }
  | { readonly kind: 'business' };

interface Place {
  readonly filter: CallFilter & InboundCallFilter;
  readonly skip: number;
}

/** A server's two queues in memory, at a time the test sets: for moments that no running server can be brought to. */
export class CallTable implements CallReads, Pick<ApiReads, 'listConversations'> {
  nowMs = noonMs;
  msPerAnswer = 0;
  /** How far the host's clock is ahead of the server's. */
  hostAheadMs = 0;
  /** How far the `Date` of its answers is off. */
  dateOffMs = 0;
  readonly outbound: CallEntry[] = [];
  readonly inbound: InboundCallEntry[] = [];
  readonly asked: Asked[] = [];
  maxCallTimeSeconds = 600;
  /** Says which requests fail, and how. */
  failing: (asked: Asked) => ErrorKind | null = () => null;
  /** Says which lists come back empty although there are calls. */
  hiding: (asked: Asked) => boolean = () => false;
  /** What a read by id shows otherwise than a list does. */
  readonly exactly = new Map<string, Partial<CallEntry>>();
  /** What a cursor from an earlier page gets: the next page, or the newest calls whatever the filter. */
  forgetsCursors = false;

  readonly clock = { now: () => this.nowMs + this.hostAheadMs, sleep: () => Promise.resolve(), random: () => 0 };

  /** The requests of one kind, in order. */
  of<K extends Asked['kind']>(kind: K): readonly Extract<Asked, { kind: K }>[] {
    return this.asked.filter((asked): asked is Extract<Asked, { kind: K }> => asked.kind === kind);
  }

  async listCalls(query: ListQuery<CallFilter>): Promise<Read<Page<CallEntry>>> {
    return this.#list(this.outbound, query, matchesOutbound);
  }

  async countCalls(filter: CallFilter): Promise<Read<number>> {
    return this.#answer({ kind: 'count', filter }, () => this.outbound.filter((entry) => matchesOutbound(entry, filter)).length);
  }

  async getCall(queueId: string): Promise<Read<CallEntry>> {
    return this.#one(this.outbound, queueId);
  }

  async listInboundCalls(query: ListQuery<InboundCallFilter>): Promise<Read<Page<InboundCallEntry>>> {
    return this.#list(this.inbound, query, matchesInbound);
  }

  async countInboundCalls(filter: InboundCallFilter): Promise<Read<number>> {
    return this.#answer({ kind: 'count', filter }, () => this.inbound.filter((entry) => matchesInbound(entry, filter)).length);
  }

  async getInboundCall(queueId: string): Promise<Read<InboundCallEntry>> {
    return this.#one(this.inbound, queueId);
  }

  async getConversation(conversationId: string): Promise<Read<Conversation>> {
    return this.#answer({ kind: 'conversation', id: conversationId }, () => this.#conversation(conversationId));
  }

  async listConversations(_query: ListQuery<ConversationFilter>): Promise<Read<Page<Conversation>>> {
    const ids = [...this.outbound, ...this.inbound].flatMap((entry) => entry.conversationId ?? []);
    return this.#answer({ kind: 'conversations' }, () => ({ items: ids.map((id) => this.#conversation(id)), nextCursor: null, totalCount: ids.length }));
  }

  /** What a conversation shows otherwise than the usual one. */
  readonly said = new Map<string, Partial<Conversation>>();

  #conversation(conversationId: string): Conversation {
    return conversation({ conversationId, ...this.said.get(conversationId) });
  }

  async getBusiness(): Promise<Read<Business>> {
    const ids = new Set(this.outbound.flatMap(({ campaignId }) => campaignId ?? []));
    const rest = { agentId: null, defaultCallingNumberId: null, dynamicVariables: [], metadata: [] };
    const campaigns = [...ids].map((id) => ({ ...rest, id, name: `Campaign ${id}`, maxCallTimeSeconds: this.maxCallTimeSeconds }));
    return this.#answer({ kind: 'business' }, () => ({ id: 'b', name: 'B', switchedOff: [], campaigns, agents: [], callingNumbers: [], tools: [] }));
  }

  #list<E extends { readonly queueId: string; readonly queuedAt: string }>(
    table: readonly E[],
    query: ListQuery<CallFilter & InboundCallFilter>,
    matches: (entry: E, filter: CallFilter & InboundCallFilter) => boolean,
  ): Read<Page<E>> {
    const byCursor = 'cursor' in query;
    const wanted: Place = byCursor ? (JSON.parse(query.cursor) as Place) : { filter: query.filter, skip: 0 };
    const place = byCursor && this.forgetsCursors ? { filter: {}, skip: 0 } : wanted;
    const asked: Asked = { kind: 'list', filter: place.filter, byCursor, limit: query.limit };
    return this.#answer(asked, () => {
      if (this.hiding(asked)) return { items: [], nextCursor: null, totalCount: 0 };
      const found = table.filter((entry) => matches(entry, place.filter)).toSorted((a, b) => b.queuedAt.localeCompare(a.queuedAt));
      const end = place.skip + query.limit;
      return { items: found.slice(place.skip, end), nextCursor: end < found.length ? JSON.stringify({ ...place, skip: end }) : null, totalCount: found.length };
    });
  }

  #one<E extends { readonly queueId: string }>(table: readonly E[], queueId: string): Read<E> {
    return this.#answer({ kind: 'call', id: queueId }, () => {
      const found = table.find((entry) => entry.queueId === queueId);
      if (found === undefined) throw failure('not_found');
      return { ...found, ...this.exactly.get(queueId) };
    });
  }

  #answer<T>(asked: Asked, value: () => T): Read<T> {
    this.asked.push(asked);
    this.nowMs += this.msPerAnswer;
    const kind = this.failing(asked);
    if (kind !== null) throw failure(kind);
    return { value: value(), serverTimeMs: this.nowMs + this.dateOffMs, serverKind: 'config' };
  }
}

function failure(kind: ErrorKind): IqraError {
  return new IqraError({ kind, code: 'TABLE' as ErrorCode, message: `It failed (${kind}).`, nextStep: 'Try again.', placement: 'not_placed' });
}

function matchesOutbound(entry: CallEntry, filter: CallFilter): boolean {
  return (
    (filter.progress?.includes(entry.progress) ?? true) &&
    (filter.campaignIds?.includes(entry.campaignId ?? '') ?? true) &&
    within(entry.queuedAt, filter.createdFrom, filter.createdTo) &&
    within(entry.leftQueueAt, filter.leftQueueFrom, filter.leftQueueTo)
  );
}

function matchesInbound(entry: InboundCallEntry, filter: InboundCallFilter): boolean {
  return (filter.routeIds?.includes(entry.routeId ?? '') ?? true) && within(entry.queuedAt, filter.createdFrom, filter.createdTo);
}

/** Times of one form compare as texts. */
function within(time: string | null, from: string | undefined, to: string | undefined): boolean {
  if (time === null) return from === undefined && to === undefined;
  return (from === undefined || time >= from) && (to === undefined || time <= to);
}
