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
	...resources.flatMap((resource) => ownProperties(resource).map((property) => toProperty(resource, property))),
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

/** Operations share the fields that stand in the forms of several. */
function toProperty({ value, operations }: Resource, property: INodeProperties): INodeProperties {
	const sharing = operations.filter(({ properties }) => properties.includes(property));
	const show = { resource: [value], operation: sharing.map((one) => one.value), ...property.displayOptions?.show };
	const options = property.name === 'options' ? { options: withOwnOptions(property, sharing) } : {};
	return { ...property, ...options, displayOptions: { ...property.displayOptions, show } };
}

/** The collection that operations share, with what single ones have in it. */
function withOwnOptions({ options = [] }: INodeProperties, sharing: readonly Operation[]): INodeProperties[] {
	const shared = options.filter((option): option is INodeProperties => 'displayName' in option && 'type' in option);
	const own = new Set(sharing.flatMap(({ ownOptions = [] }) => ownOptions));
	const drawn = [...own].map((option): INodeProperties => {
		const showing = sharing.filter(({ ownOptions }) => ownOptions?.includes(option) === true).map(({ value }) => value);
		return { ...option, displayOptions: { show: { '/operation': showing } } };
	});
	return [...shared, ...drawn].sort(byName);
}

/** By plain comparison: the first `localeCompare` of a process takes longer than to load the node. */
function byName(a: INodeProperties, b: INodeProperties): number {
	return a.displayName < b.displayName ? -1 : 1;
}

/** Each field of the resource's forms once, in an order that keeps the order of each form. */
function ownProperties({ operations }: Resource): readonly INodeProperties[] {
	const merged: INodeProperties[] = [];
	for (const { properties } of operations) {
		let next = merged.length;
		for (const property of properties.toReversed()) {
			const known = merged.indexOf(property);
			if (known < 0) merged.splice(next, 0, property);
			else next = known;
		}
	}
	return merged;
}
