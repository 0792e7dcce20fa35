import type { Fields } from '@iqra-automation/core';
import type { PlainInputField } from 'zapier-platform-core';
import { toSnakeCase } from './snake-case.ts';

/** A rendered literal is read-only; Zapier's type of a field is not. */
export function drawnFields(rendered: readonly object[]): PlainInputField[] {
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- The renderer writes nothing but fields.
  return rendered.map((field) => ({ ...field }) as PlainInputField);
}

/** A step's values under core's names, as they came. What was left out is left out; core reads what a person meant by the rest. */
export function readDrawn<F extends Fields>(fields: F, inputData: Readonly<Record<string, unknown>>): { readonly [Name in keyof F]?: unknown } {
  const given = Object.keys(fields)
    .map((name) => [name, inputData[toSnakeCase(name)]] as const)
    .filter(([, value]) => value !== undefined);
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- The names are those of the fields.
  return Object.fromEntries(given) as { readonly [Name in keyof F]?: unknown };
}
