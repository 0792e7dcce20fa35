import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import { isCanceled } from '../connection/n8n-transport.ts';
import { toErrorItem } from '../connection/to-error-item.ts';
import { toNodeError } from '../connection/to-node-error.ts';

/**
 * Runs all input items, `concurrency` at a time; the output stands in the order of the input. With continue on fail a failed item
 * gives an error item. Otherwise no further item is started, those under way are waited for (n8n may run the node again at once, and
 * must then know what they did), and the first failure is thrown.
 */
export async function runItems(
	context: IExecuteFunctions,
	concurrency: number,
	runItem: (itemIndex: number) => Promise<INodeExecutionData[]>,
): Promise<INodeExecutionData[]> {
	const count = context.getInputData().length;
	const outputs: INodeExecutionData[][] = [];
	const failures: { readonly error: unknown; readonly itemIndex: number }[] = [];
	let next = 0;
	const worker = async (): Promise<void> => {
		while (next < count && failures.length === 0 && !isCanceled(context)) {
			const itemIndex = next;
			next += 1;
			try {
				outputs[itemIndex] = await runItem(itemIndex);
			} catch (error) {
				if (context.continueOnFail()) outputs[itemIndex] = [toErrorItem(error, itemIndex)];
				else failures.push({ error, itemIndex });
			}
		}
	};
	await Promise.all(Array.from({ length: Math.min(concurrency, count) }, worker));
	const first = failures[0];
	if (first !== undefined) throw toNodeError(context.getNode(), first.error, first.itemIndex);
	return outputs.flat();
}
