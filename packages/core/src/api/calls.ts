import type { CallEntry, CallFilter, InboundCallEntry, InboundCallFilter } from '../domain/call.ts';
import { isJsonObject } from '../domain/json-value.ts';
import type { ListQuery, Page } from '../domain/reads.ts';
import { businessPath, jsonBody, listOperation, toCount, withoutUndefined, type ReadOperation } from './operation.ts';
import { fromCallProgress, integerOrNull, linkedSession, text, textMap, textOrNull, toCallProgress, type WireObject } from './wire-value.ts';

export const { list: listCalls, count: countCalls, get: getCall } = readsOf('outbound', toWireCallFilter, toCallEntry);
export const { list: listInboundCalls, count: countInboundCalls, get: getInboundCall } = readsOf('inbound', toWireInboundFilter, toInboundCallEntry);

interface QueueReads<E, F> {
  readonly list: ReadOperation<ListQuery<F>, Page<E>>;
  /** The loud look-up: unlike the list it reports a database failure. Filter fields stand at the top level. */
  readonly count: ReadOperation<F, number>;
  /** A POST without a body, as the server wants it. */
  readonly get: ReadOperation<string, E>;
}

function readsOf<E, F>(queue: 'outbound' | 'inbound', toWireFilter: (filter: F) => Record<string, unknown>, toEntry: (value: unknown) => E | null): QueueReads<E, F> {
  return {
    list: listOperation(['queues', queue], toWireFilter, toEntry),
    count: {
      effect: 'read',
      toRequest: (filter, connection) => ({ method: 'POST', path: businessPath(connection, 'queues', queue, 'count'), body: jsonBody(toWireFilter(filter)) }),
      fromData: toCount,
    },
    get: {
      effect: 'read',
      toRequest: (queueId, connection) => ({ method: 'POST', path: businessPath(connection, 'queues', queue, queueId) }),
      fromData: toEntry,
    },
  };
}

/** Filter fields as the outbound endpoints name them. Absent conditions are left out. */
function toWireCallFilter(filter: CallFilter): Record<string, unknown> {
  return withoutUndefined({
    startCreatedDate: filter.createdFrom,
    endCreatedDate: filter.createdTo,
    startCompletedAtDate: filter.leftQueueFrom,
    endCompletedAtDate: filter.leftQueueTo,
    startScheduledDate: filter.scheduledFrom,
    endScheduledDate: filter.scheduledTo,
    queueStatusTypes: filter.progress?.flatMap(fromCallProgress),
    campaignIds: filter.campaignIds,
    callingNumberIds: filter.callingNumberIds,
    recipientNumbers: filter.recipientNumbers,
  });
}

/** Returns `null` when the value has no queue id: such a thing is no entry. */
function toCallEntry(value: unknown): CallEntry | null {
  if (!isJsonObject(value) || text(value, 'queueId') === '') return null;
  return {
    ...queueEntry(value),
    dynamicVariables: textMap(value, 'dynamicVariables'),
    metadata: textMap(value, 'metadata'),
    campaignId: textOrNull(value, 'campaignId'),
    recipientNumber: text(value, 'recipientNumber'),
    ...linkedSession(value),
  };
}

function toWireInboundFilter(filter: InboundCallFilter): Record<string, unknown> {
  return withoutUndefined({
    startCreatedDate: filter.createdFrom,
    endCreatedDate: filter.createdTo,
    startCompletedAtDate: filter.leftQueueFrom,
    endCompletedAtDate: filter.leftQueueTo,
    callingNumbers: filter.callerNumbers,
    routeIds: filter.routeIds,
  });
}

/** Returns `null` when the value has no queue id. */
function toInboundCallEntry(value: unknown): InboundCallEntry | null {
  if (!isJsonObject(value) || text(value, 'queueId') === '') return null;
  return {
    ...queueEntry(value),
    routeId: textOrNull(value, 'routeId'),
    callerNumber: text(value, 'callerNumber'),
    ...linkedSession(value),
  };
}

/** What the two queues tell alike. */
function queueEntry(value: WireObject) {
  return {
    queueId: text(value, 'queueId'),
    progress: toCallProgress(integerOrNull(value, 'status')),
    queuedAt: text(value, 'enqueuedAt'),
    processingStartedAt: textOrNull(value, 'processingStartedAt'),
    leftQueueAt: textOrNull(value, 'completedAt'),
    callingNumberId: textOrNull(value, 'numberId'),
  };
}
