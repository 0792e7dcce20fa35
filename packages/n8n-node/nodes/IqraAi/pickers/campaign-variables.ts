import type { ILoadOptionsFunctions, ResourceMapperFields } from 'n8n-workflow';
import { openClient } from '../../connection/open-client.ts';
import { toNodeError } from '../../connection/to-node-error.ts';

/** The variables that the chosen campaign declares, for the resource mapper; the required ones are marked. */
export async function getCampaignVariables(context: ILoadOptionsFunctions): Promise<ResourceMapperFields> {
	const campaignId: unknown = context.getCurrentNodeParameter('campaignId', { extractValue: true });
	if (typeof campaignId !== 'string' || campaignId === '' || campaignId.startsWith('=')) {
		return { fields: [], emptyFieldsNotice: 'Choose a campaign from the list to see its variables.' };
	}
	try {
		const { client } = await openClient(context);
		const campaign = (await client.getBusiness()).value.campaigns.find(({ id }) => id === campaignId);
		if (campaign === undefined) return { fields: [], emptyFieldsNotice: 'This campaign does not exist any more. Choose another one.' };
		if (campaign.dynamicVariables.length === 0) return { fields: [], emptyFieldsNotice: 'This campaign declares no variables.' };
		return {
			fields: campaign.dynamicVariables.map(({ key, required }) => ({
				id: key,
				displayName: key,
				required,
				defaultMatch: false,
				canBeUsedToMatch: false,
				display: true,
				type: 'string',
			})),
		};
	} catch (error) {
		throw toNodeError(context.getNode(), error);
	}
}
