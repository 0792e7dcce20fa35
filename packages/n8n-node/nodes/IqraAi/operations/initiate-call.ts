import {
	createCallingMemory,
	createCampaignNames,
	createLedger,
	placeCall,
	type CampaignNames,
	type HostEvent,
	type Ledger,
	type RawCallInput,
} from '@iqra-automation/core';
import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import { n8nClock } from '../../connection/n8n-clock.ts';
import { asRecord } from '../../connection/as-record.ts';
import { readCallInput } from './read-call-input.ts';
import { toItems, type OperationRun, type Step } from './step.ts';

/** Shared by all executions of this n8n process, so that they do not call one person side by side. */
const memory = createCallingMemory();

/**
 * *Initiate* for one run of the node. The ledger lives in the execution's own data, so it survives Retry On Fail and the retry of a
 * failed execution; it is what keeps n8n from dialling again when it runs all items of the node once more.
 */
export function createInitiateCall(context: IExecuteFunctions): OperationRun {
	const ledger = createLedger(context.getContext('node'));
	const runIndex = readRunIndex(context);
	let names: CampaignNames | null = null;
	return (step) => initiate(step, ledger, runIndex, (names ??= createCampaignNames(step.client)));
}

async function initiate(step: Step, ledger: Ledger, runIndex: number, names: CampaignNames): Promise<INodeExecutionData[]> {
	const { context, itemIndex, client, connection } = step;
	const input = await withCampaignId(context, itemIndex, readCallInput(context, itemIndex), names);
	const place = { ledger, item: ledgerItem(input, runIndex, itemIndex) };
	const deps = { client, connection, clock: n8nClock, memory, ledger: place };
	return toItems(step, [await placeCall(deps, input, hostEvent(context, runIndex, itemIndex))]);
}

/** A campaign that was given by its name. */
async function withCampaignId(context: IExecuteFunctions, itemIndex: number, input: RawCallInput, names: CampaignNames): Promise<RawCallInput> {
	const name = input.campaignId;
	const byName = asRecord(context.getNodeParameter('campaignId', itemIndex, undefined))['mode'] === 'name';
	return byName && typeof name === 'string' ? { ...input, campaignId: await names.idOf(name) } : input;
}

/** An AI agent can use the node several times in one run, each time with one item: recipient and campaign tell them apart. */
function ledgerItem(input: Readonly<Record<string, unknown>>, runIndex: number, itemIndex: number): string {
	return JSON.stringify([runIndex, itemIndex, input['recipientNumber'], input['campaignId']]);
}

/** n8n names an execution, a node, a run of it and an item; together they stay the same when n8n runs a stalled execution again. */
function hostEvent(context: IExecuteFunctions, runIndex: number, itemIndex: number): HostEvent {
	const { id: nodeId, name: nodeName } = context.getNode();
	const workflowId = context.getWorkflow().id ?? '';
	const node = nodeId === '' ? nodeName : nodeId;
	// Typed as always there, but a run that is not saved has none.
	const executionId: string | undefined = context.getExecutionId();
	return {
		source: 'n8n',
		itemId: executionId === undefined ? null : [workflowId, executionId, node, itemIndex, runIndex].join('|'),
		stepId: `${workflowId}|${node}`,
	};
}

/** Which pass of a loop this is. */
function readRunIndex(context: IExecuteFunctions): number {
	const index: unknown = context.getWorkflowDataProxy(0).$runIndex;
	return typeof index === 'number' ? index : 0;
}
