import type { CallingMemory, HostEvent, Ledger, RawCallInput } from '@iqra-automation/core';
import { randomString, type IExecuteFunctions, type INodeExecutionData } from 'n8n-workflow';
import { asRecord } from '../../../connection/as-record.ts';
import { notePlacedCall } from '../../../connection/execution-note.ts';
import { n8nClock } from '../../../connection/n8n-clock.ts';
import { createN8nKeyStore } from '../../../connection/n8n-key-store.ts';
import { readNodeIdentity } from '../../../connection/node-identity.ts';
import { toItems, type Operation, type Step } from '../step.ts';
import { placingProperties } from './placing-form.ts';
import { readCallInput } from './read-call-input.ts';

export const initiateCall: Operation = {
	value: 'initiate',
	name: 'Initiate',
	// What an AI agent reads about its tool is this, with the name of the node.
	action: 'Initiate call (rings real people)',
	description: 'Place an AI phone call to a person, at most once for each event',
	properties: placingProperties,
	calls: true,
	check: checkItem,
	run: async (step) => await placeItem(step),
};

const unnamedRunKey = 'iqraRun';

/** Shared by all executions of this n8n process, so that they do not call one person side by side. */
let memory: CallingMemory | undefined;

/** The memory of this process; core comes with the step. */
export function memoryOf(core: Step['core']): CallingMemory {
	memory ??= core.createCallingMemory();
	return memory;
}

/**
 * The ledger lives in the execution's own data, so it survives Retry On Fail and the retry of a failed execution; it is what keeps n8n
 * from dialling again when it runs all items of the node once more.
 */
export async function placeItem(step: Step, resumeAddress?: () => string): Promise<INodeExecutionData[]> {
	const { context, itemIndex, client, connection, core, getBusiness, campaigns, batch } = step;
	const runIndex = readRunIndex(context);
	const input = await withCampaignId(step, readCallInput(step));
	const ledger: Ledger = core.createLedger(context.getContext('node'));
	const place = { ledger, item: ledgerItem(input, runIndex, itemIndex) };
	const own = { ledger: place, keyStore: createN8nKeyStore(context), resumeAddress, batch };
	const deps = { client, connection, clock: n8nClock, memory: memoryOf(core), getBusiness, campaignCounts: campaigns.counts, ...own };
	const placed = await core.placeCall(deps, input, hostEvent(context, runIndex, itemIndex));
	if (placed.placed) notePlacedCall(context, placed.queueId);
	return toItems(step, [placed]);
}

/** Whatever can be judged without a request for each person: every field, lists, hours. An item that an earlier try placed is not judged. */
export async function checkItem(step: Step): Promise<void> {
	const { context, itemIndex, connection, core } = step;
	const runIndex = readRunIndex(context);
	const input = await withCampaignId(step, readCallInput(step));
	const ledger = core.createLedger(context.getContext('node'));
	if (ledger.recall(ledgerItem(input, runIndex, itemIndex)) !== undefined) return;
	const { doNotCallLists } = memoryOf(core);
	core.refuseBeforeSending({ connection, clock: n8nClock, doNotCallLists }, input, hostEvent(context, runIndex, itemIndex));
}

/** A campaign that was given by its name. */
export async function withCampaignId({ context, itemIndex, campaigns }: Step, input: RawCallInput): Promise<RawCallInput> {
	const name = input.campaignId;
	const byName = asRecord(context.getNodeParameter('campaignId', itemIndex, undefined))['mode'] === 'name';
	return byName && typeof name === 'string' ? { ...input, campaignId: (await campaigns.findByName(name)).id } : input;
}

/** An AI agent can use the node several times in one run, each time with one item: recipient and campaign tell them apart. */
function ledgerItem(input: Readonly<Record<string, unknown>>, runIndex: number, itemIndex: number): string {
	return JSON.stringify([runIndex, itemIndex, input['recipientNumber'], input['campaignId']]);
}

/** The event as the form of Initiate names it. */
export function hostEvent(context: IExecuteFunctions, runIndex: number, itemIndex: number): HostEvent {
	return { ...runEvent(context, runIndex, itemIndex), campaignName: readCampaignName(context, itemIndex) };
}

/** n8n names an execution, a node, a run of it and an item; together they stay the same when n8n runs a stalled execution again. */
export function runEvent(context: IExecuteFunctions, runIndex: number, itemIndex: number): HostEvent {
	return {
		source: 'n8n',
		itemId: [readExecutionId(context), itemIndex, runIndex].join('|'),
		stepId: `${context.getWorkflow().id ?? ''}|${readNodeIdentity(context)}`,
		timeZone: context.getTimezone(),
	};
}

/** The name that the picker has shown, or under which the campaign was chosen; reading it from the server would cost a request. */
function readCampaignName(context: IExecuteFunctions, itemIndex: number): string | null {
	const { mode, value, cachedResultName } = asRecord(context.getNodeParameter('campaignId', itemIndex, undefined));
	const name = mode === 'name' ? value : mode === 'list' ? cachedResultName : null;
	return typeof name === 'string' && name !== '' ? name : null;
}

/** A run that n8n does not keep has no id; one of our own then lives in the node's context, which survives Retry On Fail. */
function readExecutionId(context: IExecuteFunctions): string {
	// Typed as always there.
	const id: string | undefined = context.getExecutionId();
	if (id !== undefined && id !== '') return id;
	const kept = context.getContext('node');
	const name: unknown = (kept[unnamedRunKey] ??= `unnamed-${randomString(24)}`);
	return String(name);
}

/** Which pass of a loop this is. */
export function readRunIndex(context: IExecuteFunctions): number {
	const index: unknown = context.getWorkflowDataProxy(0).$runIndex;
	return typeof index === 'number' ? index : 0;
}
