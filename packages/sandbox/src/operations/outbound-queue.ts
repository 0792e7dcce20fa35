import { queueAt, sessionAt } from '../calls/call-state.ts';
import type { QueueState } from '../calls/call-state.ts';
import { failure, success } from '../wire/answer.ts';
import { wireDate, wireDateOrNull } from '../wire/dates.ts';
import { integerOf, listOf } from '../wire/json-model.ts';
import type { Model } from '../wire/json-model.ts';
import type { JsonObject } from '../wire/json-value.ts';
import type { Placed } from '../wire/page.ts';
import type { OutboundCall } from '../state/world.ts';
import { answerList, longestPage } from './answer-list.ts';
import { injectedFailure } from './injected-failure.ts';
import { isWithin } from './date-range.ts';
import { answerCount, hidesRecords } from './injected-read-faults.ts';
import { permissionSets } from './operation.ts';
import type { Operation, OperationContext } from './operation.ts';

const filterModel: Model = {
  startCreatedDate: 'date',
  endCreatedDate: 'date',
  startCompletedAtDate: 'date',
  endCompletedAtDate: 'date',
  startScheduledDate: 'date',
  endScheduledDate: 'date',
  queueStatusTypes: 'integers',
  campaignIds: 'texts',
  callingNumberIds: 'texts',
  callingNumberProviders: 'integers',
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
    answerList<OutboundCall>(context, {
      name: 'outbound',
      codePrefix: 'GetOutboundCallQueues',
      listCode,
      clampTo: longestPage,
      select: (filter) => select(context, filter),
      render: (call) => outboundEntry(context, call),
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
    const call = context.state.world.callById.get(context.id);
    if (call === undefined || call.accepted.businessId !== context.business?.id || hidesRecords(context)) {
      return failure(`${oneCode}:NOT_FOUND`, `Outbound conversation with Queue ID '${context.id}' not found.`);
    }
    return success(outboundEntry(context, call));
  },
};

/** One entry, in the server's property order. */
function outboundEntry(context: OperationContext, call: OutboundCall): JsonObject {
  const state = queueAt(call.plan, context.now);
  const linked = state.sessionLinked ? call.plan.session : null;
  const session = linked === null ? null : sessionAt(linked, context.now, context.state.options.cleanupJob);
  return {
    queueId: call.queueId,
    status: state.status,
    enqueuedAt: wireDate(call.accepted.at),
    processingStartedAt: wireDateOrNull(state.processingStartedAt),
    completedAt: wireDateOrNull(state.completedAt),
    dynamicVariables: call.accepted.dynamicVariables,
    metadata: call.accepted.metadata,
    campaignId: call.accepted.campaignId,
    numberId: call.accepted.numberId,
    recipientNumber: call.accepted.recipientNumber,
    sessionId: session === null ? null : state.sessionId,
    sessionStatus: session?.state ?? null,
    sessionEndType: session?.endType ?? null,
  };
}

/** Passing entries, newest first. Recipients have an index, because "was this person called?" is asked before every call. */
function select(context: OperationContext, filter: JsonObject): readonly Placed<OutboundCall>[] {
  const recipients = listOf(filter, 'recipientNumbers');
  const { calls, callsByRecipient } = context.state.world;
  const candidates = recipients === null ? calls : [...new Set(recipients)].flatMap((text) => (typeof text === 'string' ? (callsByRecipient.get(text) ?? []) : []));
  const passing = candidates.filter((call) => passes(context, call, filter));
  const placed = passing.map((call) => ({ item: call, at: call.accepted.at, id: call.queueId })).toReversed();
  return recipients === null || recipients.length < 2 ? placed : placed.sort((left, right) => right.at - left.at || (right.id < left.id ? -1 : 1));
}

function passes(context: OperationContext, call: OutboundCall, filter: JsonObject): boolean {
  const { accepted } = call;
  if (accepted.businessId !== context.business?.id || accepted.at > context.now - context.listLagMs) return false;
  const includes = (name: string, value: string | number | null): boolean => listOf(filter, name)?.includes(value) ?? true;
  if (!isWithin(filter, 'CreatedDate', accepted.at) || !isWithin(filter, 'ScheduledDate', accepted.scheduledFor)) return false;
  if (!includes('campaignIds', accepted.campaignId) || !includes('callingNumberIds', accepted.numberId)) return false;
  if (!includes('callingNumberProviders', accepted.provider)) return false;
  if (!asksForState(filter)) return true;
  const state: QueueState = queueAt(call.plan, context.now);
  return includes('queueStatusTypes', state.status) && isWithin(filter, 'CompletedAtDate', state.completedAt);
}

function asksForState(filter: JsonObject): boolean {
  return listOf(filter, 'queueStatusTypes') !== null || integerOf(filter, 'startCompletedAtDate') !== null || integerOf(filter, 'endCompletedAtDate') !== null;
}
