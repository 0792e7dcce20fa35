import type { OutcomeName } from './outcomes.ts';

/** CallQueueStatus of the server: 0 queued, 1 picked up, 2 (inbound only), 3 with a call server, 4 placed, 5 failed, 6 canceled, 7 expired. */
export type QueueStatus = 0 | 1 | 2 | 3 | 4 | 5 | 6 | 7;
/** ConversationSessionState: 0 created, 1 waiting, 2 starting, 3 active, 4 paused, 5 ending, 6 ended, 7 error. */
export type SessionStatus = 0 | 1 | 2 | 3 | 4 | 5 | 6 | 7;
/** ConversationSessionEndType. */
export type EndType = 0 | 1 | 2 | 3 | 4 | 5 | 6 | 7 | 8 | 9 | 10;

/** One write to a queue entry. Fields that are absent keep their value. */
export interface QueueStep {
  readonly at: number;
  readonly status: QueueStatus;
  readonly processingStartedAt?: number;
  readonly completedAt?: number;
  /** The conversation that the entry names from now on. */
  readonly sessionId?: string;
}

export interface SessionStep {
  readonly at: number;
  readonly state: SessionStatus;
}

/** What is said: chosen by the outcome, rendered when somebody reads the conversation. */
export type TranscriptKind =
  | 'none'
  | 'opening_only'
  | 'visit_confirmed'
  | 'visit_moved'
  | 'voicemail'
  | 'voicemail_without_message'
  | 'answering_machine'
  | 'silence'
  | 'fault'
  | 'llm_failure'
  | 'opt_out'
  | 'every_tool'
  | 'broken_tools'
  | 'unreadable'
  | 'long_talk';

/** The whole life of a conversation, known from the start. */
export interface SessionPlan {
  readonly id: string;
  readonly agentId: string;
  readonly startedAt: number;
  /** Configured longest duration; the cleanup job counts from `startedAt`. */
  readonly maxCallTimeMs: number;
  readonly agentJoinedAt: number;
  readonly clientJoinedAt: number | null;
  readonly clientLeftAt: number | null;
  readonly leaveReason: string | null;
  /** Media connected. */
  readonly answeredAt: number | null;
  readonly steps: readonly SessionStep[];
  readonly endType: EndType;
  readonly endTypeAt: number | null;
  readonly transcript: TranscriptKind;
  /** The record is not there when looked up (removed, or its look-up failed). */
  readonly lost: boolean;
}

/** Everything that will happen to a queue entry if nobody interferes. */
export interface CallPlan {
  readonly outcome: OutcomeName;
  readonly queue: readonly QueueStep[];
  readonly dialledAt: number | null;
  readonly session: SessionPlan | null;
  /** A conversation before that one, for the same entry: the server handed the entry out twice. */
  readonly earlier?: EarlierConversation;
  /** Until when the dispatcher waits for this entry and picks up no other one. */
  readonly holdsRegionUntil?: number;
}

export interface EarlierConversation {
  readonly dialledAt: number | null;
  readonly session: SessionPlan;
}
