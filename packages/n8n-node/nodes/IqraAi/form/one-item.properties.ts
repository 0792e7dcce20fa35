import type { INodeProperties } from 'n8n-workflow';

/** What the operations ask that read one thing. */
export const oneItemProperties: INodeProperties[] = [
	{
		displayName: 'Queue ID',
		name: 'queueId',
		type: 'string',
		required: true,
		default: '',
		placeholder: 'e.g. 6742e6b8f0a1c2d3e4f50617',
		description: 'The ID that Initiate, Get Many and the trigger return',
		displayOptions: {
			show: {
				resource: ['call', 'inboundCall'],
				operation: ['get'],
			},
		},
	},
	{
		displayName: 'Conversation ID',
		name: 'conversationId',
		type: 'string',
		required: true,
		default: '',
		placeholder: 'e.g. 6742e6bcf0a1c2d3e4f50620',
		description: 'The conversation ID of a call that was placed',
		displayOptions: {
			show: {
				resource: ['conversation'],
				operation: ['get', 'downloadRecording'],
			},
		},
	},
	{
		displayName: 'Side',
		name: 'side',
		type: 'options',
		options: [
			{
				name: 'Agent',
				value: 'agent',
			},
			{
				name: 'Recipient',
				value: 'recipient',
			},
		],
		default: 'agent',
		description: 'Whose voice to download',
		displayOptions: {
			show: {
				resource: ['conversation'],
				operation: ['downloadRecording'],
			},
		},
	},
	{
		displayName: 'Put Output File in Field',
		name: 'binaryPropertyName',
		type: 'string',
		required: true,
		default: 'data',
		hint: 'The name of the output binary field to put the file in',
		displayOptions: {
			show: {
				resource: ['conversation'],
				operation: ['downloadRecording'],
			},
		},
	},
	{
		displayName: 'Web Session ID',
		name: 'webSessionId',
		type: 'string',
		required: true,
		default: '',
		placeholder: 'e.g. 6742e6b8f0a1c2d3e4f50699',
		description: 'The ID that Get Many returns',
		displayOptions: {
			show: {
				resource: ['webSession'],
				operation: ['get'],
			},
		},
	},
];
