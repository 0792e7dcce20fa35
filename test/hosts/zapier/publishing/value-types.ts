import type { FieldDefinition } from './definition.ts';

export const isoMomentWithOffset = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d+)?(Z|[+-]\d{2}:\d{2})$/;

/** A pointer, which Zapier replaces by the value when a Zap uses it. */
const pointer = /^hydrate\|\|\|.*\|\|\|hydrate$/s;

/** One sentence for each value that does not fit its output field. `null` fits everything: nothing is known. */
export function mismatches(record: Readonly<Record<string, unknown>>, fields: readonly FieldDefinition[]): readonly string[] {
  return fields.flatMap((field) => {
    const value = record[field.key];
    if (value === null || value === undefined || (typeof value === 'string' && pointer.test(value))) return [];
    if (field.children !== undefined || field.list === true) {
      if (!Array.isArray(value)) return [`${field.key} is no list.`];
      return (value as readonly unknown[]).flatMap((entry) => complaints(entry, field));
    }
    return complaints(value, field);
  });
}

function complaints(value: unknown, field: FieldDefinition): readonly string[] {
  if (field.children !== undefined) {
    if (typeof value !== 'object' || value === null) return [`${field.key} holds something other than objects.`];
    return mismatches(value as Readonly<Record<string, unknown>>, field.children).map((breach) => `${field.key}: ${breach}`);
  }
  if (field.dict === true) return typeof value === 'object' && !Array.isArray(value) ? [] : [`${field.key} is not an object.`];
  return fits(value, field.type ?? 'string') ? [] : [`${field.key} is ${JSON.stringify(value).slice(0, 40)}, not of type ${field.type ?? 'string'}.`];
}

function fits(value: unknown, type: string): boolean {
  switch (type) {
    case 'string':
    case 'password':
    case 'file':
      return typeof value === 'string';
    case 'boolean':
      return typeof value === 'boolean';
    case 'integer':
      return Number.isInteger(value);
    case 'number':
      return typeof value === 'number';
    case 'datetime':
      return typeof value === 'string' && isoMomentWithOffset.test(value);
    default:
      return false;
  }
}
