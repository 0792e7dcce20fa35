import { createRequire } from 'node:module';
import { resolve } from 'node:path';
import type { FieldDefinition } from './publishing/definition.ts';
import type { Values } from './zapier-app.ts';

type ResolveInputDataTypes = (inputData: Record<string, unknown>, inputFields: readonly FieldDefinition[], timezone: string) => Record<string, unknown>;

const besideApp = createRequire(resolve(import.meta.dirname, '../../../packages/zapier-app/package.json'));

/** The command line's own module for `invoke`. It says of itself that it converts as production does. */
const resolveInputDataTypes = besideApp('zapier-platform-cli/src/oclif/commands/invoke/input-types') as ResolveInputDataTypes;

const convertedTypes: ReadonlySet<string> = new Set(['integer', 'number', 'boolean', 'datetime']);

/**
 * What Zapier makes of a step's values before the app sees them: defaults for empty fields, and each value by its field's type, with
 * times in the account's zone. Values reach the conversion as text there; a mapping that found nothing is empty text.
 */
export function convertValues(inputData: Values, fields: readonly FieldDefinition[], timezone: string): Values {
  const types = new Map(fields.map(({ key, type }) => [key, type ?? 'string']));
  const given = Object.entries(structuredClone(inputData)).filter(([, value]) => value !== undefined);
  const asText = given.map(([key, value]) => [key, convertedTypes.has(types.get(key) ?? '') ? toText(value) : value] as const);
  return resolveInputDataTypes(Object.fromEntries(asText), fields, timezone);
}

function toText(value: unknown): string {
  if (value === null) return '';
  return typeof value === 'string' ? value : JSON.stringify(value);
}
