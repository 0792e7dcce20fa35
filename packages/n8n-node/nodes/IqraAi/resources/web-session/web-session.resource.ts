import type { Resource } from '../step.ts';
import { getManyWebSessions } from './get-many.ts';
import { getWebSession } from './get.ts';

export const webSessionResource: Resource = {
	value: 'webSession',
	name: 'Web Session',
	description: 'A conversation in a browser',
	operations: [getManyWebSessions, getWebSession],
};
