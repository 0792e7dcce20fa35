import type { INodeProperties } from 'n8n-workflow';
import { initiateCallProperties } from '../../generated/initiate-call.properties.ts';
import { limitWaitTimeProperties, waitInStepProperty } from '../../waiting/wait.properties.ts';

/** The form of every operation that asks for a call: core's fields, with the option of the one that waits. */
export const placingProperties: readonly INodeProperties[] = initiateCallProperties.map((property) =>
	property.name === 'options' ? { ...property, options: [...optionsOf(property), waitInStepProperty].sort(byName) } : property,
);

/** The same with how long to wait. */
export const placingAndWaitingProperties: readonly INodeProperties[] = [
	...placingProperties.filter(({ name }) => name !== 'options'),
	...limitWaitTimeProperties,
	...placingProperties.filter(({ name }) => name === 'options'),
];

function optionsOf({ options = [] }: INodeProperties): readonly INodeProperties[] {
	return options.filter((option): option is INodeProperties => 'displayName' in option && 'type' in option);
}

/** By plain comparison: the first `localeCompare` of a process takes longer than to load the node. */
function byName(a: INodeProperties, b: INodeProperties): number {
	return a.displayName < b.displayName ? -1 : 1;
}
