import { asRecord } from '../../../connection/as-record.ts';
import { pickedValue } from '../../../connection/read-form.ts';
import { checkCampaignProperties } from '../../generated/check-campaign.properties.ts';
import { toItems, type Operation } from '../step.ts';

/** One item for each campaign, with what will go wrong with its calls. */
export const checkCampaign: Operation = {
	value: 'check',
	name: 'Check',
	action: 'Check campaign (calls nobody)',
	description: 'Tell what will go wrong with the calls of a campaign; calls nobody',
	properties: checkCampaignProperties,
	run: async (step) => {
		const { context, core, client, itemIndex } = step;
		const raw = Object.keys(core.searching.checkCampaignFields).map((name) => [name, pickedValue(context.getNodeParameter(name, itemIndex, undefined))]);
		const byName = asRecord(context.getNodeParameter('campaignId', itemIndex, undefined))['mode'] === 'name';
		return toItems(step, await core.checkCampaigns(client, Object.fromEntries(raw), byName ? 'name' : 'id'));
	},
};
