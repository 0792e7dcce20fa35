import type { EndReason, SessionState } from '../domain/call.ts';
import { toCallProgress, toEndReason, toSessionState } from './call-status.ts';
import { integerOrNull, text, textOrNull, type WireObject } from './wire-value.ts';

/** What the two queues tell alike. */
export function queueEntry(value: WireObject) {
  return {
    queueId: text(value, 'queueId'),
    progress: toCallProgress(integerOrNull(value, 'status')),
    queuedAt: text(value, 'enqueuedAt'),
    processingStartedAt: textOrNull(value, 'processingStartedAt'),
    settledAt: textOrNull(value, 'completedAt'),
    callingNumberId: textOrNull(value, 'numberId'),
  };
}

/** The conversation that an entry of a queue, or a web session, is linked to; all `null` where there is none. */
export interface LinkedSession {
  readonly conversationId: string | null;
  readonly sessionState: SessionState | null;
  readonly endReason: EndReason | null;
}

export function linkedSession(value: WireObject): LinkedSession {
  return {
    conversationId: textOrNull(value, 'sessionId'),
    sessionState: toSessionState(integerOrNull(value, 'sessionStatus')),
    endReason: toEndReason(integerOrNull(value, 'sessionEndType')),
  };
}
