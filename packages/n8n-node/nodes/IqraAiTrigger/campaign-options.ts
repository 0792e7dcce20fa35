import type { ILoadOptionsFunctions, INodePropertyOptions } from 'n8n-workflow';
import { openClient } from '../connection/open-client.ts';
import { toNodeError } from '../connection/to-node-error.ts';

/** The campaigns of the connection's business, sorted by name. */
export async function getCampaigns(context: ILoadOptionsFunctions): Promise<INodePropertyOptions[]> {
	try {
		const { client } = await openClient(context);
		const { campaigns } = (await client.getBusiness()).value;
		return campaigns.map(({ id, name }) => ({ name, value: id })).sort((a, b) => a.name.localeCompare(b.name));
	} catch (error) {
		throw toNodeError(context.getNode(), error);
	}
}
