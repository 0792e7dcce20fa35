import type { Conversation, ConversationFilter } from '@iqra-automation/core';
import { isSimplified, readFilters, readLimit, readTimes } from '../read-parameters.ts';
import { filtersProperty, manyItemsProperties, simplifyProperty } from '../shared.properties.ts';
import { toItems, type Operation } from '../step.ts';
import { toConversationViews } from './conversation-view.ts';

export const getManyConversations: Operation = {
	value: 'getAll',
	name: 'Get Many',
	action: 'Get many conversations',
	description: 'List conversations, newest first',
	properties: [
		...manyItemsProperties,
		filtersProperty([
			{
				displayName: 'Started After',
				name: 'startedFrom',
				type: 'dateTime',
				default: '',
				description: 'Only conversations that started at or after this time',
			},
			{
				displayName: 'Started Before',
				name: 'startedTo',
				type: 'dateTime',
				default: '',
				description: 'Only conversations that started at or before this time',
			},
		]),
		simplifyProperty,
	],
	run: async (step) => {
		const conversations = await step.core.readPages<Conversation, ConversationFilter>({
			list: (query) => step.client.listConversations(query),
			filter: readTimes(step, readFilters(step), { startedFrom: 'Started After', startedTo: 'Started Before' }),
			idOf: (conversation) => conversation.conversationId,
			limit: readLimit(step),
		});
		return toItems(step, await toConversationViews(step, conversations.value, isSimplified(step)));
	},
};
