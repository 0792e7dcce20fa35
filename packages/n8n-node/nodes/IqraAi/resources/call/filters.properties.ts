import type { INodeProperties } from 'n8n-workflow';

/** Which calls the operations Get Many and Count are about. */
export const callFilters: INodeProperties[] = [
	{
		displayName: 'Calling Number',
		name: 'numberId',
		type: 'resourceLocator',
		default: {
			mode: 'list',
			value: '',
		},
		description: 'The number that the recipient sees',
		modes: [
			{
				displayName: 'From List',
				name: 'list',
				type: 'list',
				typeOptions: {
					searchListMethod: 'searchCallingNumbers',
					searchable: true,
				},
			},
			{
				displayName: 'By ID',
				name: 'id',
				type: 'string',
			},
		],
	},
	{
		displayName: 'Campaign',
		name: 'campaignId',
		type: 'resourceLocator',
		default: {
			mode: 'list',
			value: '',
		},
		description: 'The campaign that makes the calls',
		modes: [
			{
				displayName: 'From List',
				name: 'list',
				type: 'list',
				typeOptions: {
					searchListMethod: 'searchCampaigns',
					searchable: true,
				},
			},
			{
				displayName: 'By ID',
				name: 'id',
				type: 'string',
			},
		],
	},
	{
		displayName: 'Created After',
		name: 'createdFrom',
		type: 'dateTime',
		default: '',
		description: 'Only calls that were queued at or after this time',
	},
	{
		displayName: 'Created Before',
		name: 'createdTo',
		type: 'dateTime',
		default: '',
		description: 'Only calls that were queued at or before this time',
	},
	{
		displayName: 'Placed After',
		name: 'leftQueueFrom',
		type: 'dateTime',
		default: '',
		description: 'Only calls that were placed, failed, canceled or expired at or after this time',
	},
	{
		displayName: 'Placed Before',
		name: 'leftQueueTo',
		type: 'dateTime',
		default: '',
		description: 'Only calls that were placed, failed, canceled or expired at or before this time',
	},
	{
		displayName: 'Recipient Number',
		name: 'recipientNumber',
		type: 'string',
		default: '',
		placeholder: 'e.g. +14155552671',
		description: 'Only calls to this number, written with + and country code',
	},
	{
		displayName: 'State in the Queue',
		name: 'progress',
		type: 'multiOptions',
		default: [],
		description: 'Placed means that the carrier took the call. Whether it has ended, and how, is in the output.',
		options: [
			{
				name: 'Canceled',
				value: 'canceled',
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
				name: 'Placed',
				value: 'placed',
			},
			{
				name: 'Processing',
				value: 'processing',
			},
			{
				name: 'Queued',
				value: 'queued',
			},
		],
	},
];
