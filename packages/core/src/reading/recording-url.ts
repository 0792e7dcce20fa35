import type { Conversation } from '../domain/conversation.ts';

/** A link that lives about 30 minutes; the server makes it without looking whether there is a file. `null` where it names none. */
export function recordingUrlOf(conversation: Conversation, side: 'agent' | 'recipient'): string | null {
  return conversation.parties.find((party) => party.role === side && party.recordingUrl !== null)?.recordingUrl ?? null;
}
