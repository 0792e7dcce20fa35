import type { Business } from './business.ts';
import type { CallEntry, InboundCallEntry } from './call.ts';
import type { CallFilter, InboundCallFilter } from './call-filter.ts';
import type { Conversation } from './conversation.ts';
import type { Page } from './page.ts';

/** Which of the two known server kinds answered: the one that reads `config`, or the one that reads the documented fields. */
export type ServerKind = 'config' | 'documented';

/** The value of one answer, with the server's own time of that answer (HTTP `Date`; this machine's clock where it is missing). */
export interface Read<T> {
  readonly value: T;
  readonly serverTimeMs: number;
  readonly serverKind: ServerKind;
  /** True where the answer had no `Date`, so that `serverTimeMs` is only this machine's guess. */
  readonly serverTimeGuessed?: boolean;
}

/** First page: a filter. Later pages: the cursor alone, which carries the filter. */
export type ListQuery<F> =
  | { readonly filter: F; readonly limit: number }
  | { readonly cursor: string; readonly limit: number };

/**
 * Everything that may be read about calls. Each method throws an `IqraError` on failure and repeats only itself (reads are harmless).
 * An empty list may hide a database failure (see docs/api-facts.md); `count*` reports it.
 */
export interface CallReads {
  listCalls(query: ListQuery<CallFilter>): Promise<Read<Page<CallEntry>>>;
  countCalls(filter: CallFilter): Promise<Read<number>>;
  getCall(queueId: string): Promise<Read<CallEntry>>;
  listInboundCalls(query: ListQuery<InboundCallFilter>): Promise<Read<Page<InboundCallEntry>>>;
  countInboundCalls(filter: InboundCallFilter): Promise<Read<number>>;
  getInboundCall(queueId: string): Promise<Read<InboundCallEntry>>;
  getConversation(sessionId: string): Promise<Read<Conversation>>;
  getBusiness(): Promise<Read<Business>>;
}
