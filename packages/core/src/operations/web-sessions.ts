import { toListBody } from '../api/call-filter.ts';
import { toPage } from '../api/page.ts';
import { toWebSession, toWireWebSessionFilter } from '../api/web-session.ts';
import type { Page } from '../domain/page.ts';
import type { ListQuery } from '../domain/reads.ts';
import type { WebSession, WebSessionFilter } from '../domain/web-session.ts';
import { businessPath, jsonBody, type Operation } from './operation.ts';

export const listWebSessions: Operation<ListQuery<WebSessionFilter>, Page<WebSession>> = {
  name: 'listWebSessions',
  effect: 'read',
  toRequest: (query, connection) => ({
    method: 'POST',
    path: businessPath(connection, 'websession', 'history'),
    body: jsonBody(toListBody(query, toWireWebSessionFilter)),
  }),
  fromData: (data) => toPage(data, toWebSession),
};

export const getWebSession: Operation<string, WebSession> = {
  name: 'getWebSession',
  effect: 'read',
  toRequest: (webSessionId, connection) => ({
    method: 'POST',
    path: businessPath(connection, 'websession', 'history', webSessionId),
  }),
  fromData: toWebSession,
};
