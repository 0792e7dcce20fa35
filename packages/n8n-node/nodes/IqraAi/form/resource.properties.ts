import type { INodeProperties } from 'n8n-workflow';

export const resourceProperty: INodeProperties = {
	displayName: 'Resource',
	name: 'resource',
	type: 'options',
	noDataExpression: true,
	options: [
		{
			name: 'Call',
			value: 'call',
			description: 'An outbound phone call',
		},
		{
			name: 'Conversation',
			value: 'conversation',
			description: 'What was said in a call, and its recording',
		},
		{
			name: 'Inbound Call',
			value: 'inboundCall',
			description: 'A phone call that came in',
		},
		{
			name: 'Usage',
			value: 'usage',
			description: 'What calls consumed and cost',
		},
		{
			name: 'Web Session',
			value: 'webSession',
			description: 'A conversation in a browser',
		},
	],
	default: 'call',
};
