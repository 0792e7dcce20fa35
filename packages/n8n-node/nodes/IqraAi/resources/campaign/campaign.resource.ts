import type { Resource } from '../step.ts';
import { checkCampaign } from './check.ts';
import { getManyCampaigns } from './get-many.ts';

export const campaignResource: Resource = {
	value: 'campaign',
	name: 'Campaign',
	description: 'A telephony campaign, which makes the calls',
	operations: [checkCampaign, getManyCampaigns],
};
