import { paceFields, parseInput, type InputOf } from '@iqra-automation/core';
import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import { asRecord } from '../connection/as-record.ts';
import { openClient } from '../connection/open-client.ts';
import { toErrorItem } from '../connection/to-error-item.ts';
import { toNodeError } from '../connection/to-node-error.ts';
import { chooseOperation } from './operations/choose-operation.ts';
import { runItems } from './run-items.ts';

/** Reads are made one after the other, as n8n's own nodes do. */
const readingPace = { concurrency: 1, requestsPerMinute: 0 };

/**
 * One run of the node over all its input items. What fails for the node as a whole (its connection, its pace) fails for each item:
 * otherwise n8n, told to continue on fail, would hand the input on as if it were the result.
 */
export async function executeNode(context: IExecuteFunctions): Promise<INodeExecutionData[][]> {
	try {
		const { run, dials } = chooseOperation(context);
		const pace = dials ? readPace(context) : readingPace;
		const opened = await openClient(context, pace);
		return [await runItems(context, pace.concurrency, async (itemIndex) => await run({ context, itemIndex, ...opened }))];
	} catch (error) {
		if (context.continueOnFail()) return [context.getInputData().map((_, itemIndex) => toErrorItem(error, itemIndex))];
		throw toNodeError(context.getNode(), error);
	}
}

/** How fast to send is a matter of the node, not of an item: the first item's values count. */
function readPace(context: IExecuteFunctions): InputOf<typeof paceFields> {
	const options = asRecord(context.getNodeParameter('options', 0, {}));
	return parseInput(paceFields, Object.fromEntries(Object.keys(paceFields).map((name) => [name, options[name]])));
}
