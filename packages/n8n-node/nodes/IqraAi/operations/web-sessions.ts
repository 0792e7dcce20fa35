import { readPages, type WebSession, type WebSessionFilter } from '@iqra-automation/core';
import type { INodeExecutionData } from 'n8n-workflow';
import { isSimplified, readFilters, readId, readLimit, readTexts, readTimes } from './read-parameters.ts';
import { toItems, type Step } from './step.ts';

export async function getWebSession(step: Step): Promise<INodeExecutionData[]> {
	const read = await step.client.getWebSession(readId(step, 'webSessionId', 'Web Session ID'));
	return toItems(step, [toView(read.value, isSimplified(step))]);
}

export async function listWebSessions(step: Step): Promise<INodeExecutionData[]> {
	const filters = readFilters(step);
	const { clientIdentifier } = readTexts(filters, { clientIdentifier: 'Client Identifier' });
	const sessions = await readPages<WebSession, WebSessionFilter>({
		list: (query) => step.client.listWebSessions(query),
		filter: {
			...readTimes(step, filters, { createdFrom: 'Created After', createdTo: 'Created Before' }),
			...(clientIdentifier === undefined ? {} : { clientIdentifiers: [clientIdentifier] }),
		},
		idOf: (session) => session.webSessionId,
		limit: readLimit(step),
	});
	return toItems(
		step,
		sessions.value.map((session) => toView(session, isSimplified(step))),
	);
}

function toView(session: WebSession, simplified: boolean): object {
	if (!simplified) return session;
	return {
		webSessionId: session.webSessionId,
		progress: session.progress,
		createdAt: session.createdAt,
		clientIdentifier: session.clientIdentifier,
		webCampaignId: session.webCampaignId,
		conversationId: session.sessionId,
		sessionState: session.sessionState,
		endReason: session.endReason,
		dynamicVariables: session.dynamicVariables,
		metadata: session.metadata,
	};
}
