import type { ILoadOptionsFunctions, INodePropertyOptions } from 'n8n-workflow';
import { openClient } from '../connection/open-client.ts';
import { toNodeError } from '../connection/to-node-error.ts';

export async function getCampaigns(this: ILoadOptionsFunctions): Promise<INodePropertyOptions[]> {
	try {
		const { client } = await openClient(this);
		const { campaigns } = (await client.getBusiness()).value;
		return campaigns.map(({ id, name }) => ({ name, value: id })).sort((a, b) => a.name.localeCompare(b.name));
	} catch (error) {
		throw toNodeError(this.getNode(), error);
	}
}
