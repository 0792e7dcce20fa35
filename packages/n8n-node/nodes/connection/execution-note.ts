import type { CustomData, NodeExecution } from './node-execution.ts';

/** n8n keeps ten entries for each execution, and complains about values of more than 255 characters. */
const mostLists = 6;
const longestList = 255;

/**
 * Notes a call that was placed in the execution's custom data, where it is found whatever becomes of the execution: `iqraCalls` holds
 * how many, `iqraCalls1`, `iqraCalls2`, … their queue ids, the first sixty or so.
 */
export function notePlacedCall({ customData: data }: NodeExecution, queueId: string): void {
	if (data === null) return;
	const lists = Array.from({ length: mostLists }, (_, index) => `iqraCalls${index + 1}`);
	if (lists.some((key) => listIn(data, key).includes(queueId))) return;
	data.set('iqraCalls', String(Number(data.get('iqraCalls') ?? 0) + 1));
	const key = lists.find((name) => [...listIn(data, name), queueId].join(',').length <= longestList);
	if (key !== undefined) data.set(key, [...listIn(data, key), queueId].join(','));
}

function listIn(data: CustomData, key: string): readonly string[] {
	const text = data.get(key);
	return typeof text === 'string' && text !== '' ? text.split(',') : [];
}
