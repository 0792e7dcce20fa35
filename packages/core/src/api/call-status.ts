import type { CallProgress, EndReason, SessionState } from '../domain/call.ts';

/** Position = the integer on the wire (server enum CallQueueStatus). Two kinds of dispatch step are one word to us. */
const progressByNumber: readonly CallProgress[] = [
  'queued',
  'processing',
  'processing',
  'processing',
  'placed',
  'failed',
  'canceled',
  'expired',
];

/** Position = the integer on the wire (ConversationSessionState). */
const sessionStateByNumber: readonly SessionState[] = [
  'created',
  'waiting',
  'starting',
  'active',
  'paused',
  'ending',
  'ended',
  'error',
];

/** Position = the integer on the wire (ConversationSessionEndType). */
const endReasonByNumber: readonly EndReason[] = [
  'not_set',
  'setup_failed',
  'expired_before_start',
  'declined_or_busy',
  'no_answer',
  'recipient_hung_up',
  'agent_hung_up',
  'agent_fault',
  'silence_limit',
  'duration_limit',
  'voicemail',
];

export function toCallProgress(status: number | null): CallProgress {
  return (status === null ? undefined : progressByNumber[status]) ?? 'unrecognised';
}

/** The wire numbers that a filter must name to find calls of this progress. */
export function fromCallProgress(progress: CallProgress): readonly number[] {
  return progressByNumber.flatMap((word, number) => (word === progress ? [number] : []));
}

export function toSessionState(state: number | null): SessionState | null {
  return state === null ? null : (sessionStateByNumber[state] ?? 'unrecognised');
}

export function toEndReason(endType: number | null): EndReason | null {
  return endType === null ? null : (endReasonByNumber[endType] ?? 'unrecognised');
}

/** Web sessions count differently from calls (WebSessionStatus). */
const webSessionProgressByNumber: readonly CallProgress[] = [
  'queued',
  'processing',
  'processing',
  'placed',
  'failed',
  'canceled',
  'expired',
];

export function toWebSessionProgress(status: number | null): CallProgress {
  return (status === null ? undefined : webSessionProgressByNumber[status]) ?? 'unrecognised';
}
