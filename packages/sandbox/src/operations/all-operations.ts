import { getBusiness } from './business.ts';
import { getConversation, listConversations } from './conversations.ts';
import { countInbound, getInbound, listInbound } from './inbound-queue.ts';
import { initiateCall } from './initiate-call.ts';
import type { RequestFormat } from './initiate-call.ts';
import type { Operation } from './operation.ts';
import { countOutbound, getOutbound, listOutbound } from './outbound-queue.ts';
import { countUsage, listUsage } from './usage.ts';
import { getUser } from './user.ts';
import { initiateWebSession } from './web-session-start.ts';
import { countWebSessions, getWebSession, listWebSessions } from './web-sessions.ts';

/** Every endpoint of a server that reads the given form of `initiate`. */
export function allOperations(format: RequestFormat): readonly Operation[] {
  return [
    initiateCall(format),
    listOutbound,
    countOutbound,
    getOutbound,
    listInbound,
    countInbound,
    getInbound,
    listConversations,
    getConversation,
    getBusiness,
    initiateWebSession,
    countWebSessions,
    listWebSessions,
    getWebSession,
    getUser,
    countUsage,
    listUsage,
  ];
}
