import {
	describeProgress,
	judgeCall,
	judgeInboundCall,
	type CallEntry,
	type Client,
	type InboundCallEntry,
} from '@iqra-automation/core';

/** Keys of a call that says how it stands, in front of the server's own fields. */
interface Standing {
	readonly status: string;
	readonly ended: boolean;
	/** `null` until the call has ended. */
	readonly outcome: string | null;
}

/** One outbound call as it stood when the server answered. */
export async function toCallView(client: Client, entry: CallEntry, readAtMs: number, simplified: boolean): Promise<object> {
	const maxCallTimeSeconds = needsLimit(entry) ? await readMaxCallTime(client, entry.campaignId) : null;
	const judgement = judgeCall(entry, { readAtMs, maxCallTimeSeconds });
	const standing: Standing = {
		status: describeProgress(entry, judgement),
		ended: judgement.ended,
		outcome: judgement.ended ? judgement.outcome : null,
	};
	if (!simplified) return { ...standing, ...entry };
	return {
		queueId: entry.queueId,
		...standing,
		recipientNumber: entry.recipientNumber,
		campaignId: entry.campaignId,
		queuedAt: entry.queuedAt,
		placedAt: entry.progress === 'placed' ? entry.settledAt : null,
		conversationId: entry.sessionId,
		metadata: entry.metadata,
	};
}

export function toInboundCallView(entry: InboundCallEntry, readAtMs: number, simplified: boolean): object {
	const judgement = judgeInboundCall(entry, { readAtMs });
	const standing = { ended: judgement.ended, outcome: judgement.ended ? judgement.outcome : null };
	if (!simplified) return { ...standing, ...entry };
	return {
		queueId: entry.queueId,
		...standing,
		endReason: entry.endReason,
		callerNumber: entry.callerNumber,
		callingNumberId: entry.callingNumberId,
		routeId: entry.routeId,
		queuedAt: entry.queuedAt,
		conversationId: entry.sessionId,
	};
}

/** Only an end without a reason is judged by the longest call time of its campaign. */
function needsLimit(entry: CallEntry): boolean {
	const over = entry.sessionState === 'ended' || entry.sessionState === 'error';
	return entry.progress === 'placed' && over && (entry.endReason === null || entry.endReason === 'not_set');
}

/** `null` where the campaign is gone or the business cannot be read: a call is worth showing without it. */
async function readMaxCallTime(client: Client, campaignId: string | null): Promise<number | null> {
	const business = await client.getBusiness().catch(() => null);
	return business?.value.campaigns.find((campaign) => campaign.id === campaignId)?.maxCallTimeSeconds ?? null;
}
