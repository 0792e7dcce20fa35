import type { EndReason, SessionState } from './call.ts';

/** Who spoke. */
export type Speaker = 'recipient' | 'agent' | 'system';

/** What an agent can do besides speaking. `custom` = a tool of the user's own; `unrecognised` = one that this product does not know. */
export type ToolKind =
  | 'custom'
  | 'end_conversation'
  | 'transfer_to_ai_agent'
  | 'transfer_to_human_agent'
  | 'ask_for_keys'
  | 'press_keys'
  | 'send_sms'
  | 'change_language'
  | 'look_up_knowledge'
  | 'add_script'
  | 'voicemail_detected'
  | 'unrecognised';

/** One use of a tool by the agent. */
export interface ToolUse {
  readonly tool: ToolKind;
  /** Why, in the agent's own words. */
  readonly reason: string | null;
  /** The place in the agent's script that names the tool. */
  readonly nodeId: string | null;
  /** What the agent handed to a tool of the user's own; `null` for the others. */
  readonly arguments: Readonly<Record<string, unknown>> | null;
  /** False where the model broke the form: the server then refused it, and nothing was said or done. */
  readonly accepted: boolean;
}

export interface ConversationMessage {
  readonly speaker: Speaker;
  /** What was said; empty where nothing was, as in most uses of a tool. */
  readonly text: string;
  /** ISO 8601 UTC; `null` where the server knows no time. */
  readonly at: string | null;
  readonly toolUse?: ToolUse;
  /** What the server noted by itself. */
  readonly event?: 'voicemail_detected' | 'agent_failed';
}

/** One thing said, by the agent or by the person called (or, for inbound calls, calling). */
export interface TranscriptMessage {
  readonly role: 'agent' | 'recipient';
  readonly text: string;
  /** ISO 8601 UTC; `null` for the opening message and others that the server stores without a time. */
  readonly at: string | null;
}

export interface ConversationParty {
  readonly role: 'recipient' | 'agent';
  readonly id: string;
  readonly joinedAt: string | null;
  /** `null` for whoever has not left, and after a call that nobody took. */
  readonly leftAt: string | null;
  /** A signed link that lives for `recordingLinkMinutes`; there may be no file behind it. */
  readonly recordingUrl: string | null;
}

export interface Conversation {
  readonly conversationId: string;
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

/** Whether the agent used a tool of the user's own. */
export function usedCustomTools(conversation: Conversation): boolean {
  return conversation.messages.some(({ toolUse }) => toolUse?.tool === 'custom' && toolUse.accepted);
}
