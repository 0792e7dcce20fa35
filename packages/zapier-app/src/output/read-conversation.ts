import { type Client, type Conversation, isIqraError } from '@iqra-automation/core';

export interface ReadConversation {
  readonly conversation: Conversation | null;
  /** Says why there is no conversation, where there should be one. */
  readonly warnings: readonly string[];
}

/** The conversation behind a call. A failed read costs the words, not the call. */
export async function readConversation(client: Pick<Client, 'getConversation'>, sessionId: string | null): Promise<ReadConversation> {
  if (sessionId === null) return { conversation: null, warnings: [] };
  try {
    return { conversation: (await client.getConversation(sessionId)).value, warnings: [] };
  } catch (error) {
    if (!isIqraError(error) || error.kind === 'authentication') throw error;
    return { conversation: null, warnings: [`The conversation could not be read. ${error.message} ${error.nextStep}`] };
  }
}
