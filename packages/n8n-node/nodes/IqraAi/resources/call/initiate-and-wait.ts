import { beginWait } from '../../waiting/wait-for-calls.ts';
import { sleepingAddress } from '../../waiting/can-sleep.ts';
import type { Operation } from '../step.ts';
import { checkItem, placeItem } from './initiate.ts';
import { placingAndWaitingProperties } from './placing-form.ts';

/** Places calls as *Initiate* does, and gives them back once they have ended. */
export const initiateCallAndWait: Operation = {
	value: 'initiateAndWait',
	name: 'Initiate and Wait',
	action: 'Initiate call and wait for its end (rings real people)',
	description: 'Place an AI phone call to a person, at most once for each event, and go on with its outcome when it has ended',
	properties: placingAndWaitingProperties,
	calls: true,
	check: checkItem,
	begin: beginWait,
	run: async (step) => {
		const address = sleepingAddress(step.core, step.context);
		return await placeItem(step, address === null ? undefined : () => address);
	},
};
