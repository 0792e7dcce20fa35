import {
	NodeConnectionTypes,
	type ICredentialsDecrypted,
	type ICredentialTestFunctions,
	type IExecuteFunctions,
	type ILoadOptionsFunctions,
	type INodeCredentialTestResult,
	type INodeExecutionData,
	type INodeListSearchResult,
	type INodeType,
	type INodeTypeDescription,
	type IWebhookFunctions,
	type IWebhookResponseData,
	type ResourceMapperFields,
} from 'n8n-workflow';
import { hints } from './hints.ts';
import type * as BusinessLists from './pickers/business-lists.ts';
import { formProperties } from './resources/form.ts';
import { wakeWebhooks } from './waiting/wake-address.ts';

export class IqraAi implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'Iqra AI',
		name: 'iqraAi',
		icon: { light: 'file:../../icons/iqraAi.svg', dark: 'file:../../icons/iqraAi.dark.svg' },
		group: ['output'],
		version: 1,
		// The ids of operations are no words: "initiate and wait: call", "get many: inbound call".
		subtitle: '={{ ($parameter["operation"].replace("getAll", "getMany") + ": " + $parameter["resource"]).replace(/[A-Z]/g, " $&").toLowerCase() }}',
		description: 'Place AI phone calls and read how they ended',
		defaults: {
			name: 'Iqra AI',
		},
		usableAsTool: {
			replacements: {
				description: 'Places a real phone call: it rings a real person, who talks with an AI voice agent. Also reads how calls ended.',
			},
		},
		inputs: [NodeConnectionTypes.Main],
		outputs: [NodeConnectionTypes.Main],
		credentials: [
			{
				name: 'iqraAiApi',
				required: true,
				testedBy: 'testIqraConnection',
			},
		],
		webhooks: wakeWebhooks,
		hints,
		properties: formProperties,
	};

	methods = {
		credentialTest: {
			async testIqraConnection(this: ICredentialTestFunctions, credential: ICredentialsDecrypted): Promise<INodeCredentialTestResult> {
				return await (await import('../connection/test-connection.ts')).testConnection(this, credential);
			},
		},
		listSearch: {
			async searchAgents(this: ILoadOptionsFunctions, filter?: string): Promise<INodeListSearchResult> {
				return await (await businessLists()).searchAgents(this, filter);
			},
			async searchCallingNumbers(this: ILoadOptionsFunctions, filter?: string): Promise<INodeListSearchResult> {
				return await (await businessLists()).searchCallingNumbers(this, filter);
			},
			async searchCampaigns(this: ILoadOptionsFunctions, filter?: string): Promise<INodeListSearchResult> {
				return await (await businessLists()).searchCampaigns(this, filter);
			},
			async searchTimeZones(this: ILoadOptionsFunctions, filter?: string): Promise<INodeListSearchResult> {
				return (await import('./pickers/time-zones.ts')).searchTimeZones(filter);
			},
		},
		resourceMapping: {
			async getCampaignVariables(this: ILoadOptionsFunctions): Promise<ResourceMapperFields> {
				return await (await import('./pickers/campaign-variables.ts')).getCampaignVariables(this);
			},
		},
	};

	async execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
		return await (await import('./execute-node.ts')).executeNode(this);
	}

	/** A sleeping execution is told that a call has ended. */
	async webhook(this: IWebhookFunctions): Promise<IWebhookResponseData> {
		return await (await import('./waiting/wake-node.ts')).wakeNode(this);
	}
}

/** n8n loads every node when it starts; phone and time zone tables wait until the node runs. */
async function businessLists(): Promise<typeof BusinessLists> {
	return await import('./pickers/business-lists.ts');
}
