/** The words for one outbound call. Integers of the wire become these in `api/`. */

export const callProgresses = ['queued', 'processing', 'placed', 'failed', 'canceled', 'expired'] as const;

/** How far a call has come on its way to the phone network. `placed` means that the carrier took the dial request, no more. */
export type CallProgress = (typeof callProgresses)[number] | 'unrecognised';

/** State of the conversation behind a placed call. */
export type SessionState = 'created' | 'waiting' | 'starting' | 'active' | 'paused' | 'ending' | 'ended' | 'error' | 'unrecognised';

/** Why a conversation ended. `not_set` together with `ended` is provisional: a cleanup job writes it, possibly during a live call. */
export type EndReason =
  | 'not_set'
  | 'setup_failed'
  | 'expired_before_start'
  | 'declined_or_busy'
  | 'no_answer'
  | 'recipient_hung_up'
  | 'agent_hung_up'
  | 'agent_fault'
  | 'silence_limit'
  | 'duration_limit'
  | 'voicemail'
  | 'unrecognised';

export const callOutcomes = ['completed', 'declined', 'no_answer', 'voicemail', 'failed', 'canceled', 'expired', 'unknown'] as const;

/** How an ended call went, in the words both hosts show. */
export type CallOutcome = (typeof callOutcomes)[number];

/** The outcomes as every form shows them. */
export const callOutcomeLabels: Readonly<Record<CallOutcome, string>> = {
  completed: 'Completed',
  declined: 'Declined',
  no_answer: 'No Answer',
  voicemail: 'Voicemail',
  failed: 'Failed',
  canceled: 'Canceled',
  expired: 'Expired',
  unknown: 'Unknown',
};

/** One entry of the outbound queue. All times are ISO 8601 in UTC. */
export interface CallEntry {
  readonly queueId: string;
  readonly progress: CallProgress;
  /** Creation of the entry. */
  readonly queuedAt: string;
  readonly processingStartedAt: string | null;
  /** The moment the entry became placed, failed, canceled or expired. Not the end of the conversation. */
  readonly leftQueueAt: string | null;
  readonly dynamicVariables: Readonly<Record<string, string>>;
  readonly metadata: Readonly<Record<string, string>>;
  readonly campaignId: string | null;
  readonly callingNumberId: string | null;
  readonly recipientNumber: string;
  readonly conversationId: string | null;
  readonly sessionState: SessionState | null;
  readonly endReason: EndReason | null;
}

/** The conversation that an entry of a queue, or a web session, is linked to; all `null` where there is none. */
export type LinkedSession = Pick<CallEntry, 'conversationId' | 'sessionState' | 'endReason'>;

/** One entry of the inbound queue. Its progress is rewritten by a cleanup job of the server; judge by the session alone. */
export interface InboundCallEntry extends LinkedSession, Pick<CallEntry, 'queueId' | 'progress' | 'queuedAt' | 'processingStartedAt' | 'leftQueueAt' | 'callingNumberId'> {
  readonly routeId: string | null;
  readonly callerNumber: string;
}

/** Conditions on outbound calls; all given ones must hold. Times are ISO 8601 UTC and inclusive. */
export interface CallFilter {
  readonly createdFrom?: string;
  readonly createdTo?: string;
  /** Compares with `CallEntry.leftQueueAt`; entries without one never match. */
  readonly leftQueueFrom?: string;
  readonly leftQueueTo?: string;
  /** Compare with the time for which a call was planned. */
  readonly scheduledFrom?: string;
  readonly scheduledTo?: string;
  readonly progress?: readonly CallProgress[];
  readonly campaignIds?: readonly string[];
  readonly callingNumberIds?: readonly string[];
  /** Strict E.164: the server compares text. */
  readonly recipientNumbers?: readonly string[];
}

/** The same for inbound calls. */
export interface InboundCallFilter extends Pick<CallFilter, 'createdFrom' | 'createdTo' | 'leftQueueFrom' | 'leftQueueTo'> {
  readonly callerNumbers?: readonly string[];
  readonly routeIds?: readonly string[];
}

/** How a call went, from the reason why its conversation ended. A critical agent fault counts as failed: the talk broke off. */
export function outcomeOfEnd(reason: EndReason): CallOutcome {
  switch (reason) {
    case 'recipient_hung_up':
    case 'agent_hung_up':
    case 'silence_limit':
    case 'duration_limit':
      return 'completed';
    case 'declined_or_busy':
      return 'declined';
    case 'no_answer':
      return 'no_answer';
    case 'voicemail':
      return 'voicemail';
    case 'agent_fault':
    case 'setup_failed':
    case 'expired_before_start':
      return 'failed';
    case 'not_set':
    case 'unrecognised':
      return 'unknown';
    default:
      return reason satisfies never;
  }
}
