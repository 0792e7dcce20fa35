import {
	NodeConnectionTypes,
	type ICredentialsDecrypted,
	type ICredentialTestFunctions,
	type ILoadOptionsFunctions,
	type INodeCredentialTestResult,
	type INodeExecutionData,
	type INodePropertyOptions,
	type INodeType,
	type INodeTypeDescription,
	type IPollFunctions,
} from 'n8n-workflow';
import { triggerProperties } from './trigger.properties.ts';

export class IqraAiTrigger implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'Iqra AI Trigger',
		name: 'iqraAiTrigger',
		icon: { light: 'file:../../icons/iqraAi.svg', dark: 'file:../../icons/iqraAi.dark.svg' },
		group: ['trigger'],
		version: 1,
		subtitle: '={{ $parameter["event"] === "inboundCallEnded" ? "inbound call ended" : "outbound call ended" }}',
		// n8n shows it on the one card of node and trigger, so it speaks of both.
		description: 'Place AI phone calls, or start the workflow when a call has ended',
		defaults: {
			name: 'Iqra AI Trigger',
		},
		polling: true,
		inputs: [],
		outputs: [NodeConnectionTypes.Main],
		credentials: [
			{
				name: 'iqraAiApi',
				required: true,
				testedBy: 'testIqraConnection',
			},
		],
		properties: triggerProperties,
	};

	methods = {
		credentialTest: {
			async testIqraConnection(this: ICredentialTestFunctions, credential: ICredentialsDecrypted): Promise<INodeCredentialTestResult> {
				return await (await import('../connection/test-connection.ts')).testConnection(this, credential);
			},
		},
		loadOptions: {
			async getCampaigns(this: ILoadOptionsFunctions): Promise<INodePropertyOptions[]> {
				return await (await import('./campaign-options.ts')).getCampaigns(this);
			},
		},
	};

	/** n8n loads every node when it starts; the rest waits until the first poll. */
	async poll(this: IPollFunctions): Promise<INodeExecutionData[][] | null> {
		return await (await import('./poll-node.ts')).pollNode(this);
	}
}
