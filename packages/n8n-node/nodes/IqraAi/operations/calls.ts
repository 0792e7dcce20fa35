import { inputError, normalizePhoneNumber, readPages, type CallEntry, type CallFilter, type CallProgress } from '@iqra-automation/core';
import type { INodeExecutionData } from 'n8n-workflow';
import { toCallView } from './call-view.ts';
import { isSimplified, readFilters, readId, readLimit, readTexts, readTimes } from './read-parameters.ts';
import { toItems, type Step } from './step.ts';

const timeLabels = {
	createdFrom: 'Created After',
	createdTo: 'Created Before',
	settledFrom: 'Placed After',
	settledTo: 'Placed Before',
};

const progressNames: readonly CallProgress[] = ['queued', 'processing', 'placed', 'failed', 'canceled', 'expired'];

export async function getCall(step: Step): Promise<INodeExecutionData[]> {
	const read = await step.client.getCall(readId(step, 'queueId', 'Queue ID'));
	return toItems(step, [await toCallView(step.client, read.value, read.serverTimeMs, isSimplified(step))]);
}

export async function listCalls(step: Step): Promise<INodeExecutionData[]> {
	const { client } = step;
	const filter = readCallFilter(step);
	const calls = await readPages<CallEntry, CallFilter>({
		list: (query) => client.listCalls(query),
		count: (counted) => client.countCalls(counted),
		filter,
		idOf: (entry) => entry.queueId,
		belongs: (entry) => fits(filter, entry),
		limit: readLimit(step),
	});
	const views: object[] = [];
	for (const entry of calls.value) views.push(await toCallView(client, entry, calls.serverTimeMs, isSimplified(step)));
	return toItems(step, views);
}

export async function countCalls(step: Step): Promise<INodeExecutionData[]> {
	return toItems(step, [{ count: (await step.client.countCalls(readCallFilter(step))).value }]);
}

function readCallFilter(step: Step): CallFilter {
	const filters = readFilters(step);
	const { campaignId, numberId } = readTexts(filters, { campaignId: 'Campaign', numberId: 'Calling Number' });
	const recipient = readNumber(filters['recipientNumber'], 'recipientNumber', 'Recipient Number');
	const progress = readProgress(filters['progress']);
	return {
		...readTimes(step, filters, timeLabels),
		...(campaignId === undefined ? {} : { campaignIds: [campaignId] }),
		...(numberId === undefined ? {} : { callingNumberIds: [numberId] }),
		...(recipient === null ? {} : { recipientNumbers: [recipient] }),
		...(progress.length === 0 ? {} : { progress }),
	};
}

/**
 * A number to look for. The server compares text, so anything but strict E.164 would find nothing.
 * @throws IqraError of kind `input`.
 */
export function readNumber(raw: unknown, field: string, label: string): string | null {
	if (raw === undefined) return null;
	const result = normalizePhoneNumber(raw, { allowTypes: ['PREMIUM_RATE', 'SHARED_COST', 'UAN', 'PAGER', 'VOICEMAIL', 'NON_GEOGRAPHIC'] });
	if (result.ok) return result.e164;
	throw inputError([{ field, code: result.code, message: `${label}: ${result.message}` }]);
}

function readProgress(raw: unknown): readonly CallProgress[] {
	const names: readonly unknown[] = Array.isArray(raw) ? raw : raw === undefined ? [] : [raw];
	return names.map((name) => {
		const known = progressNames.find((progress) => progress === name);
		if (known !== undefined) return known;
		const message = `State in the Queue does not know "${String(name).slice(0, 40)}"; it offers ${progressNames.join(', ')}.`;
		throw inputError([{ field: 'progress', code: 'NOT_OFFERED', message }]);
	});
}

function fits(filter: CallFilter, entry: CallEntry): boolean {
	const { campaignIds, recipientNumbers } = filter;
	if (recipientNumbers !== undefined && !recipientNumbers.includes(entry.recipientNumber)) return false;
	return campaignIds === undefined || entry.campaignId === null || campaignIds.includes(entry.campaignId);
}
