import { initiateCallFields } from '@iqra-automation/core';
import { toSnakeCase } from '../snake-case.ts';
import { variablePrefix } from './declared-variables.ts';

type Values = Readonly<Record<string, unknown>>;

/**
 * The step's values under core's names, as they came; core reads what a person meant by them. Empty text is left out even where
 * core would ask about it (Event Key): Zapier keeps it for a field that was cleared, and a person cannot remove such a field.
 */
export function readRawInput(inputData: Values): Values {
  const given = Object.keys(initiateCallFields).map((name) => [name, inputData[toSnakeCase(name)]] as const);
  const raw: Values = Object.fromEntries(given.filter(([, value]) => value !== ''));
  return {
    ...raw,
    dynamicVariables: withDeclaredVariables(withoutEmptyRows(raw['dynamicVariables']), inputData),
    metadata: withoutEmptyRows(raw['metadata']),
  };
}

/** Zapier sends the blank last row of a dictionary as an empty key with an empty value. */
function withoutEmptyRows(value: unknown): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
  return Object.fromEntries(Object.entries(value).filter(([key, inner]) => key.trim() !== '' || !isEmpty(inner)));
}

/** A field drawn for a variable wins over the dictionary, unless it was left empty. A value that is no dictionary is left for core to refuse. */
function withDeclaredVariables(dictionary: unknown, inputData: Values): unknown {
  const declared = Object.entries(inputData)
    .filter(([key, value]) => key.startsWith(variablePrefix) && key !== variablePrefix && !isEmpty(value))
    .map(([key, value]) => [key.slice(variablePrefix.length), value]);
  if (declared.length === 0) return dictionary;
  if (dictionary !== undefined && dictionary !== null && typeof dictionary !== 'object') return dictionary;
  return { ...dictionary, ...Object.fromEntries(declared) };
}

function isEmpty(value: unknown): boolean {
  return value === undefined || value === null || value === '';
}
