import { isIqraError, polling, type AgentTool, type Client, type Conversation } from '@iqra-automation/core';

export interface ReadConversation {
  readonly conversation: Conversation | null;
  /** The business's own tools, where the agent used one. */
  readonly tools: readonly AgentTool[];
  /** Says why there is no conversation, where there should be one. */
  readonly warnings: readonly string[];
}

/** The conversation behind a call. A failed read costs the words, not the call. */
export async function readConversation(client: Pick<Client, 'getConversation' | 'getBusiness'>, conversationId: string | null): Promise<ReadConversation> {
  if (conversationId === null) return { conversation: null, tools: [], warnings: [] };
  try {
    const conversation = (await client.getConversation(conversationId)).value;
    return { conversation, tools: await polling.toolsUsedIn([conversation], client), warnings: [] };
  } catch (error) {
    if (!isIqraError(error) || error.kind === 'authentication') throw error;
    return { conversation: null, tools: [], warnings: [`The conversation could not be read. ${error.message} ${error.nextStep}`] };
  }
}
