import type { RawCallInput, retrying } from '@iqra-automation/core';
import { isRecord } from '../../../connection/as-record.ts';
import { isBlank, pickedValue, readForm } from '../../../connection/read-form.ts';
import { formOf } from '../read-parameters.ts';
import type { Step } from '../step.ts';
import { readMapper } from './read-mapper.ts';

/**
 * The raw values of the form of *Initiate* under core's names. Nothing is judged here: core names every wrong value in a sentence.
 */
export function readCallInput(step: Step): RawCallInput {
	const mapper = readMapper(step.context, step.itemIndex);
	const raw = readForm(step.core.initiateCallFields, formOf(step, 'options'), (name, value) => {
		if (name === 'dynamicVariables') return mapper.variables;
		return name === 'metadata' ? readRows(value) : pickedValue(value);
	});
	const metadata = step.core.mergeDeclared(mapper.metadata, raw['metadata']);
	return metadata === undefined ? raw : { ...raw, metadata };
}

/** The raw values of the form of *Try Again*. */
export function readTryAgainInput(step: Step): retrying.RawTryAgainInput {
	return readForm(step.core.retrying.tryAgainFields, formOf(step, 'options'));
}

/** The rows of the form as one map; a row without key and value was added and left empty. A map from an expression stays as it is. */
function readRows(value: unknown): unknown {
	if (!isRecord(value)) return value;
	const rows: unknown = value['entry'];
	if (rows === undefined) return value;
	if (!Array.isArray(rows)) return rows;
	const filled = rows.filter(isRecord).filter(({ key, value: text }) => !isBlank(key) || !isBlank(text));
	return Object.fromEntries(filled.map(({ key, value: text }) => [isBlank(key) ? '' : String(key), text]));
}
