import { paceFields, parseInput } from '@iqra-automation/core';
import { NodeConnectionTypes, type IExecuteFunctions, type INodeExecutionData, type INodeType, type INodeTypeDescription } from 'n8n-workflow';
import { openClient } from '../connection/open-client.ts';
import { toNodeError } from '../connection/to-node-error.ts';
import { callFiltersProperty } from './form/call-filters.properties.ts';
import { hints } from './form/hints.ts';
import { manyItemsProperties, simplifyProperty } from './form/many-items.properties.ts';
import { oneItemProperties } from './form/one-item.properties.ts';
import { operationProperties } from './form/operation.properties.ts';
import { otherFiltersProperties } from './form/other-filters.properties.ts';
import { resourceProperty } from './form/resource.properties.ts';
import { initiateCallProperties } from './generated/initiate-call.properties.ts';
import { chooseOperation } from './operations/choose-operation.ts';
import { businessLists } from './pickers/business-lists.ts';
import { getCampaignVariables } from './pickers/campaign-variables.ts';
import { runItems } from './run-items.ts';

export class IqraAi implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'Iqra AI',
		name: 'iqraAi',
		icon: { light: 'file:../../icons/iqraAi.svg', dark: 'file:../../icons/iqraAi.dark.svg' },
		group: ['output'],
		version: 1,
		subtitle: '={{ $parameter["operation"] + ": " + $parameter["resource"] }}',
		description: 'Let an AI voice agent call people by phone, once per event and at a decent hour, and read how the calls ended',
		defaults: {
			name: 'Iqra AI',
		},
		usableAsTool: true,
		inputs: [NodeConnectionTypes.Main],
		outputs: [NodeConnectionTypes.Main],
		credentials: [
			{
				name: 'iqraAiApi',
				required: true,
			},
		],
		hints,
		properties: [
			resourceProperty,
			...operationProperties,
			...initiateCallProperties,
			...oneItemProperties,
			...manyItemsProperties,
			callFiltersProperty,
			...otherFiltersProperties,
			simplifyProperty,
		],
	};

	methods = {
		listSearch: businessLists,
		resourceMapping: { getCampaignVariables },
	};

	async execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
		try {
			const { run, dials } = chooseOperation(this);
			const pace = dials ? parseInput(paceFields, this.getNodeParameter('pace', 0, {}) as object as Readonly<Record<string, unknown>>) : null;
			const opened = await openClient(this, { requestsPerMinute: pace?.requestsPerMinute ?? 0 });
			const items = await runItems(this, pace?.concurrency ?? 1, async (itemIndex) => await run({ context: this, itemIndex, ...opened }));
			return [items];
		} catch (error) {
			throw toNodeError(this.getNode(), error);
		}
	}
}
