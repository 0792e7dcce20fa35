import type { Resource } from '../step.ts';
import { downloadRecording } from './download-recording.ts';
import { getManyConversations } from './get-many.ts';
import { getConversation } from './get.ts';

export const conversationResource: Resource = {
	value: 'conversation',
	name: 'Conversation',
	description: 'What was said in a call, and its recording',
	operations: [getConversation, getManyConversations, downloadRecording],
};
