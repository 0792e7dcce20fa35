import type { ListQuery, Page } from '../domain/reads.ts';
import type { WebSession, WebSessionFilter } from '../domain/conversation.ts';
import { isJsonObject } from '../domain/json-value.ts';
import { toWebSessionProgress } from './call-status.ts';
import { businessPath, jsonBody, type ReadOperation, toListBody, toPage, withoutUndefined } from './operation.ts';
import { linkedSession } from './calls.ts';
import { integerOrNull, text, textMap, textOrNull } from './wire-value.ts';

export const listWebSessions: ReadOperation<ListQuery<WebSessionFilter>, Page<WebSession>> = {
  effect: 'read',
  toRequest: (query, connection) => ({
    method: 'POST',
    path: businessPath(connection, 'websession', 'history'),
    body: jsonBody(toListBody(query, toWireWebSessionFilter)),
  }),
  fromData: (data) => toPage(data, toWebSession),
};

export const getWebSession: ReadOperation<string, WebSession> = {
  effect: 'read',
  toRequest: (webSessionId, connection) => ({
    method: 'POST',
    path: businessPath(connection, 'websession', 'history', webSessionId),
  }),
  fromData: toWebSession,
};

function toWireWebSessionFilter(filter: WebSessionFilter): Record<string, unknown> {
  return withoutUndefined({
    startCreatedDate: filter.createdFrom,
    endCreatedDate: filter.createdTo,
    webCampaignIds: filter.webCampaignIds,
    clientIdentifiers: filter.clientIdentifiers,
  });
}

/** Returns `null` when the value has no id. The wire calls a web session's own id `queueId`. */
function toWebSession(value: unknown): WebSession | null {
  if (!isJsonObject(value) || text(value, 'queueId') === '') return null;
  return {
    webSessionId: text(value, 'queueId'),
    progress: toWebSessionProgress(integerOrNull(value, 'status')),
    createdAt: text(value, 'createdAt'),
    settledAt: textOrNull(value, 'completedAt'),
    clientIdentifier: text(value, 'clientIdentifier'),
    webCampaignId: textOrNull(value, 'webCampaignId'),
    dynamicVariables: textMap(value, 'dynamicVariables'),
    metadata: textMap(value, 'metadata'),
    ...linkedSession(value),
  };
}
