import { getBusiness } from './business.ts';
import { getConversation, listConversations } from './conversations.ts';
import { countInboundCalls, getInboundCall, listInboundCalls } from './inbound-calls.ts';
import { initiateCall } from './initiate-call.ts';
import { countCalls, getCall, listCalls } from './outbound-calls.ts';
import { countUsage, listUsage } from './usage.ts';
import { getWebSession, listWebSessions } from './web-sessions.ts';

/** Every operation that this product can ask of the API. Tests walk it: what is not `read` is never sent twice. */
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
  listWebSessions,
  getWebSession,
  countUsage,
  listUsage,
} as const;

export type OperationName = keyof typeof operations;
