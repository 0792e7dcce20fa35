import type { CallEntry, CallOutcome, EndReason, InboundCallEntry } from '../domain/call.ts';
import type { Conversation } from '../domain/conversation.ts';
import { cleanMessages, transcriptText, type TranscriptMessage } from './clean-transcript.ts';
import type { Judgement } from './judge-call.ts';
import { talkDuration, type TalkDuration } from './talk-duration.ts';

interface EventCore {
  /** The queue id again: the identity by which a host drops repeats. */
  readonly id: string;
  readonly queueId: string;
  readonly outcome: CallOutcome;
  readonly endReason: EndReason | null;
  /** When the entry was created. All times are ISO 8601 UTC. */
  readonly queuedAt: string;
  /** When the carrier took the call; `null` when it never did. Not the end. */
  readonly placedAt: string | null;
  /** Only where both ends were measured; see `durationFrom`. */
  readonly durationSeconds?: number;
  readonly durationFrom?: TalkDuration['durationFrom'];
  /** One line per message; empty without a conversation. */
  readonly transcript: string;
  readonly messages: readonly TranscriptMessage[];
  /** The agent's side of the recording: a signed link that lives about 30 minutes. */
  readonly recordingUrl?: string;
  readonly callingNumberId: string | null;
  /** Names the conversation, for reading it or its recordings later; `null` = there was none. */
  readonly sessionId: string | null;
  /** What the reader should know about this event, in whole sentences. */
  readonly warnings: readonly string[];
}

/** One outbound call that ended, as both hosts show it. */
export interface EndedCallEvent extends EventCore {
  readonly recipientNumber: string;
  readonly campaignId: string | null;
  readonly campaignName: string | null;
  readonly dynamicVariables: Readonly<Record<string, string>>;
  readonly metadata: Readonly<Record<string, string>>;
  /** The event key under which this product placed the call. */
  readonly callKey?: string;
}

/** One inbound call that ended. */
export interface InboundCallEndedEvent extends EventCore {
  readonly callerNumber: string;
  readonly routeId: string | null;
}

type EndedJudgement = Extract<Judgement, { ended: true }>;

const callKeyName = 'iqra_call_key';

/** Builds the event of a call that ended. Without a conversation (not asked for, or not readable) the transcript is empty. */
export function toEndedCallEvent(
  entry: CallEntry,
  judgement: EndedJudgement,
  conversation: Conversation | null,
  campaignName: string | null,
  warnings: readonly string[] = [],
): EndedCallEvent {
  const callKey = entry.metadata[callKeyName];
  return {
    ...eventStart(entry, judgement),
    placedAt: entry.progress === 'placed' ? entry.settledAt : null,
    recipientNumber: entry.recipientNumber,
    campaignId: entry.campaignId,
    campaignName,
    callingNumberId: entry.callingNumberId,
    sessionId: entry.sessionId,
    ...talkOf(conversation),
    dynamicVariables: entry.dynamicVariables,
    metadata: entry.metadata,
    ...(callKey === undefined || callKey === '' ? {} : { callKey }),
    warnings: [...basisWarnings(judgement), ...warnings],
  };
}

/** The same for an inbound call; it counts as placed when it has a conversation. */
export function toInboundCallEndedEvent(
  entry: InboundCallEntry,
  judgement: EndedJudgement,
  conversation: Conversation | null,
  warnings: readonly string[] = [],
): InboundCallEndedEvent {
  return {
    ...eventStart(entry, judgement),
    placedAt: entry.sessionId === null ? null : (entry.processingStartedAt ?? entry.queuedAt),
    callerNumber: entry.callerNumber,
    routeId: entry.routeId,
    callingNumberId: entry.callingNumberId,
    sessionId: entry.sessionId,
    ...talkOf(conversation),
    warnings: [...basisWarnings(judgement), ...warnings],
  };
}

function eventStart(entry: CallEntry | InboundCallEntry, judgement: EndedJudgement) {
  return {
    id: entry.queueId,
    queueId: entry.queueId,
    outcome: judgement.outcome,
    endReason: judgement.endReason,
    queuedAt: entry.queuedAt,
  };
}

function talkOf(conversation: Conversation | null) {
  if (conversation === null) return { transcript: '', messages: [] };
  const messages = cleanMessages(conversation);
  const recordingUrl = conversation.parties.find((party) => party.role === 'agent' && party.recordingUrl !== null)?.recordingUrl;
  return {
    ...talkDuration(conversation),
    transcript: transcriptText(messages),
    messages,
    ...(typeof recordingUrl === 'string' ? { recordingUrl } : {}),
  };
}

function basisWarnings(judgement: EndedJudgement): readonly string[] {
  switch (judgement.basis) {
    case 'queue':
    case 'session':
      return [];
    case 'deadline':
      return ['The server never told how this call ended. It is reported now because the longest allowed call time is over.'];
    case 'gave_up':
      return ['The server still shows this call as open. It is reported once, as unknown, because the waiting time you set is over.'];
    default:
      return judgement.basis satisfies never;
  }
}
