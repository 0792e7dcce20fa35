import type { UsageFilter, UsageRecord } from '@iqra-automation/core';
import { readLimit } from '../read-parameters.ts';
import { manyItemsProperties } from '../shared.properties.ts';
import { toItems, type Operation } from '../step.ts';

export const usageHistory: Operation = {
	value: 'history',
	name: 'History',
	action: 'Get usage history',
	description: 'List what each conversation consumed and cost, newest first',
	properties: manyItemsProperties,
	run: async (step) => {
		const records = await step.core.readPages<UsageRecord, UsageFilter>({
			list: (query) => step.client.listUsage(query),
			filter: {},
			idOf: (record) => record.id,
			limit: readLimit(step),
		});
		return toItems(step, records.value);
	},
};
