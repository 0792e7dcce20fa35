import type { CallEntry } from '@iqra-automation/core';
import type { Step } from '../step.ts';

/** One outbound call as it stood when the server answered: how it stands first, then the server's own fields; simplified, ten fields. */
export async function toCallView({ core, campaigns }: Step, entry: CallEntry, readAtMs: number, simplified: boolean): Promise<object> {
	const standing = await core.readStanding(entry, readAtMs, campaigns);
	if (!simplified) return { ...standing, ...entry };
	return {
		queueId: entry.queueId,
		...standing,
		recipientNumber: entry.recipientNumber,
		campaignId: entry.campaignId,
		queuedAt: entry.queuedAt,
		placedAt: entry.progress === 'placed' ? entry.settledAt : null,
		conversationId: entry.conversationId,
		metadata: entry.metadata,
	};
}
