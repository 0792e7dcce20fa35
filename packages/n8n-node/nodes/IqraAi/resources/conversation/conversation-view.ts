import type { Conversation } from '@iqra-automation/core';
import type { Step } from '../step.ts';

/** One conversation for the output; simplified, ten fields. */
export function toConversationView({ core }: Step, conversation: Conversation, simplified: boolean): object {
	const messages = core.cleanMessages(conversation);
	const view = {
		conversationId: conversation.sessionId,
		queueId: conversation.queueId,
		state: conversation.state,
		endReason: conversation.endReason,
		startedAt: conversation.startedAt,
		durationSeconds: core.talkDuration(conversation)?.durationSeconds ?? null,
		transcript: core.transcriptText(messages),
	};
	if (!simplified) return { ...view, messages, parties: conversation.parties, allMessages: conversation.messages };
	return {
		...view,
		agentRecordingUrl: core.recordingUrlOf(conversation, 'agent'),
		recipientRecordingUrl: core.recordingUrlOf(conversation, 'recipient'),
	};
}
