import * as core from '@iqra-automation/core';
import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import { asRecord } from '../connection/as-record.ts';
import { n8nClock } from '../connection/n8n-clock.ts';
import { NodeExecution, type KnownCall } from '../connection/node-execution.ts';
import { openClient, type OpenedClient } from '../connection/open-client.ts';
import { toErrorItem } from '../connection/to-error-item.ts';
import { toNodeError, toOnlyError } from '../connection/to-node-error.ts';
import { isTool, toToolAnswer } from '../connection/to-tool-answer.ts';
import { tellCounts, tellDuration } from './tell-progress.ts';
import { findOperation, resources } from './resources/resources.ts';
import type { Operation } from './resources/step.ts';
import { runItems } from './run-items.ts';

/** Reads are made one after the other, as n8n's own nodes do. */
const readingPace = { concurrency: 1, requestsPerMinute: 0 };

/**
 * One run of the node over all its input items. What fails for the node as a whole (its connection, its pace) fails for each item:
 * otherwise n8n, told to continue on fail, would hand the input on as if it were the result.
 */
export async function executeNode(context: IExecuteFunctions): Promise<INodeExecutionData[][]> {
	const execution = new NodeExecution(core, context);
	const known = (): readonly KnownCall[] => (calls ? execution.knownCalls() : []);
	let calls = false;
	let mayHaveSent = false;
	try {
		const operation = chooseOperation(context);
		calls = operation.calls === true;
		const pace = calls ? readPace(context) : readingPace;
		const opened = await openClient(context, pace);
		const getBusiness = readOnce(opened.client.getBusiness);
		const newBatch = () => (calls ? { batch: openBatch(context, opened, pace.concurrency) } : {});
		const step = { core, context, execution, campaigns: core.createCampaignDirectory({ getBusiness }), getBusiness, ...opened, ...newBatch() };
		const checking = { ...step, ...newBatch() };
		const { check } = operation;
		const finish = operation.begin?.(step);
		if (calls) tellDuration(context, pace);
		mayHaveSent = calls;
		const items = await runItems(context, {
			concurrency: pace.concurrency,
			calls,
			known,
			check: check === undefined ? undefined : async (itemIndex) => await check({ ...checking, itemIndex }),
			run: async (itemIndex) => await operation.run({ ...step, itemIndex }),
		});
		if (calls) tellCounts(context, items);
		return [finish === undefined ? items : await finish(items)];
	} catch (error) {
		if (isTool(context)) return [context.getInputData().map((_, itemIndex) => toToolAnswer(error, itemIndex, mayHaveSent))];
		if (context.continueOnFail()) return [context.getInputData().map((_, itemIndex) => toErrorItem(error, itemIndex, mayHaveSent))];
		throw (calls && known().length === 0 ? toOnlyError : toNodeError)(context.getNode(), error, { mayHaveSent });
	}
}

function openBatch(context: IExecuteFunctions, { client, pacer }: OpenedClient, concurrency: number): core.CallBatch {
	const calls = context.getInputData().length;
	return core.createCallBatch({ readsAt: client.forOneItem, pacer, clock: n8nClock, concurrency, calls });
}

/** The business is the same for all items; a reading that failed is made again. */
function readOnce<T>(read: () => Promise<T>): () => Promise<T> {
	let reading: Promise<T> | undefined;
	return () => {
		reading ??= read().catch((error: unknown) => {
			reading = undefined;
			throw error;
		});
		return reading;
	};
}

/** How fast to send is a matter of the node, not of an item: the first item's values count. */
function readPace(context: IExecuteFunctions): core.InputOf<typeof core.paceFields> {
	const options = asRecord(context.getNodeParameter('options', 0, {}));
	return core.parseInput(core.paceFields, Object.fromEntries(Object.keys(core.paceFields).map((name) => [name, options[name]])));
}

/**
 * The operation that the node is set to.
 * @throws IqraError of kind `input` for a combination that the form does not offer.
 */
function chooseOperation(context: IExecuteFunctions): Operation {
	const resource = context.getNodeParameter('resource', 0);
	const operation = context.getNodeParameter('operation', 0);
	const found = findOperation(resource, operation);
	if (found !== undefined) return found;
	const offered = resources.filter(({ value }) => value === resource).flatMap(({ operations }) => operations.map(({ value }) => value));
	const problem =
		offered.length === 0
			? core.fieldErrors.problem('NOT_OFFERED', 'resource', { value: resource, label: 'Resource', offered: resources.map(({ value }) => value).join(', ') })
			: core.fieldErrors.problem('NOT_OFFERED', 'operation', { value: operation, label: 'Operation', offered: offered.join(', ') });
	throw core.inputError([problem]);
}
