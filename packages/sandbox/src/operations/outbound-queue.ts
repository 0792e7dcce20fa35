import { failure, success } from '../wire/answer.ts';
import { wireDate, wireDateOrNull } from '../wire/dates.ts';
import { integerOf, listOf } from '../wire/json-model.ts';
import type { Model } from '../wire/json-model.ts';
import type { JsonObject } from '../wire/json-value.ts';
import { newestFirst } from '../wire/page.ts';
import type { Placed } from '../wire/page.ts';
import type { OutboundEntry } from '../state/entries.ts';
import { answerList, longestPage } from './answer-list.ts';
import { injectedFailure } from './injected-failure.ts';
import { isWithin } from './date-range.ts';
import { answerCount, hidesRecords } from './injected-read-faults.ts';
import { permissionSets } from './operation.ts';
import type { Operation, OperationContext } from './operation.ts';
import { sessionById, sessionOfQueue } from './shown-session.ts';
import type { ShownSession } from './shown-session.ts';

const filterModel: Model = {
  startCreatedDate: 'date',
  endCreatedDate: 'date',
  startCompletedAtDate: 'date',
  endCompletedAtDate: 'date',
  startScheduledDate: 'date',
  endScheduledDate: 'date',
  queueStatusTypes: 'enums',
  campaignIds: 'texts',
  callingNumberIds: 'texts',
  callingNumberProviders: 'enums',
  recipientNumbers: 'texts',
};
const listModel: Model = { limit: 'integer', nextCursor: 'text', previousCursor: 'text', filter: filterModel };
const access = { method: 'POST', permissions: permissionSets.outbound, needsEditing: true } as const;
const listCode = 'GetOutboundCallQueues:GetOutboundConversationsMetaDataListAsync';
const oneCode = 'GetOutboundCallQueues:GetOutboundConversationsMetaDataAsync';

export const listOutbound: Operation = {
  ...access,
  name: 'listOutbound',
  path: '/business/{businessId}/queues/outbound',
  codePrefix: 'GetOutboundCallQueues',
  body: listModel,
  run: (context) =>
    answerList<OutboundEntry>(context, {
      codePrefix: 'GetOutboundCallQueues',
      listCode,
      clampTo: longestPage,
      select: (filter) => select(context, filter),
      render: (entries) => entries.map((entry) => outboundAnswer(context, entry, sessionOfQueue(context, entry.stateAt(context.now), entry.id))),
    }),
};

export const countOutbound: Operation = {
  ...access,
  name: 'countOutbound',
  path: '/business/{businessId}/queues/outbound/count',
  codePrefix: 'GetOutboundCallQueuesCount',
  body: filterModel,
  run: (context) => answerCount(context, 'GetOutboundCallQueuesCount', 'GetOutboundCallQueuesCountAsync', () => select(context, context.body).length),
};

export const getOutbound: Operation = {
  ...access,
  name: 'getOutbound',
  path: '/business/{businessId}/queues/outbound/{id}',
  codePrefix: 'GetOutboundCallQueues',
  body: 'none',
  run: (context) => {
    if (context.fault?.kind === 'exception' || context.fault?.kind === 'failure') return injectedFailure(context, 'GetOutboundCallQueues');
    const entry = context.state.world.records.outbound.get(context.id);
    if (entry === undefined || entry.businessId !== context.business?.id || hidesRecords(context)) {
      return failure(`${oneCode}:NOT_FOUND`, `Outbound conversation with Queue ID '${context.id}' not found.`);
    }
    return success(outboundAnswer(context, entry, sessionById(context, entry.stateAt(context.now))));
  },
};

/** One entry, in the server's property order. */
function outboundAnswer(context: OperationContext, entry: OutboundEntry, session: ShownSession): JsonObject {
  const state = entry.stateAt(context.now);
  return {
    queueId: entry.id,
    status: state.status,
    enqueuedAt: wireDate(entry.createdAt),
    processingStartedAt: wireDateOrNull(state.processingStartedAt),
    completedAt: wireDateOrNull(state.completedAt),
    dynamicVariables: entry.dynamicVariables,
    metadata: entry.metadata,
    campaignId: entry.campaignId,
    numberId: entry.numberId,
    recipientNumber: entry.recipientNumber,
    ...session,
  };
}

/** Passing entries, newest first. Recipients have an index, because "was this person called?" is asked before every call. */
function select(context: OperationContext, filter: JsonObject): readonly Placed<OutboundEntry>[] {
  const recipients = listOf(filter, 'recipientNumbers');
  const { outbound, outboundByRecipient } = context.state.world.records;
  const candidates = recipients === null ? [...outbound.values()] : [...new Set(recipients)].flatMap((text) => (typeof text === 'string' ? (outboundByRecipient.get(text) ?? []) : []));
  return candidates
    .filter((entry) => passes(context, entry, filter))
    .map((entry) => ({ item: entry, at: entry.createdAt, id: entry.id }))
    .sort(newestFirst);
}

function passes(context: OperationContext, entry: OutboundEntry, filter: JsonObject): boolean {
  if (entry.businessId !== context.business?.id) return false;
  if (context.listLagMs > 0 && entry.createdAt > context.now - context.listLagMs) return false;
  const includes = (name: string, value: string | number | null): boolean => listOf(filter, name)?.includes(value) ?? true;
  if (!isWithin(filter, 'CreatedDate', entry.createdAt) || !isWithin(filter, 'ScheduledDate', entry.scheduledFor)) return false;
  if (!includes('campaignIds', entry.campaignId) || !includes('callingNumberIds', entry.numberId)) return false;
  if (!includes('callingNumberProviders', entry.provider)) return false;
  if (!asksForState(filter)) return true;
  const state = entry.stateAt(context.now);
  return includes('queueStatusTypes', state.status) && isWithin(filter, 'CompletedAtDate', state.completedAt);
}

function asksForState(filter: JsonObject): boolean {
  return listOf(filter, 'queueStatusTypes') !== null || integerOf(filter, 'startCompletedAtDate') !== null || integerOf(filter, 'endCompletedAtDate') !== null;
}
