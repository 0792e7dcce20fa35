import { getBusiness } from './business.ts';
import { getConversation, listConversations } from './conversations.ts';
import { initiateCall } from './initiate-call.ts';
import type { RequestFormat } from './initiate-call.ts';
import { countOutbound, getOutbound, listOutbound } from './outbound-queue.ts';
import type { Operation } from './operation.ts';

/** Every endpoint of a server of the given kind. */
export function allOperations(format: RequestFormat): readonly Operation[] {
  return [initiateCall(format), listOutbound, countOutbound, getOutbound, listConversations, getConversation, getBusiness];
}
