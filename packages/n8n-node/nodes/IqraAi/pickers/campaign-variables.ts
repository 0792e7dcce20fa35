import { searching, type DeclaredVariable } from '@iqra-automation/core';
import type { ILoadOptionsFunctions, ResourceMapperField, ResourceMapperFields } from 'n8n-workflow';
import { isRecord } from '../../connection/as-record.ts';
import { openClient } from '../../connection/open-client.ts';
import { toNodeError } from '../../connection/to-node-error.ts';
import { metadataPrefix } from '../resources/call/read-mapper.ts';

/** The variables and metadata that the chosen campaign declares, for the resource mapper; the required ones are marked. */
export async function getCampaignVariables(context: ILoadOptionsFunctions): Promise<ResourceMapperFields> {
	const chosen = chosenCampaign(context.getCurrentNodeParameter('campaignId'));
	if (chosen === null) return { fields: [], emptyFieldsNotice: 'Choose a campaign from the list to see its variables.' };
	try {
		const { client } = await openClient(context);
		const { campaigns } = (await client.getBusiness()).value;
		const [campaign, ...others] = chosen.mode === 'name' ? searching.pickNamed(campaigns, chosen.value, 'whole') : campaigns.filter(({ id }) => id === chosen.value);
		if (campaign === undefined) return { fields: [], emptyFieldsNotice: 'This campaign does not exist any more. Choose another one.' };
		if (others.length > 0) return { fields: [], emptyFieldsNotice: 'Several campaigns have this name. Choose one from the list.' };
		const fields = [...campaign.dynamicVariables.map(toField), ...campaign.metadata.map(toMetadataField)];
		return fields.length === 0 ? { fields, emptyFieldsNotice: 'This campaign declares no variables.' } : { fields };
	} catch (error) {
		throw toNodeError(context.getNode(), error);
	}
}

interface ChosenCampaign {
	readonly mode: 'id' | 'name';
	readonly value: string;
}

/** `null` where none is chosen, or where only the run knows which. */
function chosenCampaign(parameter: unknown): ChosenCampaign | null {
	const value = isRecord(parameter) ? parameter['value'] : parameter;
	if (typeof value !== 'string' || value.trim() === '' || value.startsWith('=')) return null;
	return { mode: isRecord(parameter) && parameter['mode'] === 'name' ? 'name' : 'id', value: value.trim() };
}

function toField({ key, required }: DeclaredVariable): ResourceMapperField {
	return { id: key, displayName: key, required, defaultMatch: false, canBeUsedToMatch: false, display: true, type: 'string' };
}

function toMetadataField(declared: DeclaredVariable): ResourceMapperField {
	return { ...toField(declared), id: `${metadataPrefix}${declared.key}`, displayName: `${declared.key} (Metadata)` };
}
