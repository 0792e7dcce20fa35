import type { Read } from '../domain/reads.ts';
import { getBusinessSetup } from './business-setup.ts';
import { getBusiness } from './business.ts';
import { countCalls, countInboundCalls, getCall, getInboundCall, listCalls, listInboundCalls } from './calls.ts';
import { getConversation, listConversations } from './conversations.ts';
import { initiateCall } from './initiate-call.ts';
import type { ReadOperation } from './operation.ts';
import { countUsage, listUsage } from './usage.ts';
import { getWebSession, listWebSessions } from './web-sessions.ts';

/** Every operation that this product can ask of the API. The client is made from it; what is not `read` is never sent twice. */
export const operations = {
  initiateCall,
  listCalls,
  countCalls,
  getCall,
  listInboundCalls,
  countInboundCalls,
  getInboundCall,
  getConversation,
  listConversations,
  getBusiness,
  getBusinessSetup,
  listWebSessions,
  getWebSession,
  countUsage,
  listUsage,
} as const;

type Operations = typeof operations;

export type OperationName = keyof Operations;

/** The operations that change nothing. */
export type ReadName = { [Name in OperationName]: Operations[Name] extends { readonly effect: 'read' } ? Name : never }[OperationName];

/**
 * Everything that may be read, one function for each operation. Each throws an `IqraError` on failure and repeats only itself
 * (reads are harmless). An empty list may hide a failure of the server's database (see docs/api-facts.md); a count reports it.
 */
export type ApiReads = {
  readonly [Name in ReadName]: Operations[Name] extends ReadOperation<infer Input, infer Output> ? (input: Input) => Promise<Read<Output>> : never;
};

/** The reads that following calls to their end takes. */
export type CallReads = Pick<
  ApiReads,
  'listCalls' | 'countCalls' | 'getCall' | 'listInboundCalls' | 'countInboundCalls' | 'getInboundCall' | 'getConversation' | 'getBusiness'
>;
