import type { Resource } from '../step.ts';
import { checkCall } from './check.ts';
import { countCalls } from './count.ts';
import { getManyCalls } from './get-many.ts';
import { getCall } from './get.ts';
import { initiateCallAndWait } from './initiate-and-wait.ts';
import { initiateCall } from './initiate.ts';
import { tryCallAgain } from './try-again.ts';

export const callResource: Resource = {
	value: 'call',
	name: 'Call',
	description: 'An outbound phone call',
	operations: [initiateCall, initiateCallAndWait, checkCall, countCalls, getCall, getManyCalls, tryCallAgain],
};
