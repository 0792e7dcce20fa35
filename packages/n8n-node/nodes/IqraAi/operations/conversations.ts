import { cleanMessages, readPages, talkDuration, transcriptText, type Conversation, type ConversationFilter } from '@iqra-automation/core';
import type { INodeExecutionData } from 'n8n-workflow';
import { isSimplified, readFilters, readId, readLimit, readTimes } from './read-parameters.ts';
import { toItems, type Step } from './step.ts';

export async function getConversation(step: Step): Promise<INodeExecutionData[]> {
	const read = await step.client.getConversation(readId(step, 'conversationId', 'Conversation ID'));
	return toItems(step, [toView(read.value, isSimplified(step))]);
}

export async function listConversations(step: Step): Promise<INodeExecutionData[]> {
	const filters = readFilters(step);
	const conversations = await readPages<Conversation, ConversationFilter>({
		list: (query) => step.client.listConversations(query),
		filter: readTimes(step, filters, { startedFrom: 'Started After', startedTo: 'Started Before' }),
		idOf: (conversation) => conversation.sessionId,
		limit: readLimit(step),
	});
	return toItems(
		step,
		conversations.value.map((conversation) => toView(conversation, isSimplified(step))),
	);
}

function toView(conversation: Conversation, simplified: boolean): object {
	const messages = cleanMessages(conversation);
	const view = {
		conversationId: conversation.sessionId,
		queueId: conversation.queueId,
		state: conversation.state,
		endReason: conversation.endReason,
		startedAt: conversation.startedAt,
		durationSeconds: talkDuration(conversation)?.durationSeconds ?? null,
		transcript: transcriptText(messages),
	};
	if (!simplified) return { ...view, messages, parties: conversation.parties, allMessages: conversation.messages };
	return { ...view, agentRecordingUrl: recordingOf(conversation, 'agent'), recipientRecordingUrl: recordingOf(conversation, 'recipient') };
}

/** A link that lives about 30 minutes; the server makes it without looking whether there is a file. */
export function recordingOf(conversation: Conversation, side: 'agent' | 'recipient'): string | null {
	return conversation.parties.find((party) => party.role === side && party.recordingUrl !== null)?.recordingUrl ?? null;
}
