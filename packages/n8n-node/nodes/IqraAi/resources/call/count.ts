import { filtersProperty } from '../shared.properties.ts';
import { toItems, type Operation } from '../step.ts';
import { readCallFilter } from './call-filter.ts';
import { callFilters } from './filters.properties.ts';

export const countCalls: Operation = {
	value: 'count',
	name: 'Count',
	action: 'Count calls',
	description: 'Count calls that match the filters',
	properties: [filtersProperty(callFilters)],
	run: async (step) => toItems(step, [{ count: (await step.client.countCalls(readCallFilter(step))).value }]),
};
