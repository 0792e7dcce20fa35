import type { Conversation } from '../domain/conversation.ts';

/** One thing said, by the agent or by the person called (or, for inbound calls, calling). */
export interface TranscriptMessage {
  readonly role: 'agent' | 'recipient';
  readonly text: string;
  /** ISO 8601 UTC; `null` for the opening message and others that the server stores without a time. */
  readonly at: string | null;
}

const speakerNames = { agent: 'Agent', recipient: 'Recipient' } as const;

/** What the two sides really said, in order: without the server's own notes, with the words that an agent spoke before using a tool. */
export function spokenMessages(conversation: Conversation): readonly TranscriptMessage[] {
  return conversation.messages.flatMap(({ speaker, text, at }) =>
    speaker === 'system' || text.trim() === '' ? [] : [{ role: speaker, text: text.trim(), at }],
  );
}

/** The messages as one text: a line each, led by who spoke. */
export function transcriptText(messages: readonly TranscriptMessage[]): string {
  return messages.map((message) => `${speakerNames[message.role]}: ${message.text}`).join('\n');
}
