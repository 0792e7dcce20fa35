import type { CallEntry, InboundCallEntry } from '@iqra-automation/core';
import type { ModelledCall } from './modelled-call.ts';
import { sessionStateAt, type Settlement } from './modelled-conversation.ts';
import type { ModelledInboundCall } from './modelled-inbound-call.ts';

const withoutSession = { conversationId: null, sessionState: null, endReason: null } as const;

/** The queue entry of an outbound call as a read at this moment shows it. */
export function entryAt(call: ModelledCall, nowMs: number): CallEntry {
  const settled = leftQueueAt(call.settlements, nowMs);
  return {
    ...entryStart(call, settled),
    dynamicVariables: {},
    metadata: {},
    campaignId: call.campaignId,
    recipientNumber: '+14155550100',
    ...(settled?.progress === 'placed' ? { conversationId: `s${call.queueId}`, ...sessionStateAt(call, nowMs) } : withoutSession),
  };
}

/** The same for an inbound call. Its conversation stays in view whatever the cleanup job makes of the status. */
export function inboundEntryAt(call: ModelledInboundCall, nowMs: number): InboundCallEntry {
  const { linkedMs, hiddenMs } = call;
  const hidden = hiddenMs !== null && nowMs >= hiddenMs[0] && nowMs < hiddenMs[1];
  const state = hidden ? { sessionState: null, endReason: null } : sessionStateAt(call, nowMs);
  return {
    ...entryStart(call, leftQueueAt(call.settlements, nowMs)),
    routeId: call.routeId,
    callerNumber: '+14155550123',
    ...(linkedMs !== null && nowMs >= linkedMs ? { conversationId: `s${call.queueId}`, ...state } : withoutSession),
  };
}

function leftQueueAt(settlements: readonly Settlement[], nowMs: number): Settlement | undefined {
  return settlements.findLast(({ visibleMs }) => visibleMs <= nowMs);
}

function entryStart(call: { readonly queueId: string; readonly createdMs: number }, settled: Settlement | undefined) {
  return {
    queueId: call.queueId,
    progress: settled?.progress ?? ('queued' as const),
    queuedAt: new Date(call.createdMs).toISOString(),
    processingStartedAt: null,
    leftQueueAt: settled === undefined ? null : new Date(settled.stampMs).toISOString(),
    callingNumberId: null,
  };
}
