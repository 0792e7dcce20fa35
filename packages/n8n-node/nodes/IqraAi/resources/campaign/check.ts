import { asRecord } from '../../../connection/as-record.ts';
import { pickedValue } from '../../../connection/read-form.ts';
import { checkCampaignProperties } from '../../generated/check-campaign.properties.ts';
import { readTexts } from '../read-parameters.ts';
import { toItems, type Operation, type Step } from '../step.ts';

/** One item for each campaign, with what will go wrong with its calls. */
export const checkCampaign: Operation = {
	value: 'check',
	name: 'Check',
	action: 'Check campaign (calls nobody)',
	description: 'Tell what will go wrong with the calls of a campaign; calls nobody',
	properties: checkCampaignProperties,
	run: async (step) => {
		const recipientCountries = step.context.getNodeParameter('recipientCountries', step.itemIndex, undefined);
		return toItems(step, await step.core.checkCampaigns(step.client, readChoice(step), { recipientCountries }));
	},
};

function readChoice(step: Step): Parameters<Step['core']['checkCampaigns']>[1] {
	const picked = step.context.getNodeParameter('campaignId', step.itemIndex, undefined);
	const { campaignId } = readTexts(step, { campaignId: pickedValue(picked) }, { campaignId: 'Campaign' });
	if (campaignId === undefined) return { by: 'all' };
	return { by: asRecord(picked)['mode'] === 'name' ? 'name' : 'id', value: campaignId };
}
