import type { CatalogueRow } from './define-errors.ts';

const tryLater = 'Try again in a few minutes; reading again is harmless.';

function serverRow(match: string, code: string, sentence: string): CatalogueRow {
  return { match, code, kind: 'server', sentence, nextStep: tryLater, placement: 'not_placed' };
}

function cursorRow(match: string): CatalogueRow {
  return serverRow(match, 'PAGE_REFUSED', 'The server refused the request for the next page.');
}

function missingRow(match: string, code: string, sentence: string, nextStep: string): CatalogueRow {
  return { match, code, kind: 'not_found', sentence, nextStep, placement: 'not_placed' };
}

const checkId = 'Check the id. The server also answers this when its database fails: try once more before you conclude that it is gone.';

/** Refusals of the reading operations. `NOT_FOUND` can hide a database failure, which the next step says. */
export const readRows: readonly CatalogueRow[] = [
  cursorRow('INVALID_CURSOR'),
  cursorRow('INVALID_REQUEST'),
  serverRow('DATABASE_COUNT_ERROR', 'SERVER_DATABASE', 'The database of the server did not answer.'),
  missingRow('GetOutboundConversationsMetaDataAsync:NOT_FOUND', 'CALL_NOT_FOUND', 'No call with this queue ID was found.', checkId),
  missingRow('GetInboundConversationsMetaDataAsync:NOT_FOUND', 'CALL_NOT_FOUND', 'No inbound call with this queue ID was found.', checkId),
  missingRow('GetConversationState:NOT_FOUND', 'CONVERSATION_NOT_FOUND', 'No conversation with this Conversation ID was found.', checkId),
  missingRow('GetWebSessionMetaDataAsync:NOT_FOUND', 'WEB_SESSION_NOT_FOUND', 'No web session with this id was found.', checkId),
  missingRow('NOT_FOUND', 'NOT_FOUND', 'The server found nothing with this id.', checkId),
  serverRow('GET_USAGE_COUNT_FAILED', 'USAGE_UNAVAILABLE', 'The usage counts could not be read.'),
  serverRow('USAGE_HISTORY_FAILED', 'USAGE_UNAVAILABLE', 'The usage history could not be read.'),
  serverRow('EXCEPTION', 'SERVER_EXCEPTION', 'The server met an unexpected fault.'),
];
