import { isSimplified, readId } from '../read-parameters.ts';
import { queueIdProperty, simplifyProperty } from '../shared.properties.ts';
import { toItems, type Operation } from '../step.ts';
import { toCallView } from './call-view.ts';

export const getCall: Operation = {
	value: 'get',
	name: 'Get',
	action: 'Get call',
	description: 'Read one call by its queue ID, with how it ended',
	properties: [queueIdProperty, simplifyProperty],
	run: async (step) => {
		const read = await step.client.getCall(readId(step, 'queueId', 'Queue ID'));
		const standing = await step.core.standings.readSpokenStanding({ reads: step.client, campaigns: step.campaigns }, read);
		return toItems(step, [await toCallView(step, read.value, standing, isSimplified(step))]);
	},
};
