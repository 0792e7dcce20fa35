import type { IExecuteFunctions } from 'n8n-workflow';
import { isRecord, type Values } from '../../connection/as-record.ts';
import { readVariables } from './read-variables.ts';
import { pickedValue } from './read-parameters.ts';

/** The raw values of the form of *Initiate*, under core's names. Nothing is judged here: core names every wrong value in a sentence. */
export function readCallInput(context: IExecuteFunctions, itemIndex: number): Values {
	const read = (name: string, fallback: unknown): unknown => context.getNodeParameter(name, itemIndex, fallback);
	return {
		recipientNumber: read('recipientNumber', ''),
		campaignId: pickedValue(read('campaignId', '')),
		dynamicVariables: readVariables(context, itemIndex),
		...pickedValues(read('caller', {})),
		...pickedValues(read('scheduling', {})),
		...pickedValues(read('safety', {})),
		metadata: readMetadata(read('metadata', {})),
	};
}

/** The fields of a group; n8n itself replaces anything else by an empty group. */
function pickedValues(group: unknown): Values {
	if (!isRecord(group)) return {};
	return Object.fromEntries(Object.entries(group).map(([field, value]) => [field, pickedValue(value)]));
}

/** The rows of the form as one map; a row without key and value was added and left empty. A map from an expression stays as it is. */
function readMetadata(value: unknown): unknown {
	if (!isRecord(value)) return value;
	const rows: unknown = value['entry'];
	if (rows === undefined) return value;
	if (!Array.isArray(rows)) return rows;
	const filled = rows.filter(isRecord).filter(({ key, value: text }) => !isBlank(key) || !isBlank(text));
	return Object.fromEntries(filled.map(({ key, value: text }) => [isBlank(key) ? '' : String(key), text]));
}

function isBlank(value: unknown): boolean {
	return value === undefined || value === null || value === '';
}
