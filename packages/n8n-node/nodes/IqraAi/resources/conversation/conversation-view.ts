import type { Conversation } from '@iqra-automation/core';
import type { Step } from '../step.ts';

/** Conversations for the output, with what was said in them; simplified, ten fields. */
export async function toConversationViews({ core, client }: Step, conversations: readonly Conversation[], simplified: boolean): Promise<object[]> {
	const tools = await core.polling.toolsUsedIn(conversations, client);
	return conversations.map((conversation) => {
		const read = core.conversations.readConversation(conversation, tools);
		const { duration, transcript, messages, recordingUrl, endReasonText, reached, optOutRequested, collected } = read;
		const { conversationId, queueId, state, endReason, startedAt, parties } = conversation;
		const durationSeconds = duration?.durationSeconds ?? null;
		if (simplified) {
			return { conversationId, queueId, endReason, endReasonText, reached, optOutRequested, collected, durationSeconds, transcript, agentRecordingUrl: recordingUrl };
		}
		const recordings = { agentRecordingUrl: recordingUrl, recipientRecordingUrl: core.recordings.urlOf(conversation, 'recipient') };
		const { toolCalls, voicemailMessageLeft, agentFailed, optOutEvidence } = read;
		const said = { endReasonText, reached, voicemailMessageLeft, agentFailed, optOutRequested, optOutEvidence, collected, toolCalls };
		return { conversationId, queueId, state, endReason, ...said, startedAt, durationSeconds, transcript, messages, ...recordings, parties };
	});
}
