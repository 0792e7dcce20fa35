import { NodeHelpers, randomString, type IExecuteFunctions, type INodeExecutionData, type IRunExecutionData, type IWebhookFunctions } from 'n8n-workflow';
import type { Step } from '../resources/step.ts';
import { asRecord, isRecord } from '../../connection/as-record.ts';

/** What a sleeping execution must know to be woken; its items stand where n8n keeps the input of a node that waits. */
export interface KeptWait {
	readonly secret: string;
	readonly limitMs: number;
	/** The calls that were open when it fell asleep; `wakes` = it carries this execution's address. */
	readonly open: readonly { readonly queueId: string; readonly wakes: boolean }[];
	/** Which round of a loop fell asleep. */
	readonly runIndex: number;
}

const contextKey = 'iqraWait';
const secretLength = 32;

/** The secret of this node in this execution: the same in every run and try of it. */
export function secretOf(context: IExecuteFunctions): string {
	const kept = context.getContext('node');
	const known = asRecord(kept[contextKey])['secret'];
	if (typeof known === 'string') return known;
	const secret = randomString(secretLength);
	kept[contextKey] = { secret };
	return secret;
}

/**
 * Lays the items ready with which the execution goes on when the limit is over: n8n then hands on what it holds as the node's input,
 * without running the node, and pairs each with the input item at its place. So there is one for each, and failed ones stand among them;
 * n8n takes those to the error output by itself.
 */
export function keepWait(context: IExecuteFunctions, wait: KeptWait, items: readonly INodeExecutionData[]): void {
	context.getContext('node')[contextKey] = { ...wait, open: wait.open.map((call) => ({ ...call })) };
	context.getExecuteData().data['main'] = [[...items]];
}

/**
 * The item that this run was given for its input, where n8n runs the node once more after it slept: on *Retry with currently saved workflow* of
 * an execution that died after it was woken. What it is given then is what it had laid ready: results, which could be read as leads.
 */
export function heldResult({ context, execution, itemIndex }: Step): INodeExecutionData | null {
	const { open, runIndex } = asRecord(context.getContext('node')[contextKey]);
	if (!Array.isArray(open) || runIndex !== execution.names.runIndex) return null;
	const item = context.getInputData()[itemIndex];
	return item === undefined ? null : { ...item, pairedItem: { item: itemIndex } };
}

/** What a woken execution holds; `null` = it does not wait at this node, or its data cannot be used. */
export function readKeptWait(context: IWebhookFunctions): { readonly wait: Omit<KeptWait, 'runIndex'>; readonly items: readonly INodeExecutionData[] } | null {
	const data: unknown = Reflect.get(context, 'runExecutionData');
	if (!isRunData(data)) return null;
	const { secret, limitMs, open } = asRecord(NodeHelpers.getContext(data, 'node', context.getNode())[contextKey]);
	const [entry] = data.executionData?.nodeExecutionStack ?? [];
	if (typeof secret !== 'string' || typeof limitMs !== 'number' || !Array.isArray(open) || entry?.node.name !== context.getNode().name) return null;
	const calls = open.map(asRecord).map(({ queueId, wakes }) => ({ queueId: String(queueId), wakes: wakes === true }));
	return { wait: { secret, limitMs, open: calls }, items: entry.data['main']?.[0] ?? [] };
}

function isRunData(data: unknown): data is IRunExecutionData {
	return isRecord(data) && isRecord(data['executionData']) && isRecord(data['resultData']);
}
