import type { CallEntry, EntryStanding } from '@iqra-automation/core';
import type { Step } from '../step.ts';

/**
 * One outbound call as it stood when the server answered: how it stands first, then the server's own fields, the user's
 * metadata apart from what this product wrote; simplified, ten fields. `standing` may know more than the fields for both forms.
 */
export async function toCallView({ core, campaigns }: Step, entry: CallEntry, standing: EntryStanding, simplified: boolean): Promise<object> {
	const { status, ended, outcome } = standing;
	const { given: metadata, callKey, attempt, scheduledFor, latestStart, source } = core.searching.readCallTags(entry.metadata);
	if (!simplified) {
		const campaign = await campaigns.find(entry.campaignId);
		return { ...standing, ...entry, campaignName: campaign?.name ?? null, metadata, callKey, attempt, scheduledFor, latestStart, source };
	}
	return {
		queueId: entry.queueId,
		status,
		ended,
		outcome,
		recipientNumber: entry.recipientNumber,
		campaignId: entry.campaignId,
		queuedAt: entry.queuedAt,
		placedAt: entry.progress === 'placed' ? entry.leftQueueAt : null,
		conversationId: entry.conversationId,
		metadata,
	};
}
