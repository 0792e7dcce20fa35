import type { Field, Fields } from '../../packages/core/src/index.ts';
import type { DrawingHints } from './to-n8n-properties.mts';

/**
 * Renders fields as Zapier input fields. Keys are the core names in snake_case.
 *
 * Zapier converts a value by its field's type before the app sees it: "off" becomes true, an emptied number 0, "N/A" the present
 * moment (docs/decisions/0040-zapier-text-fields.md). So every value is drawn as text, which Zapier leaves alone, and core reads it.
 */
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

export function toSnakeCase(name: string): string {
  return name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
}

function drawKind(field: Field): object {
  switch (field.kind) {
    case 'text':
      return { type: field.acceptsList === true ? 'text' : 'string', ...(field.many === true ? { list: true } : {}) };
    case 'phone':
    case 'id':
    case 'dateTime':
    case 'number':
      return { type: 'string' };
    case 'textMap':
      return { dict: true };
    case 'choice':
      return {
        type: 'string',
        ...(field.many === true ? { list: true } : {}),
        // A plain map: the platform copies the whole definition on every cold start.
        choices: Object.fromEntries((field.choices ?? []).map((choice) => [choice.value, choice.label])),
      };
    case 'switch':
      return { type: 'string', choices: { true: 'Yes', false: 'No' } };
    default:
      return field.kind satisfies never;
  }
}

function withExample(field: Field): object {
  const drawsText = field.kind === 'text' || field.kind === 'phone' || field.kind === 'dateTime' || field.kind === 'number';
  return drawsText ? { placeholder: field.example } : {};
}

/** Zapier takes defaults as text. The default of a number shows as its example: what nobody entered, core decides. */
function withDefault(field: Field): object {
  return field.defaultValue === undefined || field.kind === 'number' ? {} : { default: String(field.defaultValue) };
}
