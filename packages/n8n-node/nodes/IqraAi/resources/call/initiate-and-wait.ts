import type { INodeProperties } from 'n8n-workflow';
import { initiateCallProperties } from '../../generated/initiate-call.properties.ts';
import { beginWait } from '../../waiting/wait-for-calls.ts';
import { sleepingAddress } from '../../waiting/can-sleep.ts';
import { limitWaitTimeProperties, waitInStepProperty } from '../../waiting/wait.properties.ts';
import type { Operation } from '../step.ts';
import { checkItem, placeItem } from './initiate.ts';

const isOptions = ({ name }: INodeProperties): boolean => name === 'options';

/** The form of *Initiate*, with how long to wait before its options. */
const properties: readonly INodeProperties[] = [
	...initiateCallProperties.filter((property) => !isOptions(property)),
	...limitWaitTimeProperties,
	...initiateCallProperties.filter(isOptions),
];

/** Places calls as *Initiate* does, and gives them back once they have ended. */
export const initiateCallAndWait: Operation = {
	value: 'initiateAndWait',
	name: 'Initiate and Wait',
	action: 'Initiate call and wait for its end (rings real people)',
	description: 'Place an AI phone call to a person, at most once for each event, and go on with its outcome when it has ended',
	properties,
	ownOptions: [waitInStepProperty],
	calls: true,
	check: checkItem,
	begin: beginWait,
	run: async (step) => {
		const address = sleepingAddress(step.core, step.context);
		return await placeItem(step, address === null ? undefined : () => address);
	},
};
