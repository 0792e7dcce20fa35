import { callFiltersProperty } from '../../generated/call-filters.properties.ts';
import { isSimplified, readLimit } from '../read-parameters.ts';
import { manyItemsProperties, simplifyProperty } from '../shared.properties.ts';
import { toItems, type Operation } from '../step.ts';
import { readCallFilter } from './call-filter.ts';
import { toCallView } from './call-view.ts';

export const getManyCalls: Operation = {
	value: 'getAll',
	name: 'Get Many',
	action: 'Get many calls',
	description: 'List calls, newest first',
	properties: [...manyItemsProperties, callFiltersProperty, simplifyProperty],
	run: async (step) => {
		const { client, core } = step;
		const calls = await core.searching.readCalls(client, readCallFilter(step), readLimit(step));
		const views: object[] = [];
		for (const entry of calls.value) {
			const standing = await core.standings.readStanding(entry, calls.serverTimeMs, step.campaigns);
			views.push(await toCallView(step, entry, standing, isSimplified(step)));
		}
		return toItems(step, views);
	},
};
