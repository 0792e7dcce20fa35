import type { InboundCallEntry } from '../domain/call.ts';
import type { InboundCallFilter } from '../domain/call-filter.ts';
import type { ListQuery, Page } from '../domain/reads.ts';
import { businessPath, jsonBody, type ReadOperation } from './operation.ts';
import { toCount, toListBody, toPage, withoutUndefined } from './page.ts';
import { linkedSession, queueEntry } from './queue-entry.ts';
import { isWireObject, text, textOrNull } from './wire-value.ts';

export const listInboundCalls: ReadOperation<ListQuery<InboundCallFilter>, Page<InboundCallEntry>> = {
  effect: 'read',
  toRequest: (query, connection) => ({
    method: 'POST',
    path: businessPath(connection, 'queues', 'inbound'),
    body: jsonBody(toListBody(query, toWireInboundFilter)),
  }),
  fromData: (data) => toPage(data, toInboundCallEntry),
};

export const countInboundCalls: ReadOperation<InboundCallFilter, number> = {
  effect: 'read',
  toRequest: (filter, connection) => ({
    method: 'POST',
    path: businessPath(connection, 'queues', 'inbound', 'count'),
    body: jsonBody(toWireInboundFilter(filter)),
  }),
  fromData: toCount,
};

export const getInboundCall: ReadOperation<string, InboundCallEntry> = {
  effect: 'read',
  toRequest: (queueId, connection) => ({ method: 'POST', path: businessPath(connection, 'queues', 'inbound', queueId) }),
  fromData: toInboundCallEntry,
};

function toWireInboundFilter(filter: InboundCallFilter): Record<string, unknown> {
  return withoutUndefined({
    startCreatedDate: filter.createdFrom,
    endCreatedDate: filter.createdTo,
    startCompletedAtDate: filter.settledFrom,
    endCompletedAtDate: filter.settledTo,
    callingNumbers: filter.callerNumbers,
    routeIds: filter.routeIds,
  });
}

/** Returns `null` when the value has no queue id. */
function toInboundCallEntry(value: unknown): InboundCallEntry | null {
  if (!isWireObject(value) || text(value, 'queueId') === '') return null;
  return {
    ...queueEntry(value),
    routeId: textOrNull(value, 'routeId'),
    callerNumber: text(value, 'callerNumber'),
    ...linkedSession(value),
  };
}
