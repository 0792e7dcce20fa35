import { sessionAt } from '../calls/call-state.ts';
import type { WebSession } from '../state/world.ts';
import { failure, success } from '../wire/answer.ts';
import { wireDate, wireDateOrNull } from '../wire/dates.ts';
import { listOf, objectOf } from '../wire/json-model.ts';
import type { Model } from '../wire/json-model.ts';
import type { JsonObject } from '../wire/json-value.ts';
import type { Placed } from '../wire/page.ts';
import { answerList, longestPage } from './answer-list.ts';
import { isWithin } from './date-range.ts';
import { injectedFailure } from './injected-failure.ts';
import { answerCount, hidesRecords } from './injected-read-faults.ts';
import { permissionSets } from './operation.ts';
import type { Operation, OperationContext } from './operation.ts';

const filterModel: Model = {
  startCreatedDate: 'date',
  endCreatedDate: 'date',
  startCompletedAtDate: 'date',
  endCompletedAtDate: 'date',
  queueStatusTypes: 'integers',
  webCampaignIds: 'texts',
  clientIdentifiers: 'texts',
};
const listModel: Model = { limit: 'integer', nextCursor: 'text', previousCursor: 'text', filter: filterModel };
const access = { method: 'POST', permissions: permissionSets.webSessions, needsEditing: true } as const;
const listCode = 'GetWebSessionHistory:GetWebSessionsMetaDataListAsync';
const processingMs = 25;
const processedMs = 55;

export const countWebSessions: Operation = {
  ...access,
  name: 'countWebSessions',
  path: '/business/{businessId}/websession/count',
  codePrefix: 'GetWebSessionsCount',
  body: listModel,
  run: (context) => {
    const method = 'GetWebSessionsCountAsync';
    const filter = objectOf(context.body, 'filter');
    // Unlike the call counts this one wants the wrapper; without it the server passes on a null.
    if (filter === null) return failure(`GetWebSessionsCount:${method}:DATABASE_COUNT_ERROR`, 'Failed to count records in the database.');
    return answerCount(context, 'GetWebSessionsCount', method, () => select(context, filter).length);
  },
};

export const listWebSessions: Operation = {
  ...access,
  name: 'listWebSessions',
  path: '/business/{businessId}/websession/history',
  codePrefix: 'GetWebSessionHistory',
  body: listModel,
  run: (context) =>
    answerList<WebSession>(context, {
      name: 'web-sessions',
      codePrefix: 'GetWebSessionHistory',
      listCode,
      clampTo: longestPage,
      select: (filter) => select(context, filter),
      // The list looks the conversation up by the wrong key and never finds it.
      render: (web) => webSessionEntry(context, web, false),
    }),
};

export const getWebSession: Operation = {
  ...access,
  name: 'getWebSession',
  path: '/business/{businessId}/websession/history/{id}',
  codePrefix: 'GetWebSessionDetail',
  body: 'none',
  run: (context) => {
    if (context.fault?.kind === 'exception' || context.fault?.kind === 'failure') return injectedFailure(context, 'GetWebSessionDetail');
    const web = context.state.world.webSessionById.get(context.id);
    if (web === undefined || web.accepted.businessId !== context.business?.id || hidesRecords(context)) {
      return failure('GetWebSessionDetail:GetWebSessionMetaDataAsync:NOT_FOUND', `Web session '${context.id}' not found.`);
    }
    return success(webSessionEntry(context, web, true));
  },
};

/** WebSessionStatus: 0 queued, 2 with a call server, 3 handed over. */
function statusOf(web: WebSession, now: number): 0 | 2 | 3 {
  const age = now - web.accepted.at;
  return age < processingMs ? 0 : age < processedMs ? 2 : 3;
}

function webSessionEntry(context: OperationContext, web: WebSession, withConversation: boolean): JsonObject {
  const status = statusOf(web, context.now);
  const session = withConversation ? sessionAt(web.session, context.now, context.state.options.cleanupJob) : null;
  return {
    queueId: web.queueId,
    status,
    createdAt: wireDate(web.accepted.at),
    processingStartedAt: null,
    completedAt: wireDateOrNull(session?.endTime ?? null),
    clientIdentifier: web.accepted.clientIdentifier,
    webCampaignId: web.accepted.webCampaignId,
    dynamicVariables: web.accepted.dynamicVariables,
    metadata: web.accepted.metadata,
    sessionId: status === 3 ? web.session.id : null,
    sessionStatus: session?.state ?? null,
    sessionEndType: session?.endType ?? null,
  };
}

function select(context: OperationContext, filter: JsonObject): readonly Placed<WebSession>[] {
  const { now, business } = context;
  const includes = (name: string, value: string | number): boolean => listOf(filter, name)?.includes(value) ?? true;
  return context.state.world.webSessions
    .filter(
      (web) =>
        web.accepted.businessId === business?.id &&
        includes('queueStatusTypes', statusOf(web, now)) &&
        includes('webCampaignIds', web.accepted.webCampaignId) &&
        includes('clientIdentifiers', web.accepted.clientIdentifier) &&
        isWithin(filter, 'CreatedDate', web.accepted.at) &&
        isWithin(filter, 'CompletedAtDate', sessionAt(web.session, now, context.state.options.cleanupJob)?.endTime ?? null),
    )
    .map((web) => ({ item: web, at: web.accepted.at, id: web.queueId }))
    .toReversed();
}
