import type { CallEntry, CallFilter } from '@iqra-automation/core';
import { isSimplified, readLimit } from '../read-parameters.ts';
import { filtersProperty, manyItemsProperties, simplifyProperty } from '../shared.properties.ts';
import { toItems, type Operation } from '../step.ts';
import { fits, readCallFilter } from './call-filter.ts';
import { toCallView } from './call-view.ts';
import { callFilters } from './filters.properties.ts';

export const getManyCalls: Operation = {
	value: 'getAll',
	name: 'Get Many',
	action: 'Get many calls',
	description: 'List calls, newest first',
	properties: [...manyItemsProperties, filtersProperty(callFilters), simplifyProperty],
	run: async (step) => {
		const { client, core } = step;
		const filter = readCallFilter(step);
		const calls = await core.readPages<CallEntry, CallFilter>({
			list: (query) => client.listCalls(query),
			count: (counted) => client.countCalls(counted),
			filter,
			idOf: (entry) => entry.queueId,
			belongs: (entry) => fits(filter, entry),
			limit: readLimit(step),
		});
		const views: object[] = [];
		for (const entry of await core.searching.withExactEntries(client, calls.value)) {
			const standing = await core.standings.readStanding(entry, calls.serverTimeMs, step.campaigns);
			views.push(await toCallView(step, entry, standing, isSimplified(step)));
		}
		return toItems(step, views);
	},
};
