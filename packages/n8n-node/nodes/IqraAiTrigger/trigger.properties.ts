import type { INodeProperties } from 'n8n-workflow';
import { endedCallProperties } from './generated/ended-call.properties.ts';

export const triggerProperties: INodeProperties[] = [
	{
		displayName: 'Event',
		name: 'event',
		type: 'options',
		noDataExpression: true,
		options: [
			{
				name: 'Outbound Call Ended',
				value: 'callEnded',
				description: 'An outbound call has ended, was not answered, failed, was canceled or expired',
			},
			{
				name: 'Inbound Call Ended',
				value: 'inboundCallEnded',
				description: 'A call that came in has ended',
			},
		],
		default: 'callEnded',
	},
	...endedCallProperties,
];
