import { n8nClock } from '../../../connection/n8n-clock.ts';
import { initiateCallProperties } from '../../generated/initiate-call.properties.ts';
import { toItems, type Operation } from '../step.ts';
import { hostEvent, memoryOf, withCampaignId } from './initiate.ts';
import { readCallInput } from './read-call-input.ts';

/** The form of Initiate, and its whole judgement, without the call. */
export const checkCall: Operation = {
	value: 'check',
	name: 'Check',
	action: 'Check call (calls nobody)',
	description: 'Tell whether and when Initiate would call a person, and why not; calls nobody',
	properties: initiateCallProperties,
	run: async (step) => {
		const { client, connection, core, campaigns } = step;
		const { doNotCallLists } = memoryOf(core);
		const deps = { client: { ...client, getBusiness: async () => await campaigns.getBusiness() }, connection, clock: n8nClock, doNotCallLists };
		const readRaw = async () => await withCampaignId(step, readCallInput(step));
		return toItems(step, [await core.checkCall(deps, readRaw, hostEvent(step))]);
	},
};
