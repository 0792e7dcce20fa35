import { isJsonObject } from '../domain/json-value.ts';
import type { WebSession, WebSessionFilter } from '../domain/web-session.ts';
import { businessPath, listOperation, withoutUndefined, type ReadOperation } from './operation.ts';
import { integerOrNull, linkedSession, text, textMap, textOrNull, toWebSessionProgress } from './wire-value.ts';

export const listWebSessions = listOperation(['websession', 'history'], toWireWebSessionFilter, toWebSession);

export const getWebSession: ReadOperation<string, WebSession> = {
  effect: 'read',
  toRequest: (webSessionId, connection) => ({ method: 'POST', path: businessPath(connection, 'websession', 'history', webSessionId) }),
  fromData: toWebSession,
};

function toWireWebSessionFilter(filter: WebSessionFilter): Record<string, unknown> {
  return withoutUndefined({
    startCreatedDate: filter.createdFrom,
    endCreatedDate: filter.createdTo,
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
    leftQueueAt: textOrNull(value, 'completedAt'),
    clientIdentifier: text(value, 'clientIdentifier'),
    webCampaignId: textOrNull(value, 'webCampaignId'),
    dynamicVariables: textMap(value, 'dynamicVariables'),
    metadata: textMap(value, 'metadata'),
    ...linkedSession(value),
  };
}
