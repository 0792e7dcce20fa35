import type { Fields, RawCallInput, retrying } from '@iqra-automation/core';
import { asRecord, isRecord } from '../../../connection/as-record.ts';
import { pickedValue } from '../read-parameters.ts';
import type { Step } from '../step.ts';
import { readMapper } from './read-mapper.ts';

/**
 * The raw values of the form of *Initiate* under core's names, as core's groups list them. Nothing is judged here: core names every
 * wrong value in a sentence.
 */
export function readCallInput(step: Step): RawCallInput {
	const mapper = readMapper(step.context, step.itemIndex);
	const raw = readForm(step, step.core.initiateCallFields, (name, value) => {
		if (name === 'dynamicVariables') return mapper.variables;
		return name === 'metadata' ? readRows(value) : pickedValue(value);
	});
	const metadata = step.core.mergeDeclared(mapper.metadata, raw['metadata']);
	return metadata === undefined ? raw : { ...raw, metadata };
}

/** The raw values of the form of *Try Again*. */
export function readTryAgainInput(step: Step): retrying.RawTryAgainInput {
	return readForm(step, step.core.retrying.tryAgainFields, (_name, value) => pickedValue(value));
}

/**
 * What people need most stands at the top level of the node, the rest in its options. A field that was left empty is left out. One
 * that is mapped stays, whatever its expression gave: core refuses a mapping that found nothing where the field protects somebody.
 */
function readForm({ context, itemIndex }: Step, fields: Fields, readField: (name: string, value: unknown) => unknown): Record<string, unknown> {
	const top = (name: string): unknown => context.getNodeParameter(name, itemIndex, undefined);
	const options = asRecord(top('options'));
	const written = asRecord(context.getNode().parameters);
	const raw: Record<string, unknown> = {};
	for (const [name, { upFront }] of Object.entries(fields)) {
		const value = readField(name, upFront === true ? top(name) : options[name]);
		const source = upFront === true ? written[name] : asRecord(written['options'])[name];
		if (isExpression(source)) raw[name] = value ?? null;
		else if (!isBlank(value)) raw[name] = value;
	}
	return raw;
}

function isExpression(source: unknown): boolean {
	return typeof source === 'string' && source.startsWith('=');
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

function isBlank(value: unknown): boolean {
	return value === undefined || value === null || value === '';
}
