import { inputError } from '@iqra-automation/core';
import type { IExecuteFunctions } from 'n8n-workflow';
import { readVariables } from './read-variables.ts';
import { pickedValue } from './read-parameters.ts';

type Values = Readonly<Record<string, unknown>>;

const groups = { caller: 'Caller', scheduling: 'Scheduling', safety: 'Safety' } as const;

/**
 * The raw values of the form of *Initiate*, under core's names. Single values are not judged here: core names every wrong one in a
 * sentence.
 * @throws IqraError of kind `input` when a whole group of fields is no group.
 */
export function readCallInput(context: IExecuteFunctions, itemIndex: number): Values {
	const read = (name: string, fallback: unknown): unknown => context.getNodeParameter(name, itemIndex, fallback);
	const grouped = Object.entries(groups).map(([name, label]) => readGroup(name, label, read(name, {})));
	return Object.assign(
		{
			recipientNumber: read('recipientNumber', ''),
			campaignId: pickedValue(read('campaignId', '')),
			dynamicVariables: readVariables(context, itemIndex),
			metadata: readMetadata(read('metadata', {})),
		},
		...grouped,
	) as Values;
}

function readGroup(name: string, label: string, value: unknown): Values {
	if (!isRecord(value)) {
		throw inputError([{ field: name, code: 'WRONG_TYPE', message: `${label} expects its fields, but received something else.` }]);
	}
	return Object.fromEntries(Object.entries(value).map(([field, inner]) => [field, pickedValue(inner)]));
}

/** The rows of the form as one map; a row without key and value was added and left empty. A map from an expression stays as it is. */
function readMetadata(value: unknown): unknown {
	if (!isRecord(value)) return value;
	const rows: unknown = value['entry'];
	if (rows === undefined) return value;
	if (!Array.isArray(rows)) return rows;
	const filled = rows.filter(isRecord).filter(({ key, value: text }) => !isBlank(key) || !isBlank(text));
	return Object.fromEntries(filled.map(({ key, value: text }) => [String(key ?? ''), text]));
}

function isBlank(value: unknown): boolean {
	return value === undefined || value === null || value === '';
}

function isRecord(value: unknown): value is Values {
	return value !== null && typeof value === 'object' && !Array.isArray(value);
}
