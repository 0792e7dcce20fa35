import type { INodeProperties } from 'n8n-workflow';

export const operationProperties: INodeProperties[] = [
	{
		displayName: 'Operation',
		name: 'operation',
		type: 'options',
		noDataExpression: true,
		displayOptions: {
			show: {
				resource: ['call'],
			},
		},
		options: [
			{
				name: 'Count',
				value: 'count',
				action: 'Count calls',
				description: 'Count calls that match the filters',
			},
			{
				name: 'Get',
				value: 'get',
				action: 'Get a call',
				description: 'Read one call by its queue ID, with how it ended',
			},
			{
				name: 'Get Many',
				value: 'getAll',
				action: 'Get many calls',
				description: 'List calls, newest first',
			},
			{
				name: 'Initiate',
				value: 'initiate',
				action: 'Initiate a call',
				description: 'Let an AI agent call a person, at most once for each event',
			},
		],
		default: 'initiate',
	},
	{
		displayName: 'Operation',
		name: 'operation',
		type: 'options',
		noDataExpression: true,
		displayOptions: {
			show: {
				resource: ['conversation'],
			},
		},
		options: [
			{
				name: 'Download Recording',
				value: 'downloadRecording',
				action: 'Download the recording of a conversation',
				description: 'Download one side of the recording as a file',
			},
			{
				name: 'Get',
				value: 'get',
				action: 'Get a conversation',
				description: 'Read one conversation with its transcript',
			},
			{
				name: 'Get Many',
				value: 'getAll',
				action: 'Get many conversations',
				description: 'List conversations, newest first',
			},
		],
		default: 'get',
	},
	{
		displayName: 'Operation',
		name: 'operation',
		type: 'options',
		noDataExpression: true,
		displayOptions: {
			show: {
				resource: ['inboundCall'],
			},
		},
		options: [
			{
				name: 'Get',
				value: 'get',
				action: 'Get an inbound call',
				description: 'Read one inbound call by its queue ID',
			},
			{
				name: 'Get Many',
				value: 'getAll',
				action: 'Get many inbound calls',
				description: 'List inbound calls, newest first',
			},
		],
		default: 'getAll',
	},
	{
		displayName: 'Operation',
		name: 'operation',
		type: 'options',
		noDataExpression: true,
		displayOptions: {
			show: {
				resource: ['usage'],
			},
		},
		options: [
			{
				name: 'Count',
				value: 'count',
				action: 'Count usage records',
				description: 'Count usage records by source in a period',
			},
			{
				name: 'History',
				value: 'history',
				action: 'Get the usage history',
				description: 'List what each conversation consumed and cost, newest first',
			},
		],
		default: 'history',
	},
	{
		displayName: 'Operation',
		name: 'operation',
		type: 'options',
		noDataExpression: true,
		displayOptions: {
			show: {
				resource: ['webSession'],
			},
		},
		options: [
			{
				name: 'Get',
				value: 'get',
				action: 'Get a web session',
				description: 'Read one web session by its ID',
			},
			{
				name: 'Get Many',
				value: 'getAll',
				action: 'Get many web sessions',
				description: 'List web sessions, newest first',
			},
		],
		default: 'getAll',
	},
];
