import { isSimplified, readId } from '../read-parameters.ts';
import { queueIdProperty, simplifyProperty } from '../shared.properties.ts';
import { toItems, type Operation } from '../step.ts';
import { toInboundCallView } from './inbound-call-view.ts';

export const getInboundCall: Operation = {
	value: 'get',
	name: 'Get',
	action: 'Get inbound call',
	description: 'Read one inbound call by its queue ID',
	properties: [queueIdProperty, simplifyProperty],
	run: async (step) => {
		const read = await step.client.getInboundCall(readId(step, 'queueId', 'Queue ID'));
		return toItems(step, [toInboundCallView(step, read.value, read.serverTimeMs, isSimplified(step))]);
	},
};
