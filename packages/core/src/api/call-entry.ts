import type { CallEntry, InboundCallEntry } from '../domain/call.ts';
import { toCallProgress } from './call-status.ts';
import { linkedSession } from './linked-session.ts';
import { integerOrNull, isWireObject, text, textMap, textOrNull, type WireObject } from './wire-value.ts';

/** Returns `null` when the value has no queue id: such a thing is no entry. */
export function toCallEntry(value: unknown): CallEntry | null {
  if (!isWireObject(value) || text(value, 'queueId') === '') return null;
  return {
    ...queueEntry(value),
    dynamicVariables: textMap(value, 'dynamicVariables'),
    metadata: textMap(value, 'metadata'),
    campaignId: textOrNull(value, 'campaignId'),
    recipientNumber: text(value, 'recipientNumber'),
    ...linkedSession(value),
  };
}

/** Returns `null` when the value has no queue id. */
export function toInboundCallEntry(value: unknown): InboundCallEntry | null {
  if (!isWireObject(value) || text(value, 'queueId') === '') return null;
  return {
    ...queueEntry(value),
    routeId: textOrNull(value, 'routeId'),
    callerNumber: text(value, 'callerNumber'),
    ...linkedSession(value),
  };
}

/** What the two queues tell alike. */
function queueEntry(value: WireObject) {
  return {
    queueId: text(value, 'queueId'),
    progress: toCallProgress(integerOrNull(value, 'status')),
    queuedAt: text(value, 'enqueuedAt'),
    processingStartedAt: textOrNull(value, 'processingStartedAt'),
    settledAt: textOrNull(value, 'completedAt'),
    callingNumberId: textOrNull(value, 'numberId'),
  };
}
