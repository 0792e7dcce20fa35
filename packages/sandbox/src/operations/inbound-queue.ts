import type { QueueState } from '../calls/call-state.ts';
import type { InboundEntry } from '../state/entries.ts';
import { failure, success } from '../wire/answer.ts';
import { wireDate, wireDateOrNull } from '../wire/dates.ts';
import { listOf } from '../wire/json-model.ts';
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
import { sessionById, sessionOfQueue } from './shown-session.ts';
import type { ShownSession } from './shown-session.ts';

const filterModel: Model = {
  startCreatedDate: 'date',
  endCreatedDate: 'date',
  startCompletedAtDate: 'date',
  endCompletedAtDate: 'date',
  queueStatusTypes: 'enums',
  routeIds: 'texts',
  callingNumbers: 'texts',
  routeNumberProviders: 'enums',
  routeNumberIds: 'texts',
};
const access = { method: 'POST', permissions: permissionSets.inbound, needsEditing: true } as const;
const listCode = 'GetInboundCallQueues:GetInboundConversationsMetaDataListAsync';
const oneCode = 'GetInboundCallQueue:GetInboundConversationsMetaDataAsync';

export const listInbound: Operation = {
  ...access,
  name: 'listInbound',
  path: '/business/{businessId}/queues/inbound',
  codePrefix: 'GetInboundCallQueues',
  body: { limit: 'integer', nextCursor: 'text', previousCursor: 'text', filter: filterModel },
  run: (context) =>
    answerList<InboundEntry>(context, {
      codePrefix: 'GetInboundCallQueues',
      listCode,
      clampTo: longestPage,
      select: (filter) => select(context, filter),
      render: (entries) => entries.map((entry) => inboundAnswer(context, entry, sessionOfQueue(context, stateOf(context, entry), entry.id))),
    }),
};

export const countInbound: Operation = {
  ...access,
  name: 'countInbound',
  path: '/business/{businessId}/queues/inbound/count',
  codePrefix: 'GetInboundCallQueuesCount',
  body: filterModel,
  run: (context) => answerCount(context, 'GetInboundCallQueuesCount', 'GetInboundCallQueuesCountAsync', () => select(context, context.body).length),
};

export const getInbound: Operation = {
  ...access,
  name: 'getInbound',
  path: '/business/{businessId}/queues/inbound/{id}',
  codePrefix: 'GetInboundCallQueue',
  body: 'none',
  run: (context) => {
    if (context.fault?.kind === 'exception' || context.fault?.kind === 'failure') return injectedFailure(context, 'GetInboundCallQueue');
    const entry = context.state.world.records.inbound.get(context.id);
    if (entry === undefined || entry.businessId !== context.business?.id || hidesRecords(context)) {
      return failure(`${oneCode}:NOT_FOUND`, `Inbound conversation with Queue ID '${context.id}' not found.`);
    }
    return success(inboundAnswer(context, entry, sessionById(context, stateOf(context, entry))));
  },
};

function stateOf(context: OperationContext, entry: InboundEntry): QueueState {
  return entry.stateAt(context.now, context.state.options.cleanupJob);
}

function inboundAnswer(context: OperationContext, entry: InboundEntry, session: ShownSession): JsonObject {
  const state = stateOf(context, entry);
  return {
    queueId: entry.id,
    status: state.status,
    enqueuedAt: wireDate(entry.createdAt),
    processingStartedAt: wireDateOrNull(state.processingStartedAt),
    completedAt: wireDateOrNull(state.completedAt),
    numberId: entry.numberId,
    routeId: entry.routeId,
    callerNumber: entry.callerNumber,
    ...session,
  };
}

function select(context: OperationContext, filter: JsonObject): readonly Placed<InboundEntry>[] {
  return [...context.state.world.records.inbound.values()]
    .filter((entry) => passes(context, entry, filter))
    .map((entry) => ({ item: entry, at: entry.createdAt, id: entry.id }))
    .sort(newestFirst);
}

function passes(context: OperationContext, entry: InboundEntry, filter: JsonObject): boolean {
  if (entry.businessId !== context.business?.id) return false;
  const includes = (name: string, value: string | number | null): boolean => listOf(filter, name)?.includes(value) ?? true;
  if (!isWithin(filter, 'CreatedDate', entry.createdAt) || !includes('routeIds', entry.routeId)) return false;
  if (!includes('callingNumbers', entry.callerNumber) || !includes('routeNumberIds', entry.numberId)) return false;
  if (!includes('routeNumberProviders', entry.provider)) return false;
  const state = stateOf(context, entry);
  return includes('queueStatusTypes', state.status) && isWithin(filter, 'CompletedAtDate', state.completedAt);
}
