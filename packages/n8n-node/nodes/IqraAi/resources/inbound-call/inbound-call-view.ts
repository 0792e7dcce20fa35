import type { InboundCallEntry } from '@iqra-automation/core';
import type { Step } from '../step.ts';

/** One inbound call as it stood when the server answered. */
export function toInboundCallView({ core }: Step, entry: InboundCallEntry, readAtMs: number, simplified: boolean): object {
	const standing = core.standings.inboundStanding(entry, readAtMs);
	if (!simplified) return { ...standing, ...entry };
	return {
		queueId: entry.queueId,
		...standing,
		endReason: entry.endReason,
		callerNumber: entry.callerNumber,
		callingNumberId: entry.callingNumberId,
		routeId: entry.routeId,
		queuedAt: entry.queuedAt,
		conversationId: entry.conversationId,
	};
}
