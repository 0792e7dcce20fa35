import type { UsageRecord } from '@iqra-automation/core';
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
		const records = await step.core.readPages<UsageRecord, object>({
			list: (query) => step.client.listUsage('cursor' in query ? query : { limit: query.limit }),
			filter: {},
			idOf: (record) => record.id,
			limit: readLimit(step),
		});
		return toItems(step, records.value);
	},
};
