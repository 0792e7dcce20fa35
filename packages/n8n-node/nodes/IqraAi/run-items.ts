import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import type { KnownCall } from '../connection/node-execution.ts';
import { isCanceled } from '../connection/n8n-transport.ts';
import { toErrorItem } from '../connection/to-error-item.ts';
import { toRunError, type ItemFailure } from '../connection/to-run-error.ts';
import { isTool, toToolAnswer } from '../connection/to-tool-answer.ts';

export interface ItemRun {
	readonly concurrency: number;
	/** The step places calls. */
	readonly calls: boolean;
	/** What the execution knows by then of its calls. */
	readonly known: () => readonly KnownCall[];
	/** Judges an item, and calls nobody. */
	readonly check?: ((itemIndex: number) => Promise<void>) | undefined;
	readonly run: (itemIndex: number) => Promise<INodeExecutionData[]>;
}

/**
 * Runs all input items, `concurrency` at a time; the output stands in the order of the input. With continue on fail, and for an AI
 * agent, a failed item gives an item that says so. Otherwise all items are checked before the first one runs; later, once one fails,
 * no further item is started, those under way are waited for (n8n may run the node again at once, and must then know what they did),
 * and what failed is thrown together with what was done.
 */
export async function runItems(context: IExecuteFunctions, { concurrency, calls, known, check, run }: ItemRun): Promise<INodeExecutionData[]> {
	const count = context.getInputData().length;
	const outputs: INodeExecutionData[][] = [];
	const failures: ItemFailure[] = [];
	const stops = !context.continueOnFail() && !isTool(context);
	const together = { count, concurrency, mayStart: () => !isCanceled(context) };
	if (stops && count > 1 && check !== undefined) {
		await forEachItem(together, async (itemIndex) => {
			await check(itemIndex).catch((error: unknown) => failures.push({ error, itemIndex }));
		});
	}
	if (failures.length > 0) throw toRunError(context.getNode(), { failures, known: known(), count, calls, checked: true });
	await forEachItem({ ...together, mayStart: () => failures.length === 0 && !isCanceled(context) }, async (itemIndex) => {
		try {
			outputs[itemIndex] = await run(itemIndex);
		} catch (error) {
			if (stops) failures.push({ error, itemIndex });
			else outputs[itemIndex] = [isTool(context) ? toToolAnswer(error, itemIndex, calls) : toErrorItem(error, itemIndex, calls)];
		}
	});
	if (failures.length > 0) throw toRunError(context.getNode(), { failures, known: known(), count, calls, checked: false });
	return outputs.flat();
}

interface Together {
	readonly count: number;
	readonly concurrency: number;
	readonly mayStart: () => boolean;
}

async function forEachItem({ count, concurrency, mayStart }: Together, work: (itemIndex: number) => Promise<void>): Promise<void> {
	let next = 0;
	const worker = async (): Promise<void> => {
		while (next < count && mayStart()) {
			const itemIndex = next;
			next += 1;
			await work(itemIndex);
		}
	};
	await Promise.all(Array.from({ length: Math.min(concurrency, count) }, worker));
}
