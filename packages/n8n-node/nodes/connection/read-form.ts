import type { Fields } from '@iqra-automation/core';
import { asRecord, type Values } from './as-record.ts';

/** Where the values of a form stand. */
export interface FormSource {
	/** The value of a parameter of the node; what is not there may be anything blank. */
	readonly get: (name: string) => unknown;
	/** The node's parameters as they are written, with their expressions. */
	readonly written: Values;
	/** Names of the collections that hold the fields that are not at the top level. */
	readonly collections: readonly string[];
}

/**
 * The raw values of a form under core's names. What people need most stands at the top level of the node, the rest in collections. A field
 * that was left empty is left out. One that is mapped stays, whatever its expression gave: core refuses a mapping that found nothing where
 * the field protects somebody.
 */
export function readForm(fields: Fields, source: FormSource, readField = (_name: string, value: unknown): unknown => pickedValue(value)): Record<string, unknown> {
	const { get, written, collections } = source;
	const inside = together(collections.map(get));
	const writtenInside = together(collections.map((name) => written[name]));
	const raw: Record<string, unknown> = {};
	for (const [name, { upFront }] of Object.entries(fields)) {
		const value = readField(name, upFront === true ? get(name) : inside[name]);
		if (isMapped(upFront === true ? written[name] : writtenInside[name])) raw[name] = value ?? null;
		else if (!isBlank(value)) raw[name] = value;
	}
	return raw;
}

/** The value of a resource locator; any other value as it is. One that nobody has touched since it was added has no mark of n8n's yet. */
export function pickedValue(value: unknown): unknown {
	return value !== null && typeof value === 'object' && 'value' in value && ('__rl' in value || 'mode' in value) ? value.value : value;
}

export function isBlank(value: unknown): boolean {
	return value === undefined || value === null || value === '' || (Array.isArray(value) && value.length === 0);
}

function together(collections: readonly unknown[]): Values {
	return Object.fromEntries(collections.flatMap((collection) => Object.entries(asRecord(collection))));
}

/** Whether an expression stands in a parameter, as it is written. */
export function isMapped(written: unknown): boolean {
	const text = pickedValue(written);
	return typeof text === 'string' && text.startsWith('=');
}
