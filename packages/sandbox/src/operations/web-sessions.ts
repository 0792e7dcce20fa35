import type { ConversationEntry, WebSessionEntry } from '../state/entries.ts';
import { failure, success } from '../wire/answer.ts';
import { wireDate, wireDateOrNull } from '../wire/dates.ts';
import { listOf, objectOf } from '../wire/json-model.ts';
import type { Model } from '../wire/json-model.ts';
import type { JsonObject } from '../wire/json-value.ts';
import { newestFirst } from '../wire/page.ts';
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
  queueStatusTypes: 'enums',
  webCampaignIds: 'texts',
  clientIdentifiers: 'texts',
};
const listModel: Model = { limit: 'integer', nextCursor: 'text', previousCursor: 'text', filter: filterModel };
const access = { method: 'POST', permissions: permissionSets.webSessions, needsEditing: true } as const;
const listCode = 'GetWebSessionHistory:GetWebSessionsMetaDataListAsync';

export const countWebSessions: Operation = {
  ...access,
  name: 'countWebSessions',
  path: '/business/{businessId}/websession/count',
  codePrefix: 'GetWebSessionsCount',
  body: listModel,
  run: (context) => {
    const method = 'GetWebSessionsCountAsync';
    // Unlike the call counts this one takes the wrapper, and counts everything without it.
    const filter = objectOf(context.body, 'filter') ?? {};
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
    answerList<WebSessionEntry>(context, {
      codePrefix: 'GetWebSessionHistory',
      listCode,
      clampTo: longestPage,
      select: (filter) => select(context, filter),
      // The list takes the session's id for the web session's, and so finds almost never anything.
      render: (entries) => entries.map((web) => webSessionAnswer(context, web, context.state.world.records.conversationOfWebSession(web.sessionIdAt(context.now)))),
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
    const { conversations, webSessions } = context.state.world.records;
    const web = webSessions.get(context.id);
    if (web === undefined || web.businessId !== context.business?.id || hidesRecords(context)) {
      return failure('GetWebSessionDetail:GetWebSessionMetaDataAsync:NOT_FOUND', 'Web session not found.');
    }
    return success(webSessionAnswer(context, web, conversations.get(web.sessionIdAt(context.now) ?? '')));
  },
};

function webSessionAnswer(context: OperationContext, web: WebSessionEntry, conversation: ConversationEntry | undefined): JsonObject {
  const session = conversation?.stateAt(context.now, context.state.options.cleanupJob) ?? null;
  return {
    queueId: web.id,
    status: web.statusAt(context.now),
    createdAt: wireDate(web.createdAt),
    processingStartedAt: null,
    completedAt: wireDateOrNull(session?.endTime ?? null),
    clientIdentifier: web.clientIdentifier,
    webCampaignId: web.webCampaignId,
    dynamicVariables: web.dynamicVariables,
    metadata: web.metadata,
    sessionId: web.sessionIdAt(context.now),
    sessionStatus: session?.state ?? null,
    sessionEndType: session?.endType ?? null,
  };
}

/** Both filters on completion are read, and do nothing. */
function select(context: OperationContext, filter: JsonObject): readonly Placed<WebSessionEntry>[] {
  const includes = (name: string, value: string | number): boolean => listOf(filter, name)?.includes(value) ?? true;
  return [...context.state.world.records.webSessions.values()]
    .filter(
      (web) =>
        web.businessId === context.business?.id &&
        includes('queueStatusTypes', web.statusAt(context.now)) &&
        includes('webCampaignIds', web.webCampaignId) &&
        includes('clientIdentifiers', web.clientIdentifier) &&
        isWithin(filter, 'CreatedDate', web.createdAt),
    )
    .map((web) => ({ item: web, at: web.createdAt, id: web.id }))
    .sort(newestFirst);
}
