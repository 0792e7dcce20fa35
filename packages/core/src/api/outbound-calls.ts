import type { CallEntry } from '../domain/call.ts';
import type { CallFilter } from '../domain/call-filter.ts';
import type { ListQuery, Page } from '../domain/reads.ts';
import { fromCallProgress } from './call-status.ts';
import { businessPath, jsonBody, type ReadOperation } from './operation.ts';
import { toCount, toListBody, toPage, withoutUndefined } from './page.ts';
import { linkedSession, queueEntry } from './queue-entry.ts';
import { isWireObject, text, textMap, textOrNull } from './wire-value.ts';

export const listCalls: ReadOperation<ListQuery<CallFilter>, Page<CallEntry>> = {
  effect: 'read',
  toRequest: (query, connection) => ({
    method: 'POST',
    path: businessPath(connection, 'queues', 'outbound'),
    body: jsonBody(toListBody(query, toWireCallFilter)),
  }),
  fromData: (data) => toPage(data, toCallEntry),
};

/** The loud look-up: unlike the list it reports a database failure. Filter fields stand at the top level. */
export const countCalls: ReadOperation<CallFilter, number> = {
  effect: 'read',
  toRequest: (filter, connection) => ({
    method: 'POST',
    path: businessPath(connection, 'queues', 'outbound', 'count'),
    body: jsonBody(toWireCallFilter(filter)),
  }),
  fromData: toCount,
};

/** A POST without a body, as the server wants it. */
export const getCall: ReadOperation<string, CallEntry> = {
  effect: 'read',
  toRequest: (queueId, connection) => ({ method: 'POST', path: businessPath(connection, 'queues', 'outbound', queueId) }),
  fromData: toCallEntry,
};

/** Filter fields as the outbound endpoints name them. Absent conditions are left out. */
function toWireCallFilter(filter: CallFilter): Record<string, unknown> {
  return withoutUndefined({
    startCreatedDate: filter.createdFrom,
    endCreatedDate: filter.createdTo,
    startCompletedAtDate: filter.settledFrom,
    endCompletedAtDate: filter.settledTo,
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
  if (!isWireObject(value) || text(value, 'queueId') === '') return null;
  return {
    ...queueEntry(value),
    dynamicVariables: textMap(value, 'dynamicVariables'),
    metadata: textMap(value, 'metadata'),
    campaignId: textOrNull(value, 'campaignId'),
    recipientNumber: text(value, 'recipientNumber'),
    ...linkedSession(value),
  };
}
