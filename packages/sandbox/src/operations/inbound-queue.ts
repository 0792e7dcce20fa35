import { sessionAt } from '../calls/call-state.ts';
import { inboundAt } from '../calls/inbound-state.ts';
import type { InboundCall } from '../state/world.ts';
import { failure, success } from '../wire/answer.ts';
import { wireDate, wireDateOrNull } from '../wire/dates.ts';
import { listOf } from '../wire/json-model.ts';
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
  routeIds: 'texts',
  callingNumbers: 'texts',
  routeNumberProviders: 'integers',
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
    answerList<InboundCall>(context, {
      name: 'inbound',
      codePrefix: 'GetInboundCallQueues',
      listCode,
      clampTo: longestPage,
      select: (filter) => select(context, filter),
      render: (call) => inboundEntry(context, call),
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
    const call = context.state.world.inboundById.get(context.id);
    if (call === undefined || call.accepted.businessId !== context.business?.id || hidesRecords(context)) {
      return failure(`${oneCode}:NOT_FOUND`, `Inbound conversation with Queue ID '${context.id}' not found.`);
    }
    return success(inboundEntry(context, call));
  },
};

function inboundEntry(context: OperationContext, call: InboundCall): JsonObject {
  const { cleanupJob } = context.state.options;
  const state = inboundAt(call.plan, context.now, cleanupJob);
  const linked = state.sessionLinked ? call.plan.session : null;
  const session = linked === null ? null : sessionAt(linked, context.now, cleanupJob);
  return {
    queueId: call.queueId,
    status: state.status,
    enqueuedAt: wireDate(call.accepted.at),
    processingStartedAt: wireDateOrNull(state.processingStartedAt),
    completedAt: wireDateOrNull(state.completedAt),
    numberId: call.accepted.numberId,
    routeId: call.accepted.routeId,
    callerNumber: call.accepted.callerNumber,
    sessionId: session === null ? null : state.sessionId,
    sessionStatus: session?.state ?? null,
    sessionEndType: session?.endType ?? null,
  };
}

function select(context: OperationContext, filter: JsonObject): readonly Placed<InboundCall>[] {
  return context.state.world.inbound
    .filter((call) => passes(context, call, filter))
    .map((call) => ({ item: call, at: call.accepted.at, id: call.queueId }))
    .toReversed();
}

function passes(context: OperationContext, call: InboundCall, filter: JsonObject): boolean {
  const { accepted } = call;
  if (accepted.businessId !== context.business?.id || accepted.at > context.now) return false;
  const includes = (name: string, value: string | number): boolean => listOf(filter, name)?.includes(value) ?? true;
  if (!isWithin(filter, 'CreatedDate', accepted.at) || !includes('routeIds', accepted.routeId)) return false;
  if (!includes('callingNumbers', accepted.callerNumber) || !includes('routeNumberIds', accepted.numberId)) return false;
  if (!includes('routeNumberProviders', accepted.provider)) return false;
  const state = inboundAt(call.plan, context.now, context.state.options.cleanupJob);
  return includes('queueStatusTypes', state.status) && isWithin(filter, 'CompletedAtDate', state.completedAt);
}
