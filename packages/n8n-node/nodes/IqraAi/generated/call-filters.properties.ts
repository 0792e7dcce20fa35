// Rendered by scripts/render from the field descriptions in core. Do not edit: change those, then run `pnpm render`.
import type { INodeProperties } from 'n8n-workflow';

export const callFiltersProperty: INodeProperties = {
	displayName: 'Filters',
	name: 'filters',
	type: 'collection',
	placeholder: 'Add filter',
	default: {},
	options: [
		{
			displayName: 'Calling Number',
			name: 'numberId',
			type: 'resourceLocator',
			default: {
				mode: 'list',
				value: '',
			},
			description: 'Only calls from this number of yours',
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
			description: 'Only calls of this campaign',
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
			displayName: 'Queued After',
			name: 'createdFrom',
			type: 'dateTime',
			default: '',
			description: 'Only calls that were queued at or after this time',
		},
		{
			displayName: 'Queued Before',
			name: 'createdTo',
			type: 'dateTime',
			default: '',
			description: 'Only calls that were queued at or before this time',
		},
		{
			displayName: 'Recipient Number',
			name: 'recipientNumber',
			type: 'string',
			default: '',
			placeholder: 'e.g. +14155552671',
			description: 'Only calls to this number',
		},
		{
			displayName: 'State in the Queue',
			name: 'progress',
			type: 'multiOptions',
			default: [],
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
			description: 'Placed means that the carrier took the call. Whether it has ended, and how, is in the output.',
		},
	],
};
