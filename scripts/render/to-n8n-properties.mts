import type { Field, FieldPartner, Fields } from '../../packages/core/src/index.ts';

/** What a host adds to the drawing of a field; never words that describe it. */
export type DrawingHint = Readonly<Record<string, unknown>>;
export type DrawingHints = Readonly<Record<string, DrawingHint>>;

/** Renders fields as n8n properties, in n8n's own house style for texts and order of members. */
export function toN8nProperties(fields: Fields, hints: DrawingHints): readonly object[] {
  return Object.entries(fields).flatMap(([name, field]) => {
    const property = (displayOptions: object): object => ({
      displayName: field.label,
      name,
      ...drawKind(field),
      ...(field.required ? { required: true } : {}),
      ...(Object.keys(displayOptions).length === 0 ? {} : { displayOptions }),
      ...withExample(field),
      description: inN8nStyle(field.help),
      ...hints[name],
    });
    if (field.partner === undefined) return [property({})];
    const condition = { [field.partner.field]: [conditionOf(field.partner)] };
    return [property({ show: condition }), hiddenTwin(property({ hide: condition }))];
  });
}

function conditionOf(partner: FieldPartner): unknown {
  if ('is' in partner) return { _cnd: { exists: true } };
  return 'value' in partner ? partner.value : { _cnd: { not: partner.valueNot } };
}

/**
 * n8n throws away the value of a field that it does not show. A value that its partner makes void would then be gone before core can
 * say so; this property is never drawn and keeps it.
 */
function hiddenTwin(property: object): object {
  const { displayName, name, default: value, displayOptions } = property as Readonly<Record<string, unknown>>;
  return { displayName, name, type: 'hidden', default: value, displayOptions };
}

/** A group of optional fields that the user adds one by one. n8n wants them sorted by what the user reads. */
export function toN8nCollection(name: string, label: string, fields: Fields, hints: DrawingHints): object {
  const options = toN8nProperties(fields, hints);
  return {
    displayName: label,
    name,
    type: 'collection',
    placeholder: `Add ${label.toLowerCase().replace(/s$/, '')}`,
    default: {},
    options: [...options].sort(byDisplayName),
  };
}

function drawKind(field: Field): object {
  switch (field.kind) {
    case 'text':
    case 'phone':
    case 'id':
      return { type: 'string', default: field.defaultValue ?? '' };
    case 'dateTime':
      return { type: 'dateTime', default: '' };
    case 'textMap':
      return { type: 'json', default: '{}' };
    case 'choice':
      return {
        type: field.many === true ? 'multiOptions' : 'options',
        default: field.defaultValue ?? (field.many === true ? [] : ''),
        options: drawChoices(field),
      };
    case 'number':
      return { type: 'number', default: field.defaultValue ?? field.min ?? 0, typeOptions: { minValue: field.min, maxValue: field.max } };
    case 'switch':
      return { type: 'boolean', default: field.defaultValue ?? false };
    default:
      return field.kind satisfies never;
  }
}

/** n8n wants the default of a list to be one of its options; where a field has none, "not set" is one. */
function drawChoices(field: Field): readonly object[] {
  const choices = (field.choices ?? []).map((choice) => ({ name: inN8nTitleCase(choice.label), value: choice.value }));
  const notSet = field.many === true || field.defaultValue !== undefined ? [] : [{ name: 'Not Set', value: '' }];
  return [...choices, ...notSet].sort(byName);
}

function withExample(field: Field): object {
  return ['text', 'phone', 'id'].includes(field.kind) ? { placeholder: `e.g. ${field.example}` } : {};
}

/** One sentence goes without its period; several keep theirs. "ID" is written in capitals. */
function inN8nStyle(help: string): string {
  return (/[.!?]\s/.test(help) ? help : help.replace(/\.$/, '')).replace(/\bid\b/g, 'ID');
}

const smallWords = new Set(
  'a an and as at because but by en for if in neither nor of on or only over per so some that than the to up upon versus via when with without yet'.split(' '),
);

/** n8n's linter wants choices in title case: English small words stay small, but for the first. */
function inN8nTitleCase(label: string): string {
  return label.replace(/[\p{L}\p{N}'’]+/gu, (word, at: number) => {
    const isSmall = at > 0 && smallWords.has(word.toLowerCase()) && word === word.toLowerCase();
    return isSmall ? word : word.charAt(0).toUpperCase() + word.slice(1);
  });
}

const byName = (a: { name: string }, b: { name: string }): number => a.name.localeCompare(b.name, 'en');
const byDisplayName = (a: object, b: object): number => labelOf(a).localeCompare(labelOf(b), 'en');
const labelOf = (property: object): string => ('displayName' in property ? String(property.displayName) : '');
