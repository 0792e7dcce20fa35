import type { Fields } from '@iqra-automation/core';
import type { PlainInputField } from 'zapier-platform-core';
import { toSnakeCase } from './snake-case.ts';

/** A rendered literal is read-only; Zapier's type of a field is not. */
export function drawnFields(rendered: readonly object[]): PlainInputField[] {
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- The renderer writes nothing but fields.
  return rendered.map((field) => ({ ...field }) as PlainInputField);
}

type Values = Readonly<Record<string, unknown>>;

/** Zapier's editor keeps what it asks about a search itself (what to do when nothing is found, or more than one) beside the values of our form. */
const zapierPrefix = '_zap_';

/**
 * A step's values under core's names, as they came. What was left out is left out; core reads what a person meant by the rest. A filled
 * value of any other key goes to core as well, which refuses it: somebody believes it to be on
 * (docs/decisions/0102-house-forms-closed-at-both-ends.md). `isOwn` = the key is read elsewhere.
 */
export function readDrawn<F extends Fields>(fields: F, inputData: Values, isOwn: (key: string) => boolean = () => false): { readonly [Name in keyof F]?: unknown } {
  const names = new Map(Object.keys(fields).map((name) => [toSnakeCase(name), name]));
  const given = Object.entries(inputData).flatMap(([key, value]): readonly (readonly [string, unknown])[] => {
    const name = names.get(key);
    if (name !== undefined) return value === undefined ? [] : [[name, value]];
    // In snake case, no other key can be taken for a name of core's.
    return key.startsWith(zapierPrefix) || isOwn(key) || isBlank(value) ? [] : [[toSnakeCase(key), value]];
  });
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- Whatever is no name of the fields is refused by core.
  return Object.fromEntries(given) as { readonly [Name in keyof F]?: unknown };
}

/** Whether nothing was entered, as Zapier hands it over; in a list, nothing in any of its rows. */
export function isBlank(value: unknown): boolean {
  return value === undefined || value === null || value === '' || (Array.isArray(value) && value.every(isBlank));
}
