import type { CallingMemory, HostEvent, PlaceCallDeps, RawCallInput } from '@iqra-automation/core';
import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import { asRecord } from '../../../connection/as-record.ts';
import { notePlacedCall } from '../../../connection/execution-note.ts';
import { n8nClock } from '../../../connection/n8n-clock.ts';
import { createN8nKeyStore } from '../../../connection/n8n-key-store.ts';
import { initiateCallProperties } from '../../generated/initiate-call.properties.ts';
import { heldResult } from '../../waiting/kept-wait.ts';
import { toItems, type Operation, type Step } from '../step.ts';
import { readCallInput } from './read-call-input.ts';

export const initiateCall: Operation = {
	value: 'initiate',
	name: 'Initiate',
	// What an AI agent reads about its tool is this, with the name of the node.
	action: 'Initiate call (rings real people)',
	description: 'Place an AI phone call to a person, at most once for each event',
	properties: initiateCallProperties,
	calls: true,
	check: checkItem,
	run: async (step) => await placeItem(step),
};

/** Shared by all executions of this n8n process, so that they do not call one person side by side. */
let memory: CallingMemory | undefined;

/** The memory of this process; core comes with the step. */
export function memoryOf(core: Step['core']): CallingMemory {
	memory ??= core.createCallingMemory();
	return memory;
}

export async function placeItem(step: Step, resumeAddress?: () => string): Promise<INodeExecutionData[]> {
	const held = heldResult(step);
	if (held !== null) return [held];
	const input = await withCampaignId(step, readCallInput(step));
	const placed = await step.core.placeCall({ ...placingDeps(step, input), resumeAddress }, input, hostEvent(step));
	if (placed.placed) notePlacedCall(step.execution, placed.queueId);
	return toItems(step, [placed]);
}

/** Whatever refuses the call before anything is sent. An item that an earlier try placed is not judged. */
export async function checkItem(step: Step): Promise<void> {
	const { core, execution } = step;
	if (heldResult(step) !== null) return;
	const input = await withCampaignId(step, readCallInput(step));
	if (execution.ledger.recall(ledgerItem(step, input)) !== undefined) return;
	await core.refuseBeforeSending(placingDeps(step, input), input, hostEvent(step));
}

/** The ledger is what keeps n8n from dialling again when it runs all items of the node once more. */
function placingDeps(step: Step, input: RawCallInput): PlaceCallDeps {
	const { context, execution, client, connection, core, getBusiness, campaigns, batch } = step;
	const ledger = { ledger: execution.ledger, item: ledgerItem(step, input) };
	const own = { ledger, keyStore: createN8nKeyStore(context), batch, campaignCounts: campaigns.counts };
	return { client, connection, clock: n8nClock, memory: memoryOf(core), getBusiness, ...own };
}

/** A campaign that was given by its name. */
export async function withCampaignId({ context, itemIndex, campaigns }: Step, input: RawCallInput): Promise<RawCallInput> {
	const name = input.campaignId;
	const byName = asRecord(context.getNodeParameter('campaignId', itemIndex, undefined))['mode'] === 'name';
	return byName && typeof name === 'string' ? { ...input, campaignId: (await campaigns.findByName(name)).id } : input;
}

/** An AI agent can use the node several times in one run, each time with one item: recipient and campaign tell them apart. */
function ledgerItem({ execution, itemIndex }: Step, input: Readonly<Record<string, unknown>>): string {
	return execution.ledgerItem(itemIndex, input['recipientNumber'], input['campaignId']);
}

/** The event as the form of Initiate names it. */
export function hostEvent(step: Step): HostEvent {
	return { ...runEvent(step), campaignName: readCampaignName(step.context, step.itemIndex) };
}

/** The event as n8n itself names it. */
export function runEvent({ execution, itemIndex }: Step): HostEvent {
	const { executionId, runIndex, stepId, timeZone } = execution.names;
	return { source: 'n8n', itemId: [executionId, itemIndex, runIndex].join('|'), stepId, timeZone };
}

/** The name that the picker has shown, or under which the campaign was chosen; reading it from the server would cost a request. */
function readCampaignName(context: IExecuteFunctions, itemIndex: number): string | null {
	const { mode, value, cachedResultName } = asRecord(context.getNodeParameter('campaignId', itemIndex, undefined));
	const name = mode === 'name' ? value : mode === 'list' ? cachedResultName : null;
	return typeof name === 'string' && name !== '' ? name : null;
}
