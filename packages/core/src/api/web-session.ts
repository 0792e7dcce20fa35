import type { WebSession, WebSessionFilter } from '../domain/web-session.ts';
import { toWebSessionProgress } from './call-status.ts';
import { linkedSession } from './linked-session.ts';
import { integerOrNull, isWireObject, text, textMap, textOrNull } from './wire-value.ts';

/** Returns `null` when the value has no id. The wire calls a web session's own id `queueId`. */
export function toWebSession(value: unknown): WebSession | null {
  if (!isWireObject(value) || text(value, 'queueId') === '') return null;
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

export function toWireWebSessionFilter(filter: WebSessionFilter): Record<string, unknown> {
  return {
    ...(filter.createdFrom === undefined ? {} : { startCreatedDate: filter.createdFrom }),
    ...(filter.createdTo === undefined ? {} : { endCreatedDate: filter.createdTo }),
    ...(filter.webCampaignIds === undefined ? {} : { webCampaignIds: filter.webCampaignIds }),
    ...(filter.clientIdentifiers === undefined ? {} : { clientIdentifiers: filter.clientIdentifiers }),
  };
}
