import type { Fields } from '@iqra-automation/core';
import { asRecord, type Values } from '../../connection/as-record.ts';
import { isBlank, isMapped, pickedValue, type FormSource } from '../../connection/read-form.ts';
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

/** Where the values of the step's form stand: at the top level, and in the named collection. */
export function formOf({ context, itemIndex }: Step, collection: string): FormSource {
	return { get: (name) => context.getNodeParameter(name, itemIndex, null), written: context.getNode().parameters, collections: [collection] };
}

/** Filters as the user filled them in; what was left empty is not there. One that is mapped stays, and is refused where its expression found nothing. */
export function readFilters({ context, itemIndex }: Step): Values {
	const raw = asRecord(context.getNodeParameter('filters', itemIndex, {}));
	const written = asRecord(context.getNode().parameters['filters']);
	const entries = Object.entries(raw).map(([name, value]): [string, unknown] => [name, pickedValue(value)]);
	return Object.fromEntries(entries.flatMap(([name, value]) => (isMapped(written[name]) ? [[name, value ?? null]] : isBlank(value) ? [] : [[name, value]])));
}

/**
 * The named filters that hold texts.
 * @throws IqraError of kind `input` that names every filter that is no text.
 */
export function readTexts({ core }: Step, filters: Values, labels: Labels): Labels {
	const parsed: Values = core.parseInput(optionalIds(labels), named(labels, filters));
	return Object.fromEntries(Object.entries(parsed).filter((entry): entry is [string, string] => typeof entry[1] === 'string'));
}

/**
 * The named filters that hold times, as ISO 8601 UTC. A time without offset is meant in the workflow's zone, as everywhere in n8n.
 * @throws IqraError of kind `input`.
 */
export function readTimes(step: Step, raw: Values, labels: Labels): Labels {
	const { createdFrom } = step.core.searching.callFilterFields;
	const fields = Object.fromEntries(Object.entries(labels).map(([name, label]) => [name, { ...createdFrom, label }]));
	return step.core.searching.readTimes(fields, named(labels, raw), step.context.getTimezone());
}

function named(labels: Labels, raw: Values): Values {
	return Object.fromEntries(Object.keys(labels).map((name) => [name, raw[name]]));
}

function optionalIds(labels: Labels): Fields {
	return Object.fromEntries(Object.entries(labels).map(([name, label]) => [name, { kind: 'id', required: false, refuseBlank: true, label, help: '', example: '' }]));
}
