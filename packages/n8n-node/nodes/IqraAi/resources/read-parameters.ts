import type { Field } from '@iqra-automation/core';
import { asRecord, type Values } from '../../connection/as-record.ts';
import { pickedValue } from '../../connection/read-form.ts';
import type { Step } from './step.ts';

type Labels = Readonly<Record<string, string>>;

/**
 * A required text parameter, with a sentence for whatever else an expression can give.
 * @throws IqraError of kind `input`.
 */
export function readId(step: Step, name: string, label: string): string {
	const field = { kind: 'id', required: true, label, help: '', example: '' } as const;
	const parsed: Readonly<Record<string, string>> = step.core.parseInput({ [name]: field }, { [name]: step.context.getNodeParameter(name, step.itemIndex, '') });
	return parsed[name] ?? '';
}

/** How many results a list may return: `null` = all. */
export function readLimit(step: Step): number | null {
	if (step.context.getNodeParameter('returnAll', step.itemIndex, false)) return null;
	const limit = { kind: 'number', required: true, label: 'Limit', help: '', example: '', min: 1, max: 1_000_000 } as const;
	return step.core.parseInput({ limit }, { limit: step.context.getNodeParameter('limit', step.itemIndex, 50) }).limit;
}

export function isSimplified(step: Step): boolean {
	return step.context.getNodeParameter('simplify', step.itemIndex, true) !== false;
}

/** Filters as the user filled them in; what was left empty is not there. Pickers are reduced to their value. */
export function readFilters(step: Step): Values {
	const raw = asRecord(step.context.getNodeParameter('filters', step.itemIndex, {}));
	const entries = Object.entries(raw).map(([name, value]): [string, unknown] => [name, pickedValue(value)]);
	return Object.fromEntries(entries.filter(([, value]) => value !== '' && value !== null && value !== undefined));
}

/**
 * The named filters that hold texts.
 * @throws IqraError of kind `input` that names every filter that is no text.
 */
export function readTexts({ core }: Step, filters: Values, labels: Labels): Labels {
	const parsed: Values = core.parseInput(optionalFields(labels, 'id'), named(labels, filters));
	return Object.fromEntries(Object.entries(parsed).filter((entry): entry is [string, string] => typeof entry[1] === 'string'));
}

/**
 * The named filters that hold times, as ISO 8601 UTC. A time without offset is meant in the workflow's zone, as everywhere in n8n.
 * @throws IqraError of kind `input`.
 */
export function readTimes(step: Step, raw: Values, labels: Labels): Labels {
	const texts: Values = step.core.parseInput(optionalFields(labels, 'dateTime'), named(labels, raw));
	const zone = step.context.getTimezone();
	const times = Object.entries(texts).map(([name, text]) => [name, step.core.searching.readMoment(String(text), zone)] as const);
	const problems = times
		.filter(([, time]) => time === null)
		.map(([field]) => step.core.inputs.fieldErrors.problem('NOT_A_TIME', field, { label: labels[field] ?? field, text: String(texts[field]).slice(0, 40), why: '' }));
	if (problems.length > 0) throw step.core.inputs.inputError(problems);
	return Object.fromEntries(times.map(([name, time]) => [name, time ?? '']));
}

function named(labels: Labels, raw: Values): Values {
	return Object.fromEntries(Object.keys(labels).map((name) => [name, raw[name]]));
}

function optionalFields(labels: Labels, kind: 'id' | 'dateTime'): Readonly<Record<string, Field>> {
	const toField = (label: string): Field => ({ kind, required: false, label, help: '', example: '' });
	return Object.fromEntries(Object.entries(labels).map(([name, label]) => [name, toField(label)]));
}
