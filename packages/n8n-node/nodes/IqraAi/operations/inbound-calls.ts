import { readPages, type InboundCallEntry, type InboundCallFilter } from '@iqra-automation/core';
import type { INodeExecutionData } from 'n8n-workflow';
import { toInboundCallView } from './call-view.ts';
import { readNumber } from './calls.ts';
import { isSimplified, readFilters, readId, readLimit, readTimes } from './read-parameters.ts';
import { toItems, type Step } from './step.ts';

export async function getInboundCall(step: Step): Promise<INodeExecutionData[]> {
	const read = await step.client.getInboundCall(readId(step, 'queueId', 'Queue ID'));
	return toItems(step, [toInboundCallView(read.value, read.serverTimeMs, isSimplified(step))]);
}

export async function listInboundCalls(step: Step): Promise<INodeExecutionData[]> {
	const { client } = step;
	const filters = readFilters(step);
	const caller = readNumber(filters['callerNumber'], 'callerNumber', 'Caller Number');
	const calls = await readPages<InboundCallEntry, InboundCallFilter>({
		list: (query) => client.listInboundCalls(query),
		count: (filter) => client.countInboundCalls(filter),
		filter: {
			...readTimes(step, filters, { createdFrom: 'Created After', createdTo: 'Created Before' }),
			...(caller === null ? {} : { callerNumbers: [caller] }),
		},
		idOf: (entry) => entry.queueId,
		limit: readLimit(step),
	});
	return toItems(
		step,
		calls.value.map((entry) => toInboundCallView(entry, calls.serverTimeMs, isSimplified(step))),
	);
}
