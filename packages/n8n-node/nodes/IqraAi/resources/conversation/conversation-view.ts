import type { Conversation } from '@iqra-automation/core';
import type { Step } from '../step.ts';

/** Conversations for the output, with what was said in them; simplified, ten fields. */
export async function toConversationViews({ core, client }: Step, conversations: readonly Conversation[], simplified: boolean): Promise<object[]> {
	const tools = await core.toolsUsedIn(conversations, client);
	return conversations.map((conversation) => {
		const { duration, transcript, messages, recordingUrl, voicemailDetected: _inOutcome, ...said } = core.readConversation(conversation, tools);
		const { conversationId, queueId, state, endReason, startedAt, parties } = conversation;
		const { endReasonText, reached, optOutRequested, collected } = said;
		const durationSeconds = duration?.durationSeconds ?? null;
		if (simplified) {
			return { conversationId, queueId, endReason, endReasonText, reached, optOutRequested, collected, durationSeconds, transcript, agentRecordingUrl: recordingUrl };
		}
		const recordings = { agentRecordingUrl: recordingUrl, recipientRecordingUrl: core.recordingUrlOf(conversation, 'recipient') };
		return { conversationId, queueId, state, endReason, ...said, startedAt, durationSeconds, transcript, messages, ...recordings, parties };
	});
}
