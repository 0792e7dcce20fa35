import { inputError, readPages, type UsageRecord } from '@iqra-automation/core';
import type { INodeExecutionData } from 'n8n-workflow';
import { readLimit, readTimes } from './read-parameters.ts';
import { toItems, type Step } from './step.ts';

const periodLabels = { from: 'From', to: 'To' };

export async function countUsage(step: Step): Promise<INodeExecutionData[]> {
	const { context, itemIndex } = step;
	const raw = { from: context.getNodeParameter('from', itemIndex, ''), to: context.getNodeParameter('to', itemIndex, '') };
	const { from, to } = readTimes(step, raw, periodLabels);
	if (from === undefined || to === undefined) {
		const missing = from === undefined ? 'from' : 'to';
		throw inputError([{ field: missing, code: 'REQUIRED', message: `${periodLabels[missing]} is required.` }]);
	}
	const comparePrevious = context.getNodeParameter('comparePrevious', itemIndex, false) === true;
	const counts = (await step.client.countUsage({ from, to, comparePrevious })).value;
	return toItems(step, [{ from, to, current: counts.current, ...(comparePrevious ? { previous: counts.previous } : {}) }]);
}

export async function listUsage(step: Step): Promise<INodeExecutionData[]> {
	const records = await readPages<UsageRecord, object>({
		list: (query) => step.client.listUsage('cursor' in query ? query : { limit: query.limit }),
		filter: {},
		idOf: (record) => record.id,
		limit: readLimit(step),
	});
	return toItems(step, records.value);
}
