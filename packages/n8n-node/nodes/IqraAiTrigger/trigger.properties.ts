import type { INodeProperties } from 'n8n-workflow';

export const triggerProperties: INodeProperties[] = [
	{
		displayName: 'Event',
		name: 'event',
		type: 'options',
		noDataExpression: true,
		options: [
			{
				name: 'Call Ended',
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
	{
		displayName: 'Include Transcript',
		name: 'includeTranscript',
		type: 'boolean',
		default: true,
		description: 'Whether to read the conversation of each call that ended: transcript, messages, duration and recording link',
	},
	{
		displayName: 'Filters',
		name: 'filters',
		type: 'collection',
		placeholder: 'Add filter',
		default: {},
		options: [
			{
				displayName: 'Campaign Names or IDs',
				name: 'campaigns',
				type: 'multiOptions',
				default: [],
				displayOptions: {
					show: {
						'/event': ['callEnded'],
					},
				},
				typeOptions: {
					loadOptionsMethod: 'getCampaigns',
				},
				description:
					'Only calls of these campaigns. Choose from the list, or specify IDs using an <a href="https://docs.n8n.io/code/expressions/">expression</a>.',
			},
			{
				displayName: 'Outcomes',
				name: 'outcomes',
				type: 'multiOptions',
				default: [],
				options: [
					{
						name: 'Canceled',
						value: 'canceled',
					},
					{
						name: 'Completed',
						value: 'completed',
					},
					{
						name: 'Declined',
						value: 'declined',
					},
					{
						name: 'Expired',
						value: 'expired',
					},
					{
						name: 'Failed',
						value: 'failed',
					},
					{
						name: 'No Answer',
						value: 'no_answer',
					},
					{
						name: 'Unknown',
						value: 'unknown',
					},
					{
						name: 'Voicemail',
						value: 'voicemail',
					},
				],
				description: 'Only calls that ended like this',
			},
		],
	},
	{
		displayName: 'Options',
		name: 'options',
		type: 'collection',
		placeholder: 'Add option',
		default: {},
		options: [
			{
				displayName: 'Give Up After (Hours)',
				name: 'giveUpAfterHours',
				type: 'number',
				typeOptions: {
					minValue: 1,
					maxValue: 720,
				},
				default: 24,
				description: 'A call whose end the server never tells is reported once, as unknown, after this time',
			},
		],
	},
];
