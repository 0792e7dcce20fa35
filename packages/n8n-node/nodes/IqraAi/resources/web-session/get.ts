import { isSimplified, readId } from '../read-parameters.ts';
import { simplifyProperty } from '../shared.properties.ts';
import { toItems, type Operation } from '../step.ts';
import { toWebSessionView } from './web-session-view.ts';

export const getWebSession: Operation = {
	value: 'get',
	name: 'Get',
	action: 'Get web session',
	description: 'Read one web session by its ID',
	properties: [
		{
			displayName: 'Web Session ID',
			name: 'webSessionId',
			type: 'string',
			required: true,
			default: '',
			placeholder: 'e.g. 6742e6b8f0a1c2d3e4f50699',
			description: 'The ID that Get Many returns',
		},
		simplifyProperty,
	],
	run: async (step) => {
		const read = await step.client.getWebSession(readId(step, 'webSessionId', 'Web Session ID'));
		return toItems(step, [toWebSessionView(read.value, isSimplified(step))]);
	},
};
