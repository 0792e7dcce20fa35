import type { Conversation } from '../domain/conversation.ts';

/** One thing said, by the agent or by the person called (or, for inbound calls, calling). */
export interface TranscriptMessage {
  readonly role: 'agent' | 'recipient';
  readonly text: string;
  /** ISO 8601 UTC. */
  readonly at: string;
}

/** The server writes this text where an agent's turn was of a kind it does not know. Nobody said it. */
const unknownTurnText = 'ERROR: Conversation Turn Response Type not found';

const speakerNames = { agent: 'Agent', recipient: 'Recipient' } as const;

/** What the two sides said, in order. System messages, the server's own error text and raw calls of tools are left out. */
export function cleanMessages(conversation: Conversation): readonly TranscriptMessage[] {
  return conversation.messages.flatMap((message) => {
    if (message.speaker === 'system') return [];
    const text = message.text.replaceAll(unknownTurnText, '').trim();
    return text === '' || (message.speaker === 'agent' && isToolCall(text)) ? [] : [{ role: message.speaker, text, at: message.at }];
  });
}

/** A turn in which the agent used a tool is stored as the model's raw call, a JSON object. No voice says that. */
function isToolCall(text: string): boolean {
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
