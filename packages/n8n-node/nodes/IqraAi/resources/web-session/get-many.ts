import type { WebSession, WebSessionFilter } from '@iqra-automation/core';
import { isSimplified, readFilters, readLimit, readTexts, readTimes } from '../read-parameters.ts';
import { filtersProperty, manyItemsProperties, simplifyProperty } from '../shared.properties.ts';
import { toItems, type Operation, type Step } from '../step.ts';
import { toWebSessionView } from './web-session-view.ts';

export const getManyWebSessions: Operation = {
	value: 'getAll',
	name: 'Get Many',
	action: 'Get many web sessions',
	description: 'List web sessions, newest first',
	properties: [
		...manyItemsProperties,
		filtersProperty([
			{
				displayName: 'Client Identifier',
				name: 'clientIdentifier',
				type: 'string',
				default: '',
				description: 'Only sessions of this client, as your web page named it',
			},
			{
				displayName: 'Created After',
				name: 'createdFrom',
				type: 'dateTime',
				default: '',
				description: 'Only sessions that were created at or after this time',
			},
			{
				displayName: 'Created Before',
				name: 'createdTo',
				type: 'dateTime',
				default: '',
				description: 'Only sessions that were created at or before this time',
			},
		]),
		simplifyProperty,
	],
	run: async (step) => {
		const sessions = await step.core.readPages<WebSession, WebSessionFilter>({
			list: (query) => step.client.listWebSessions(query),
			filter: readFilter(step),
			idOf: (session) => session.webSessionId,
			limit: readLimit(step),
		});
		const simplified = isSimplified(step);
		return toItems(
			step,
			sessions.value.map((session) => toWebSessionView(session, simplified)),
		);
	},
};

function readFilter(step: Step): WebSessionFilter {
	const filters = readFilters(step);
	const { clientIdentifier } = readTexts(step, filters, { clientIdentifier: 'Client Identifier' });
	return {
		...readTimes(step, filters, { createdFrom: 'Created After', createdTo: 'Created Before' }),
		...(clientIdentifier === undefined ? {} : { clientIdentifiers: [clientIdentifier] }),
	};
}
