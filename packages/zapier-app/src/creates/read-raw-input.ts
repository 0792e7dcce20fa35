import { initiateCallFields } from '@iqra-automation/core';
import { toSnakeCase } from '../snake-case.ts';
import { variablePrefix } from './declared-variables.ts';

type Values = Readonly<Record<string, unknown>>;

/** The step's values under core's names, as they came; core reads what a person meant by them. */
export function readRawInput(inputData: Values): Values {
  const raw = Object.fromEntries(Object.keys(initiateCallFields).map((name) => [name, inputData[toSnakeCase(name)]]));
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
  if (dictionary !== undefined && dictionary !== null && dictionary !== '' && typeof dictionary !== 'object') return dictionary;
  return { ...(dictionary === '' ? {} : (dictionary as object | null | undefined)), ...Object.fromEntries(declared) };
}

function isEmpty(value: unknown): boolean {
  return value === undefined || value === null || value === '';
}
