import type { WebSession } from '@iqra-automation/core';

/** One web session for the output; simplified, ten fields. */
export function toWebSessionView(session: WebSession, simplified: boolean): object {
	if (!simplified) return session;
	return {
		webSessionId: session.webSessionId,
		progress: session.progress,
		createdAt: session.createdAt,
		clientIdentifier: session.clientIdentifier,
		webCampaignId: session.webCampaignId,
		conversationId: session.conversationId,
		sessionState: session.sessionState,
		endReason: session.endReason,
		dynamicVariables: session.dynamicVariables,
		metadata: session.metadata,
	};
}
