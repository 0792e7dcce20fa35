import { redact } from '@iqra-automation/core';
import type { IDataObject, INode, NodeApiError, NodeOperationError } from 'n8n-workflow';
import type { KnownCall } from './node-execution.ts';
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
	/** The calls of the execution, those of earlier tries among them. */
	readonly known: readonly KnownCall[];
	/** How many items there are. */
	readonly count: number;
	/** All items were checked, and none ran in this try. */
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
	const error = (run.count === 1 && run.calls && run.known.length === 0 ? toOnlyError : toNodeError)(node, first.error, { mayHaveSent, ...(isSummary ? {} : { itemIndex: first.itemIndex }) });
	const placed = placedCalls(run.known);
	const causes = failures.map((failure) => ({ own: asOwnError(failure.error, mayHaveSent), itemIndex: failure.itemIndex }));
	error.context['data'] = { ...dataOf(error), placedCalls: placed, failedItems: causes.map(({ own, itemIndex }) => ({ item: itemIndex, message: messageOf(own, undefined), details: detailsOf(own) })) };
	if (run.count === 1) return error;
	const sentences = causes.map(({ own, itemIndex }) => messageOf(own, itemIndex, isSummary ? adviceOf(own) : ''));
	const [before, nobody] = run.known.length === 0 ? ['the first', 'nobody'] : ['any further', 'nobody else'];
	const summary = `${failures.length} of ${run.count} items cannot be run, so ${nobody} was called.`;
	error.message = `${describePlaced(placed.length, run.count)}${isSummary ? summary : (sentences[0] ?? '')}`;
	error.description = [
		isSummary ? '' : (error.description ?? ''),
		...(run.checked ? [`All items are checked before ${before} call; ${nobody} was called.`] : []),
		...shorten(failures.length > 1 ? sentences : []),
		...shorten(placed.map(describeCall)),
		...shorten(describeUnclear(run.known, failures)),
		describeOtherRounds(run.known),
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

function placedCalls(known: readonly KnownCall[]): PlacedItem[] {
	const placed = known.flatMap(({ itemIndex, entry }) => {
		if (itemIndex === null || entry.state !== 'placed') return [];
		const { queueId, recipientNumber } = entry.call;
		return [{ item: itemIndex, queueId, recipientNumber: redact(recipientNumber) }];
	});
	return placed.sort((a, b) => a.item - b.item);
}

function describeCall({ item, queueId, recipientNumber }: PlacedItem): string {
	return `Placed: ${recipientNumber} as ${queueId} [item ${item}]`;
}

/** The calls of earlier tries whose answer was lost; what failed now says so itself. */
function describeUnclear(known: readonly KnownCall[], failures: readonly ItemFailure[]): readonly string[] {
	return known.flatMap(({ itemIndex, entry: { state } }) => {
		if (itemIndex === null || state === 'placed' || failures.some((failure) => failure.itemIndex === itemIndex)) return [];
		return [`${state === 'placed_without_id' ? 'Placed, under an ID that the server did not tell' : 'May have been placed: the answer was lost'} [item ${itemIndex}]`];
	});
}

function describeOtherRounds(known: readonly KnownCall[]): string {
	const others = known.filter(({ itemIndex }) => itemIndex === null).length;
	return others === 0 ? '' : `In other rounds of the loop, ${others} ${others === 1 ? 'call was' : 'calls were'} placed, or may have been.`;
}

function dataOf({ context }: NodeOperationError | NodeApiError): IDataObject {
	const data: unknown = context['data'];
	return data !== null && typeof data === 'object' && !Array.isArray(data) ? { ...data } : {};
}
