import type { Resource } from '../step.ts';
import { getManyInboundCalls } from './get-many.ts';
import { getInboundCall } from './get.ts';

export const inboundCallResource: Resource = {
	value: 'inboundCall',
	name: 'Inbound Call',
	description: 'A phone call that came in',
	operations: [getManyInboundCalls, getInboundCall],
};
