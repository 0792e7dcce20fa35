import type { ApiReads } from '../api/registry.ts';
import { usedCustomTools } from '../conversation/used-tools.ts';
import type { AgentTool } from '../domain/business.ts';
import type { Conversation } from '../domain/conversation.ts';
import { isIqraError } from '../errors/iqra-error.ts';
import type { CampaignDirectory } from '../reading/campaign-directory.ts';

/** What was said in a call, with the tools whose names belong to it. */
export interface Talk {
  readonly conversation: Conversation;
  readonly tools: readonly AgentTool[];
}

/** Reads what was said. @throws IqraError for whatever may pass by itself. */
export async function readTalk(reads: Pick<ApiReads, 'getConversation'>, conversationId: string, campaigns: CampaignDirectory): Promise<Talk | 'gone' | 'forbidden'> {
  try {
    const conversation = (await reads.getConversation(conversationId)).value;
    // A tool's name can be the only sign that somebody asked not to be called again, and only the business tells it.
    const tools = usedCustomTools(conversation) ? (await campaigns.getBusiness()).value.tools : [];
    return { conversation, tools };
  } catch (error) {
    if (isIqraError(error) && error.kind === 'not_found') return 'gone';
    if (isIqraError(error) && error.kind === 'permission') return 'forbidden';
    throw error;
  }
}
