import { callFiltersProperty } from '../../generated/call-filters.properties.ts';
import { toItems, type Operation } from '../step.ts';
import { readCallFilter } from './call-filter.ts';

export const countCalls: Operation = {
	value: 'count',
	name: 'Count',
	action: 'Count calls',
	description: 'Count calls that match the filters',
	properties: [callFiltersProperty],
	run: async (step) => toItems(step, [{ count: (await step.client.countCalls(readCallFilter(step))).value }]),
};
