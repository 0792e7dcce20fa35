import { isSimplified, readId } from '../read-parameters.ts';
import { conversationIdProperty, simplifyProperty } from '../shared.properties.ts';
import { toItems, type Operation } from '../step.ts';
import { toConversationViews } from './conversation-view.ts';

export const getConversation: Operation = {
	value: 'get',
	name: 'Get',
	action: 'Get conversation',
	description: 'Read one conversation with its transcript',
	properties: [conversationIdProperty, simplifyProperty],
	run: async (step) => {
		const read = await step.client.getConversation(readId(step, 'conversationId', 'Conversation ID'));
		return toItems(step, await toConversationViews(step, [read.value], isSimplified(step)));
	},
};
