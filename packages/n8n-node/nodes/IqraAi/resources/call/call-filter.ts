import type { CallEntry, CallFilter, CallProgress } from '@iqra-automation/core';
import { readFilters, readTexts, readTimes } from '../read-parameters.ts';
import type { Step } from '../step.ts';

const timeLabels = {
	createdFrom: 'Created After',
	createdTo: 'Created Before',
	leftQueueFrom: 'Placed After',
	leftQueueTo: 'Placed Before',
};

const recipientField = { field: 'recipientNumber', label: 'Recipient Number' };

const progressNames: readonly CallProgress[] = ['queued', 'processing', 'placed', 'failed', 'canceled', 'expired'];

/**
 * Which calls the filters of the form mean.
 * @throws IqraError of kind `input`.
 */
export function readCallFilter(step: Step): CallFilter {
	const filters = readFilters(step);
	const { campaignId, numberId } = readTexts(step, filters, { campaignId: 'Campaign', numberId: 'Calling Number' });
	const recipient = filters['recipientNumber'];
	const progress = readProgress(step, filters['progress']);
	return {
		...readTimes(step, filters, timeLabels),
		...(campaignId === undefined ? {} : { campaignIds: [campaignId] }),
		...(numberId === undefined ? {} : { callingNumberIds: [numberId] }),
		...(recipient === undefined ? {} : { recipientNumbers: [step.core.searching.readSearchNumber(recipient, recipientField)] }),
		...(progress.length === 0 ? {} : { progress }),
	};
}

function readProgress({ core }: Step, raw: unknown): readonly CallProgress[] {
	const names: readonly unknown[] = Array.isArray(raw) ? raw : raw === undefined ? [] : [raw];
	return names.map((name) => {
		const known = progressNames.find((progress) => progress === name);
		if (known !== undefined) return known;
		const words = { value: String(name).slice(0, 40), label: 'State in the Queue', offered: progressNames.join(', ') };
		throw core.inputs.inputError([core.inputs.fieldErrors.problem('NOT_OFFERED', 'progress', words)]);
	});
}

/** Whether an entry is one that was asked for. */
export function fits(filter: CallFilter, entry: CallEntry): boolean {
	const { campaignIds, recipientNumbers } = filter;
	if (recipientNumbers !== undefined && !recipientNumbers.includes(entry.recipientNumber)) return false;
	return campaignIds === undefined || entry.campaignId === null || campaignIds.includes(entry.campaignId);
}
