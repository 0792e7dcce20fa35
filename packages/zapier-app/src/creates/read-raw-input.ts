import { initiateCallFields, mergeDeclared } from '@iqra-automation/core';
import { isBlank, readDrawn } from '../drawn-fields.ts';
import { declaredPrefixes } from './declared-fields.ts';
import { realCallKey } from './initiate-call-form.ts';

type Values = Readonly<Record<string, unknown>>;
type FieldName = keyof typeof initiateCallFields;

/**
 * The step's values under core's names, as they came; core reads what a person meant by them. A field that was left out is left out
 * here; one that is there and blank stays, because core refuses it where it protects somebody: its mapping found nothing.
 */
export function readRawInput(inputData: Values): { readonly [Name in FieldName]?: unknown } {
  const raw = readDrawn(initiateCallFields, inputData, (key) => key === realCallKey || isDeclared(key));
  return { ...raw, ...mapOf('dynamicVariables', raw, inputData), ...mapOf('metadata', raw, inputData) };
}

/** A dictionary together with the fields that were drawn for what the campaign declares. */
function mapOf(name: keyof typeof declaredPrefixes, raw: Values, inputData: Values): Values {
  const merged = mergeDeclared(declaredValues(inputData, declaredPrefixes[name]), withoutEmptyRows(raw[name]));
  return merged === undefined ? {} : { [name]: merged };
}

const isDeclared = (key: string): boolean => Object.values(declaredPrefixes).some((prefix) => key.startsWith(prefix));

function declaredValues(inputData: Values, prefix: string): Values {
  const entries = Object.entries(inputData).filter(([key, value]) => key.startsWith(prefix) && key !== prefix && value !== undefined);
  return Object.fromEntries(entries.map(([key, value]) => [key.slice(prefix.length), value ?? '']));
}

/** Zapier sends the blank last row of a dictionary as an empty key with an empty value. */
function withoutEmptyRows(value: unknown): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
  return Object.fromEntries(Object.entries(value).filter(([key, inner]) => key.trim() !== '' || !isBlank(inner)));
}
