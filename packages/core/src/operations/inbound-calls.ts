import { toInboundCallEntry } from '../api/call-entry.ts';
import { toListBody, toWireInboundFilter } from '../api/call-filter.ts';
import { toPage } from '../api/page.ts';
import type { InboundCallEntry } from '../domain/call.ts';
import type { InboundCallFilter } from '../domain/call-filter.ts';
import type { Page } from '../domain/page.ts';
import type { ListQuery } from '../domain/reads.ts';
import { businessPath, jsonBody, type Operation } from './operation.ts';
import { toCount } from './outbound-calls.ts';

export const listInboundCalls: Operation<ListQuery<InboundCallFilter>, Page<InboundCallEntry>> = {
  name: 'listInboundCalls',
  effect: 'read',
  toRequest: (query, connection) => ({
    method: 'POST',
    path: businessPath(connection, 'queues', 'inbound'),
    body: jsonBody(toListBody(query, toWireInboundFilter)),
  }),
  fromData: (data) => toPage(data, toInboundCallEntry),
};

export const countInboundCalls: Operation<InboundCallFilter, number> = {
  name: 'countInboundCalls',
  effect: 'read',
  toRequest: (filter, connection) => ({
    method: 'POST',
    path: businessPath(connection, 'queues', 'inbound', 'count'),
    body: jsonBody(toWireInboundFilter(filter)),
  }),
  fromData: toCount,
};

export const getInboundCall: Operation<string, InboundCallEntry> = {
  name: 'getInboundCall',
  effect: 'read',
  toRequest: (queueId, connection) => ({ method: 'POST', path: businessPath(connection, 'queues', 'inbound', queueId) }),
  fromData: toInboundCallEntry,
};
