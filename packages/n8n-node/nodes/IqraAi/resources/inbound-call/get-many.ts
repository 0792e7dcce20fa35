import type { InboundCallEntry, InboundCallFilter } from '@iqra-automation/core';
import { isSimplified, readFilters, readLimit, readTimes } from '../read-parameters.ts';
import { filtersProperty, manyItemsProperties, simplifyProperty } from '../shared.properties.ts';
import { toItems, type Operation, type Step } from '../step.ts';
import { toInboundCallView } from './inbound-call-view.ts';

export const getManyInboundCalls: Operation = {
	value: 'getAll',
	name: 'Get Many',
	action: 'Get many inbound calls',
	description: 'List inbound calls, newest first',
	properties: [
		...manyItemsProperties,
		filtersProperty([
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
		]),
		simplifyProperty,
	],
	run: async (step) => {
		const { client, core } = step;
		const calls = await core.readPages<InboundCallEntry, InboundCallFilter>({
			list: (query) => client.listInboundCalls(query),
			count: (filter) => client.countInboundCalls(filter),
			filter: readFilter(step),
			idOf: (entry) => entry.queueId,
			limit: readLimit(step),
		});
		const simplified = isSimplified(step);
		return toItems(
			step,
			calls.value.map((entry) => toInboundCallView(step, entry, calls.serverTimeMs, simplified)),
		);
	},
};

function readFilter(step: Step): InboundCallFilter {
	const filters = readFilters(step);
	const caller = filters['callerNumber'];
	return {
		...readTimes(step, filters, { createdFrom: 'Created After', createdTo: 'Created Before' }),
		...(caller === undefined ? {} : { callerNumbers: [step.core.searching.readSearchNumber(caller, { field: 'callerNumber', label: 'Caller Number' })] }),
	};
}
