import { toCallEntry } from '../api/call-entry.ts';
import { toListBody, toWireCallFilter } from '../api/call-filter.ts';
import { toPage } from '../api/page.ts';
import type { CallEntry } from '../domain/call.ts';
import type { CallFilter } from '../domain/call-filter.ts';
import type { Page } from '../domain/page.ts';
import type { ListQuery } from '../domain/reads.ts';
import { businessPath, jsonBody, type Operation } from './operation.ts';

export const listCalls: Operation<ListQuery<CallFilter>, Page<CallEntry>> = {
  name: 'listCalls',
  effect: 'read',
  toRequest: (query, connection) => ({
    method: 'POST',
    path: businessPath(connection, 'queues', 'outbound'),
    body: jsonBody(toListBody(query, toWireCallFilter)),
  }),
  fromData: (data) => toPage(data, toCallEntry),
};

/** The loud look-up: unlike the list it reports a database failure. Filter fields stand at the top level. */
export const countCalls: Operation<CallFilter, number> = {
  name: 'countCalls',
  effect: 'read',
  toRequest: (filter, connection) => ({
    method: 'POST',
    path: businessPath(connection, 'queues', 'outbound', 'count'),
    body: jsonBody(toWireCallFilter(filter)),
  }),
  fromData: (data) => toCount(data),
};

/** A POST without a body, as the server wants it. */
export const getCall: Operation<string, CallEntry> = {
  name: 'getCall',
  effect: 'read',
  toRequest: (queueId, connection) => ({ method: 'POST', path: businessPath(connection, 'queues', 'outbound', queueId) }),
  fromData: toCallEntry,
};

export function toCount(data: unknown): number | null {
  return typeof data === 'number' && Number.isInteger(data) && data >= 0 ? data : null;
}
