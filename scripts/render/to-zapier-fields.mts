import type { Field, Fields } from '../../packages/core/src/index.ts';
import type { DrawingHints } from './to-n8n-properties.mts';

/** Renders fields as Zapier input fields. Keys are the core names in snake_case. */
export function toZapierFields(fields: Fields, hints: DrawingHints): readonly object[] {
  return Object.entries(fields).map(([name, field]) => ({
    key: toSnakeCase(name),
    label: field.label,
    ...drawKind(field),
    required: field.required,
    helpText: field.help,
    ...withExample(field),
    ...withDefault(field),
    ...hints[name],
  }));
}

function toSnakeCase(name: string): string {
  return name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
}

function drawKind(field: Field): object {
  switch (field.kind) {
    case 'text':
      return { type: field.acceptsList === true ? 'text' : 'string' };
    case 'phone':
    case 'id':
      return { type: 'string' };
    case 'dateTime':
      return { type: 'datetime' };
    case 'textMap':
      return { dict: true };
    case 'choice':
      return {
        type: 'string',
        ...(field.many === true ? { list: true } : {}),
        // A plain map: the platform copies the whole definition on every cold start.
        choices: Object.fromEntries((field.choices ?? []).map((choice) => [choice.value, choice.label])),
      };
    case 'number':
      return { type: 'integer' };
    case 'switch':
      return { type: 'boolean' };
    default:
      return field.kind satisfies never;
  }
}

function withExample(field: Field): object {
  const drawsText = field.kind === 'text' || field.kind === 'phone' || field.kind === 'dateTime';
  return drawsText ? { placeholder: field.example } : {};
}

/** Zapier takes defaults as text. */
function withDefault(field: Field): object {
  return field.defaultValue === undefined ? {} : { default: String(field.defaultValue) };
}
