import type { INodeProperties } from 'n8n-workflow';

export const otherFiltersProperties: INodeProperties[] = [
	{
		displayName: 'Filters',
		name: 'filters',
		type: 'collection',
		placeholder: 'Add filter',
		default: {},
		displayOptions: {
			show: {
				resource: ['conversation'],
				operation: ['getAll'],
			},
		},
		options: [
			{
				displayName: 'Started After',
				name: 'startedFrom',
				type: 'dateTime',
				default: '',
				description: 'Only conversations that started at or after this time',
			},
			{
				displayName: 'Started Before',
				name: 'startedTo',
				type: 'dateTime',
				default: '',
				description: 'Only conversations that started at or before this time',
			},
		],
	},
	{
		displayName: 'Filters',
		name: 'filters',
		type: 'collection',
		placeholder: 'Add filter',
		default: {},
		displayOptions: {
			show: {
				resource: ['inboundCall'],
				operation: ['getAll'],
			},
		},
		options: [
			{
				displayName: 'Caller Number',
				name: 'callerNumber',
				type: 'string',
				default: '',
				placeholder: 'e.g. +14155552671',
				description: 'Only calls from this number, written with + and country code',
			},
			{
				displayName: 'Created After',
				name: 'createdFrom',
				type: 'dateTime',
				default: '',
				description: 'Only calls that came in at or after this time',
			},
			{
				displayName: 'Created Before',
				name: 'createdTo',
				type: 'dateTime',
				default: '',
				description: 'Only calls that came in at or before this time',
			},
		],
	},
	{
		displayName: 'Filters',
		name: 'filters',
		type: 'collection',
		placeholder: 'Add filter',
		default: {},
		displayOptions: {
			show: {
				resource: ['webSession'],
				operation: ['getAll'],
			},
		},
		options: [
			{
				displayName: 'Client Identifier',
				name: 'clientIdentifier',
				type: 'string',
				default: '',
				description: 'Only sessions of this client, as your web page named it',
			},
			{
				displayName: 'Created After',
				name: 'createdFrom',
				type: 'dateTime',
				default: '',
				description: 'Only sessions that were created at or after this time',
			},
			{
				displayName: 'Created Before',
				name: 'createdTo',
				type: 'dateTime',
				default: '',
				description: 'Only sessions that were created at or before this time',
			},
		],
	},
	{
		displayName: 'From',
		name: 'from',
		type: 'dateTime',
		required: true,
		default: '',
		description: 'Beginning of the period',
		displayOptions: {
			show: {
				resource: ['usage'],
				operation: ['count'],
			},
		},
	},
	{
		displayName: 'To',
		name: 'to',
		type: 'dateTime',
		required: true,
		default: '',
		description: 'End of the period',
		displayOptions: {
			show: {
				resource: ['usage'],
				operation: ['count'],
			},
		},
	},
	{
		displayName: 'Compare With Previous Period',
		name: 'comparePrevious',
		type: 'boolean',
		default: false,
		description: 'Whether to count the period of the same length before it too',
		displayOptions: {
			show: {
				resource: ['usage'],
				operation: ['count'],
			},
		},
	},
];
