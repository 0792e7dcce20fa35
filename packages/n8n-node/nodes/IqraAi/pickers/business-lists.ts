import type { Business } from '@iqra-automation/core';
import type { ILoadOptionsFunctions, INodeListSearchItems, INodeListSearchResult } from 'n8n-workflow';
import { openClient } from '../../connection/open-client.ts';
import { toNodeError } from '../../connection/to-node-error.ts';

type Entries = (business: Business) => readonly INodeListSearchItems[];

/** Agents, campaigns and numbers of the connection's business for the pickers of a form, sorted by name and filtered by what was typed. */
async function search(context: ILoadOptionsFunctions, entries: Entries, filter = ''): Promise<INodeListSearchResult> {
	try {
		const { client } = await openClient(context);
		const wanted = filter.trim().toLowerCase();
		const results = entries((await client.getBusiness()).value).filter(({ name }) => name.toLowerCase().includes(wanted));
		return { results: [...results].sort((a, b) => a.name.localeCompare(b.name)) };
	} catch (error) {
		throw toNodeError(context.getNode(), error);
	}
}

export async function searchAgents(context: ILoadOptionsFunctions, filter?: string): Promise<INodeListSearchResult> {
	return await search(context, ({ agents }) => agents.map(({ id, name }) => ({ name, value: id })), filter);
}

export async function searchCallingNumbers(context: ILoadOptionsFunctions, filter?: string): Promise<INodeListSearchResult> {
	const entries: Entries = ({ callingNumbers }) =>
		callingNumbers.map(({ id, label, voiceEnabled }) => ({ name: voiceEnabled ? label : `${label} (No Voice)`, value: id }));
	return await search(context, entries, filter);
}

export async function searchCampaigns(context: ILoadOptionsFunctions, filter?: string): Promise<INodeListSearchResult> {
	return await search(context, ({ campaigns }) => campaigns.map(({ id, name }) => ({ name, value: id })), filter);
}
