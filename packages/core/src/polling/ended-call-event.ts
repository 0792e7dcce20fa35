import type { AgentTool } from '../domain/business.ts';
import type { CallEntry, CallOutcome, EndReason, InboundCallEntry } from '../domain/call.ts';
import type { Conversation, TranscriptMessage } from '../domain/conversation.ts';
import { outcomeOfTalk, readConversation, type Collected, type ConversationReading, type TalkDuration, type ToolCall } from '../conversation/read-conversation.ts';
import { readCallTags } from '../sending/call-metadata.ts';
import type { EndedJudgement } from './judge-call.ts';

interface EventCore {
  /** The queue id again: the identity by which a host drops repeats. */
  readonly id: string;
  readonly queueId: string;
  /** Names the conversation, for reading it or its recordings later; `null` = there was none. */
  readonly conversationId: string | null;
  readonly outcome: CallOutcome;
  readonly endReason: EndReason | null;
  /** Why the agent ended the call, in its own words. */
  readonly endReasonText: string | null;
  /** Whether somebody said something; `null` = not known. */
  readonly reached: boolean | null;
  readonly voicemailMessageLeft: boolean | null;
  readonly agentFailed: boolean;
  /** Whether the person asked not to be called again; `null` = not known, because the conversation was not read. */
  readonly optOutRequested: boolean | null;
  readonly optOutEvidence: string | null;
  /** What the agent collected with the user's own tools. */
  readonly collected: Collected;
  readonly toolCalls: readonly ToolCall[];
  /** When the entry was created. All times are ISO 8601 UTC. */
  readonly queuedAt: string;
  /** When the carrier took the call; `null` when it never did. Not the end. */
  readonly placedAt: string | null;
  /** Only where both ends were measured; see `durationFrom`. */
  readonly durationSeconds: number | null;
  readonly durationFrom: TalkDuration['durationFrom'] | null;
  /** One line per message; empty without a conversation. */
  readonly transcript: string;
  readonly messages: readonly TranscriptMessage[];
  /** The agent's side of the recording: a signed link that lives for `recordingLinkMinutes`. */
  readonly recordingUrl: string | null;
  readonly callingNumberId: string | null;
  /** What the reader should know about this event, in whole sentences. */
  readonly warnings: readonly string[];
}

/** One outbound call that ended, as both hosts show it. Every key is always there. */
export interface EndedCallEvent extends EventCore {
  readonly recipientNumber: string;
  readonly campaignId: string | null;
  readonly campaignName: string | null;
  readonly dynamicVariables: Readonly<Record<string, string>>;
  /** The user's own; the keys that this product writes are left out. */
  readonly metadata: Readonly<Record<string, string>>;
  /** The key under which this product placed the call; `null` for calls that it did not place. */
  readonly callKey: string | null;
}

/** One inbound call that ended. */
export interface InboundCallEndedEvent extends EventCore {
  readonly callerNumber: string;
  readonly routeId: string | null;
}

/** What is known beside the entry itself. */
export interface EventDetails {
  /** `null` = there was none, or it was not read. */
  readonly conversation: Conversation | null;
  readonly tools?: readonly AgentTool[];
  readonly campaignName?: string | null;
  readonly warnings?: readonly string[];
}

/** Builds the event of a call that ended. Without a conversation the transcript is empty. */
export function toEndedCallEvent(entry: CallEntry, judgement: EndedJudgement, details: EventDetails): EndedCallEvent {
  const { callKey, given: metadata } = readCallTags(entry.metadata);
  return {
    ...eventStart(entry, judgement, details),
    recipientNumber: entry.recipientNumber,
    campaignId: entry.campaignId,
    campaignName: details.campaignName ?? null,
    callingNumberId: entry.callingNumberId,
    queuedAt: entry.queuedAt,
    placedAt: entry.progress === 'placed' ? entry.leftQueueAt : null,
    ...eventEnd(judgement, details),
    dynamicVariables: entry.dynamicVariables,
    metadata,
    callKey,
  };
}

/** The same for an inbound call; it counts as placed when it has a conversation. */
export function toInboundCallEndedEvent(
  entry: InboundCallEntry,
  judgement: EndedJudgement,
  details: Omit<EventDetails, 'campaignName'>,
): InboundCallEndedEvent {
  return {
    ...eventStart(entry, judgement, details),
    callerNumber: entry.callerNumber,
    routeId: entry.routeId,
    callingNumberId: entry.callingNumberId,
    queuedAt: entry.queuedAt,
    placedAt: entry.conversationId === null ? null : (entry.processingStartedAt ?? entry.queuedAt),
    ...eventEnd(judgement, details),
  };
}

/** How the call went. Its conversation has the last word on the outcome. */
function eventStart(entry: CallEntry | InboundCallEntry, judgement: EndedJudgement, details: EventDetails) {
  const { endReason } = judgement;
  const reading = readingOf(details);
  return {
    id: entry.queueId,
    queueId: entry.queueId,
    conversationId: entry.conversationId,
    outcome: reading === null ? judgement.outcome : outcomeOfTalk(judgement.outcome, reading),
    endReason,
    endReasonText: reading?.endReasonText ?? null,
    ...(reading === null ? withoutWords(judgement) : factsOf(reading)),
    collected: reading?.collected ?? {},
    toolCalls: reading?.toolCalls ?? [],
  };
}

function factsOf(reading: ConversationReading) {
  const { reached, voicemailMessageLeft, agentFailed, optOutRequested, optOutEvidence } = reading;
  return { reached, voicemailMessageLeft, agentFailed, optOutRequested, optOutEvidence };
}

/** What an outcome alone tells: nobody was reached by a call that nobody took. */
function withoutWords({ outcome, endReason }: EndedJudgement) {
  const nobody = !mayHaveWords(outcome) || (outcome === 'failed' && endReason !== 'agent_fault');
  const known = nobody ? false : null;
  return {
    reached: outcome === 'voicemail' ? false : known,
    voicemailMessageLeft: outcome === 'voicemail' ? null : known,
    agentFailed: endReason === 'agent_fault',
    optOutRequested: known,
    optOutEvidence: null,
  };
}

function eventEnd(judgement: EndedJudgement, details: EventDetails) {
  const reading = readingOf(details);
  return {
    durationSeconds: reading?.duration?.durationSeconds ?? null,
    durationFrom: reading?.duration?.durationFrom ?? null,
    transcript: reading?.transcript ?? '',
    messages: reading?.messages ?? [],
    recordingUrl: reading?.recordingUrl ?? null,
    warnings: [...basisWarnings(judgement), ...keyWarnings(judgement, reading), ...(details.warnings ?? [])],
  };
}

function readingOf({ conversation, tools }: EventDetails): ConversationReading | null {
  return conversation === null ? null : readConversation(conversation, tools);
}

/** A call that was declined, not answered or never connected has no words to read. */
export function mayHaveWords(outcome: CallOutcome): boolean {
  switch (outcome) {
    case 'completed':
    case 'voicemail':
    case 'failed':
    case 'unknown':
      return true;
    case 'declined':
    case 'no_answer':
    case 'canceled':
    case 'expired':
      return false;
    default:
      return outcome satisfies never;
  }
}

function keyWarnings(judgement: EndedJudgement, reading: ConversationReading | null): readonly string[] {
  if (judgement.outcome !== 'completed' || reading === null || reading.reached !== null) return [];
  return ['Nobody said a word, but the agent asked for keys, and the API does not tell whether any were pressed.'];
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
    case 'stalled':
      return ['The server stopped before it dialled this call, or while it did. It may never ring: do not call again because of this event.'];
    default:
      return judgement.basis satisfies never;
  }
}
