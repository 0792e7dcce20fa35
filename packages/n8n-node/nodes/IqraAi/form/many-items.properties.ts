import type { INodeProperties } from 'n8n-workflow';

/** How much the listing operations return. */
export const manyItemsProperties: INodeProperties[] = [
	{
		displayName: 'Return All',
		name: 'returnAll',
		type: 'boolean',
		default: false,
		description: 'Whether to return all results or only up to a given limit',
		displayOptions: {
			show: {
				resource: ['call', 'conversation', 'inboundCall', 'usage', 'webSession'],
				operation: ['getAll', 'history'],
			},
		},
	},
	{
		displayName: 'Limit',
		name: 'limit',
		type: 'number',
		typeOptions: {
			minValue: 1,
		},
		default: 50,
		description: 'Max number of results to return',
		displayOptions: {
			show: {
				resource: ['call', 'conversation', 'inboundCall', 'usage', 'webSession'],
				operation: ['getAll', 'history'],
				returnAll: [false],
			},
		},
	},
];

export const simplifyProperty: INodeProperties = {
	displayName: 'Simplify',
	name: 'simplify',
	type: 'boolean',
	default: true,
	description: 'Whether to return a simplified version of the response instead of the raw data',
	displayOptions: {
		show: {
			resource: ['call', 'conversation', 'inboundCall', 'webSession'],
			operation: ['get', 'getAll'],
		},
	},
};
