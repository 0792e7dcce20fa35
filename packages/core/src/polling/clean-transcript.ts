import type { Conversation } from '../domain/conversation.ts';

/** One thing said, by the agent or by the person called (or, for inbound calls, calling). */
export interface TranscriptMessage {
  readonly role: 'agent' | 'recipient';
  readonly text: string;
  /** ISO 8601 UTC; `null` for the opening message and others that the server stores without a time. */
  readonly at: string | null;
}

/** The server writes these texts where an agent's turn lacks its kind or its tool. Nobody said them. */
const unsaidTexts = /ERROR: Conversation Turn Response (Type|Tool execution) not found/g;

const speakerNames = { agent: 'Agent', recipient: 'Recipient' } as const;

/** What the two sides said, in order. System messages, the server's own error text and raw calls of tools are left out. */
export function cleanMessages(conversation: Conversation): readonly TranscriptMessage[] {
  return conversation.messages.flatMap((message) => {
    if (message.speaker === 'system') return [];
    const text = message.text.replaceAll(unsaidTexts, '').trim();
    return text === '' || (message.speaker === 'agent' && isToolCall(text)) ? [] : [{ role: message.speaker, text, at: message.at === '' ? null : message.at }];
  });
}

/** A turn in which the agent used a tool is stored as the model's raw call. No voice says that. */
function isToolCall(text: string): boolean {
  if (/^execute_(system|custom)_function\b/.test(text)) return true;
  if (!text.startsWith('{')) return false;
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

/** The messages as one text: a line each, led by who spoke. */
export function transcriptText(messages: readonly TranscriptMessage[]): string {
  return messages.map((message) => `${speakerNames[message.role]}: ${message.text}`).join('\n');
}
