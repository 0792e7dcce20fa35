import { toListBody } from '../api/call-filter.ts';
import { toConversation } from '../api/conversation.ts';
import { toPage } from '../api/page.ts';
import type { Conversation, ConversationFilter } from '../domain/conversation.ts';
import type { Page } from '../domain/page.ts';
import type { ListQuery } from '../domain/reads.ts';
import { businessPath, jsonBody, type Operation } from './operation.ts';

export const getConversation: Operation<string, Conversation> = {
  name: 'getConversation',
  effect: 'read',
  toRequest: (sessionId, connection) => ({ method: 'GET', path: businessPath(connection, 'conversations', sessionId) }),
  fromData: toConversation,
};

/** Items are whole conversations with messages: heavy, so ask for few at a time. */
export const listConversations: Operation<ListQuery<ConversationFilter>, Page<Conversation>> = {
  name: 'listConversations',
  effect: 'read',
  toRequest: (query, connection) => ({
    method: 'POST',
    path: businessPath(connection, 'conversations'),
    body: jsonBody(toListBody(query, toWireConversationFilter)),
  }),
  fromData: (data) => toPage(data, toConversation),
};

function toWireConversationFilter(filter: ConversationFilter): Record<string, unknown> {
  return {
    ...(filter.startedFrom === undefined ? {} : { startStartedDate: filter.startedFrom }),
    ...(filter.startedTo === undefined ? {} : { endStartedDate: filter.startedTo }),
  };
}
