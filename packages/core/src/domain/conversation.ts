import type { EndReason, SessionState } from './call.ts';

/** Who spoke. */
export type Speaker = 'recipient' | 'agent' | 'system';

export interface ConversationMessage {
  readonly speaker: Speaker;
  readonly text: string;
  /** ISO 8601 UTC. */
  readonly at: string;
}

export interface ConversationParty {
  readonly role: 'recipient' | 'agent';
  readonly id: string;
  readonly joinedAt: string | null;
  readonly leftAt: string | null;
  /** A signed link that lives about 30 minutes, and that the server makes without checking that the file exists. */
  readonly recordingUrl: string | null;
}

export interface Conversation {
  readonly sessionId: string;
  /** `null` for web sessions. */
  readonly queueId: string | null;
  readonly state: SessionState;
  readonly endReason: EndReason;
  readonly startedAt: string;
  readonly parties: readonly ConversationParty[];
  readonly messages: readonly ConversationMessage[];
}

export interface ConversationFilter {
  /** ISO 8601 UTC, inclusive. */
  readonly startedFrom?: string;
  readonly startedTo?: string;
}
