// Rendered by scripts/render from the field descriptions in core. Do not edit: change those, then run `pnpm render`.
import type { INodeProperties } from 'n8n-workflow';

export const endedCallProperties: INodeProperties[] = [
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
				description: 'Only calls of these campaigns. Choose from the list, or specify IDs using an <a href="https://docs.n8n.io/code/expressions/">expression</a>.',
				displayOptions: {
					show: {
						'/event': ['callEnded'],
					},
				},
				typeOptions: {
					loadOptionsMethod: 'getCampaigns',
				},
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
				description: 'Only calls that ended in one of these ways. Leave it empty for all.',
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
				default: 24,
				typeOptions: {
					minValue: 1,
					maxValue: 720,
				},
				description: 'A call whose end the server never tells is reported once, as unknown, after this time',
			},
		],
	},
];
