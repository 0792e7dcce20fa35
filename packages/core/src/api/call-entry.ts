import type { CallEntry, InboundCallEntry } from '../domain/call.ts';
import { toCallProgress, toEndReason, toSessionState } from './call-status.ts';
import { integerOrNull, isWireObject, text, textMap, textOrNull } from './wire-value.ts';

/** Returns `null` when the value has no queue id: such a thing is no entry. */
export function toCallEntry(value: unknown): CallEntry | null {
  if (!isWireObject(value) || text(value, 'queueId') === '') return null;
  return {
    queueId: text(value, 'queueId'),
    progress: toCallProgress(integerOrNull(value, 'status')),
    queuedAt: text(value, 'enqueuedAt'),
    processingStartedAt: textOrNull(value, 'processingStartedAt'),
    settledAt: textOrNull(value, 'completedAt'),
    dynamicVariables: textMap(value, 'dynamicVariables'),
    metadata: textMap(value, 'metadata'),
    campaignId: textOrNull(value, 'campaignId'),
    callingNumberId: textOrNull(value, 'numberId'),
    recipientNumber: text(value, 'recipientNumber'),
    sessionId: textOrNull(value, 'sessionId'),
    sessionState: toSessionState(integerOrNull(value, 'sessionStatus')),
    endReason: toEndReason(integerOrNull(value, 'sessionEndType')),
  };
}

/** Returns `null` when the value has no queue id. */
export function toInboundCallEntry(value: unknown): InboundCallEntry | null {
  if (!isWireObject(value) || text(value, 'queueId') === '') return null;
  return {
    queueId: text(value, 'queueId'),
    progress: toCallProgress(integerOrNull(value, 'status')),
    queuedAt: text(value, 'enqueuedAt'),
    processingStartedAt: textOrNull(value, 'processingStartedAt'),
    settledAt: textOrNull(value, 'completedAt'),
    callingNumberId: textOrNull(value, 'numberId'),
    routeId: textOrNull(value, 'routeId'),
    callerNumber: text(value, 'callerNumber'),
    sessionId: textOrNull(value, 'sessionId'),
    sessionState: toSessionState(integerOrNull(value, 'sessionStatus')),
    endReason: toEndReason(integerOrNull(value, 'sessionEndType')),
  };
}
