import type { BusinessSetup, CampaignSetup } from '@iqra-automation/core';
import { isSimplified, readLimit } from '../read-parameters.ts';
import { manyItemsProperties, simplifyProperty } from '../shared.properties.ts';
import { toItems, type Operation } from '../step.ts';

export const getManyCampaigns: Operation = {
	value: 'getAll',
	name: 'Get Many',
	action: 'Get many campaigns',
	description: 'List the telephony campaigns of the business, by name',
	properties: [...manyItemsProperties, simplifyProperty],
	run: async (step) => {
		const setup = (await step.client.getBusinessSetup()).value;
		const campaigns = [...setup.campaigns].sort((a, b) => a.name.localeCompare(b.name, 'en'));
		const simplified = isSimplified(step);
		const limit = readLimit(step) ?? campaigns.length;
		return toItems(step, campaigns.slice(0, limit).map((campaign) => toView(setup, campaign, simplified)));
	},
};

/** Ids with the names that they stand for; simplified, ten fields. */
function toView({ agents, callingNumbers, tools }: BusinessSetup, campaign: CampaignSetup, simplified: boolean): object {
	const numberOf = (id: string | null): string | null => callingNumbers.find((number) => number.id === id)?.label ?? null;
	const { id, name, agentId, defaultCallingNumberId, dynamicVariables, metadata, maxCallTimeSeconds, voicemailDetection, ...others } = campaign;
	const shared = { agentId, agentName: agents.find((agent) => agent.id === agentId)?.name ?? null, callingNumber: numberOf(defaultCallingNumberId) };
	const limits = { maxCallTimeSeconds, voicemailDetection };
	if (simplified) {
		const keys = { dynamicVariables: dynamicVariables.map(({ key }) => key), metadata: metadata.map(({ key }) => key) };
		return { campaignId: id, campaignName: name, ...shared, ...keys, ...limits };
	}
	return {
		campaignId: id,
		campaignName: name,
		...shared,
		callingNumberId: defaultCallingNumberId,
		dynamicVariables,
		metadata,
		...limits,
		...others,
		routes: others.routes.map((route) => ({ ...route, callingNumber: numberOf(route.callingNumberId) })),
		actions: others.actions.map(({ event, toolId }) => ({ event, toolId, toolName: tools.find((tool) => tool.id === toolId)?.name ?? null })),
	};
}
