import type { INodeProperties } from 'n8n-workflow';
import { resources } from './resources.ts';
import type { Operation, Resource } from './step.ts';

/** The whole form: the choice of a resource, then of its operation, then what that operation asks. */
export const formProperties: INodeProperties[] = [
	{
		displayName: 'Resource',
		name: 'resource',
		type: 'options',
		noDataExpression: true,
		options: resources.map(({ name, value, description }) => ({ name, value, description })),
		default: 'call',
	},
	...resources.map(toOperationProperty),
	...resources.flatMap((resource) => ownProperties(resource).flatMap((operation) => toProperties(resource, operation))),
];

function toOperationProperty({ value: resource, operations }: Resource): INodeProperties {
	const chosen = operations[0]?.value ?? '';
	return {
		displayName: 'Operation',
		name: 'operation',
		type: 'options',
		noDataExpression: true,
		displayOptions: { show: { resource: [resource] } },
		options: operations.map(({ name, value, action, description }) => ({ name, value, action, description })),
		default: chosen,
	};
}

/** Operations with one form share its fields. */
function toProperties({ value, operations }: Resource, { properties }: Operation): readonly INodeProperties[] {
	const sharing = operations.filter((one) => one.properties === properties).map((one) => one.value);
	return properties.map((property) => ({
		...property,
		displayOptions: { ...property.displayOptions, show: { resource: [value], operation: sharing, ...property.displayOptions?.show } },
	}));
}

/** The first operation of each form. */
function ownProperties({ operations }: Resource): readonly Operation[] {
	return operations.filter(({ properties }, index) => operations.findIndex((one) => one.properties === properties) === index);
}
