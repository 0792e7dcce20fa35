import { redact } from '@iqra-automation/core';
import type { IDataObject, INode, INodeExecutionData, NodeApiError, NodeOperationError } from 'n8n-workflow';
import { detailsOf } from './to-error-item.ts';
import { adviceOf, asOwnError, messageOf, toNodeError, toOnlyError } from './to-node-error.ts';

export interface ItemFailure {
	readonly error: unknown;
	readonly itemIndex: number;
}

/** A run that did not come to its end. */
export interface StoppedRun {
	/** At least one. */
	readonly failures: readonly ItemFailure[];
	/** What the items that ran gave, by item. */
	readonly outputs: readonly (readonly INodeExecutionData[] | undefined)[];
	/** How many items there are. */
	readonly count: number;
	/** All items were checked, and none ran. */
	readonly checked: boolean;
	/** The step places calls: only then is it news that nobody was called. */
	readonly calls: boolean;
}

/** n8n shows a description of some twenty lines well. */
const mostShown = 20;
/** n8n's editor draws a description as HTML, where a line's end alone is a blank. */
const lineBreak = '<br>\n';

/**
 * The error of a run that stops: how many calls were placed comes first, then what failed, each with its item; the error's data hold
 * all of it. One failure of which nothing else is known stays the plain error of its item.
 */
export function toRunError(node: INode, run: StoppedRun): NodeOperationError | NodeApiError {
	const failures = [...run.failures].sort((a, b) => a.itemIndex - b.itemIndex);
	const [first] = failures;
	if (first === undefined) throw new TypeError('A run without a failure has no error.');
	const isSummary = run.checked && failures.length > 1;
	// n8n's editor puts the item behind the message, where it would deny what a sentence about several says.
	const mayHaveSent = run.calls && !run.checked;
	const error = (run.count === 1 && run.calls ? toOnlyError : toNodeError)(node, first.error, { mayHaveSent, ...(isSummary ? {} : { itemIndex: first.itemIndex }) });
	const placed = placedCalls(run.outputs);
	const known = failures.map((failure) => ({ own: asOwnError(failure.error, mayHaveSent), itemIndex: failure.itemIndex }));
	error.context['data'] = { ...dataOf(error), placedCalls: placed, failedItems: known.map(({ own, itemIndex }) => ({ item: itemIndex, message: messageOf(own, undefined), details: detailsOf(own) })) };
	if (run.count === 1) return error;
	const sentences = known.map(({ own, itemIndex }) => messageOf(own, itemIndex, isSummary ? adviceOf(own) : ''));
	error.message = isSummary
		? `${failures.length} of ${run.count} items cannot be run, so nobody was called.`
		: `${describePlaced(placed.length, run.count)}${sentences[0] ?? ''}`;
	error.description = [
		isSummary ? '' : (error.description ?? ''),
		...(run.checked ? ['All items are checked before the first call; nobody was called.'] : []),
		...shorten(failures.length > 1 ? sentences : []),
		...shorten(placed.map(describeCall)),
	].filter((line) => line !== '').join(lineBreak);
	return error;
}

function shorten(lines: readonly string[]): readonly string[] {
	return lines.length > mostShown ? [...lines.slice(0, mostShown), `… and ${lines.length - mostShown} more`] : lines;
}

function describePlaced(placed: number, count: number): string {
	return placed === 0 ? '' : `${placed} of ${count} calls ${placed === 1 ? 'was' : 'were'} placed before the run stopped. `;
}

interface PlacedItem extends IDataObject {
	readonly item: number;
	readonly queueId: string;
	readonly recipientNumber: string;
}

function placedCalls(outputs: StoppedRun['outputs']): PlacedItem[] {
	return outputs.flatMap((items, item) =>
		(items ?? []).flatMap(({ json }) => {
			const { placed, queueId, recipientNumber } = json;
			if (placed !== true || typeof queueId !== 'string') return [];
			return [{ item, queueId, recipientNumber: typeof recipientNumber === 'string' ? redact(recipientNumber) : '' }];
		}),
	);
}

function describeCall({ item, queueId, recipientNumber }: PlacedItem): string {
	return `Placed: ${recipientNumber} as ${queueId} [item ${item}]`;
}

function dataOf({ context }: NodeOperationError | NodeApiError): IDataObject {
	const data: unknown = context['data'];
	return data !== null && typeof data === 'object' && !Array.isArray(data) ? { ...data } : {};
}
