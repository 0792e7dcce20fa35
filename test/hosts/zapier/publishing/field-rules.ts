import { allActions, type AppDefinition, type FieldDefinition, inputFieldsOf, type NamedAction } from './definition.ts';
import type { PublishingRule } from './rule.ts';

interface NamedField {
  readonly field: FieldDefinition;
  readonly path: string;
}

function inputFields(app: AppDefinition): readonly NamedField[] {
  return allActions(app).flatMap((named: NamedAction) => inputFieldsOf(named).map((field) => ({ field, path: `${named.path}.${field.key}` })));
}

function allInputFields(app: AppDefinition): readonly NamedField[] {
  return [...app.authentication.fields.map((field) => ({ field, path: `authentication.${field.key}` })), ...inputFields(app)];
}

const breachesOf = (fields: readonly NamedField[], isBreach: (field: FieldDefinition) => boolean, complaint: string): readonly string[] =>
  fields.filter(({ field }) => isBreach(field)).map(({ path }) => `${path} ${complaint}`);

const link = /\[[^\]]+\]\(https:\/\/[^\s)]+\)/;

/** A plain address may stand in a Markdown link or in backticks only. */
function hasBareAddress(text: string): boolean {
  return /https?:\/\//.test(text.replace(/`[^`]*`/g, '').replace(/\[[^\]]+\]\([^)]*\)/g, ''));
}

function looksLikeAnId(field: FieldDefinition): boolean {
  return /(^|_)id$/.test(field.key) || /\bID$/.test(field.label ?? '');
}

/** `trigger.valueKey.labelKey` of a dropdown. */
function isDropdownKept(app: AppDefinition, reference: string): boolean {
  const [trigger = '', ...keys] = reference.split('.');
  const sample = app.triggers[trigger]?.operation.sample ?? {};
  return app.triggers[trigger] !== undefined && keys.length === 2 && keys.every((key) => key in sample);
}

export const fieldRules: readonly PublishingRule[] = [
  {
    id: 'D001',
    title: 'no credentials are asked for in a step',
    breaches: (app) => breachesOf(inputFields(app), (field) => /api_?key|token|secret|password/i.test(`${field.key} ${field.label ?? ''}`), 'asks for a credential.'),
  },
  {
    id: 'D002',
    title: 'each field of the connection links to a guide',
    breaches: (app) => app.authentication.fields.filter((field) => !link.test(field.helpText ?? '')).map(({ key }) => `authentication.${key} has no link.`),
  },
  {
    id: 'D004',
    title: 'fields for ids have dropdowns',
    breaches: (app) => breachesOf(inputFields(app), (field) => looksLikeAnId(field) && field.dynamic === undefined, 'has no dropdown.'),
  },
  {
    id: 'D005',
    title: 'dropdowns point at triggers that exist, and at keys they return',
    breaches: (app) => breachesOf(inputFields(app), (field) => field.dynamic !== undefined && !isDropdownKept(app, field.dynamic), 'points at no list.'),
  },
  {
    id: 'D008',
    title: 'addresses in help texts are Markdown links or in backticks',
    breaches: (app) => breachesOf(allInputFields(app), (field) => hasBareAddress(field.helpText ?? ''), 'shows a bare address.'),
  },
  {
    id: 'D009',
    title: 'each search has a field',
    breaches: (app) => Object.values(app.searches).filter((search) => (search.operation.inputFields ?? []).length === 0).map(({ key }) => `searches.${key} has no field.`),
  },
  {
    id: 'D011',
    title: 'help texts say more than labels',
    breaches: (app) => breachesOf(allInputFields(app), (field) => field.helpText === field.label, 'repeats its label as help.'),
  },
  {
    id: 'D013',
    title: 'search references point at searches that exist',
    breaches: (app) => breachesOf(inputFields(app), (field) => field.search !== undefined && app.searches[field.search.split('.')[0] ?? ''] === undefined, 'points at no search.'),
  },
  {
    id: 'D014',
    title: 'fields with a search also have a dropdown',
    breaches: (app) => breachesOf(inputFields(app), (field) => field.search !== undefined && field.dynamic === undefined, 'has a search but no dropdown.'),
  },
  {
    id: 'D015',
    title: 'search-or-create pairs point at what exists (there are none: looking for a call must not place one)',
    breaches: (app) => Object.keys(app.searchOrCreates ?? {}).map((key) => `searchOrCreates.${key} exists.`),
  },
  {
    id: 'field-labels',
    title: 'each field has a label and, save copied text, a help text of at most 1000 characters',
    breaches: (app) => breachesOf(allInputFields(app), (field) => (field.label ?? '') === '' || (field.helpText ?? '') === '' || (field.helpText ?? '').length > 1000, 'lacks a label or a help text.'),
  },
  {
    id: 'field-keys',
    title: 'keys of fields are snake_case and unique within their form',
    breaches: (app) => [
      ...breachesOf(allInputFields(app), (field) => !/^[a-z][a-z0-9_]*$/.test(field.key), 'is not snake_case.'),
      ...allActions(app).flatMap((named) => duplicates(inputFieldsOf(named).map(({ key }) => key)).map((key) => `${named.path}.${key} occurs twice.`)),
    ],
  },
  {
    id: 'required-first',
    title: 'required fields come before optional ones',
    breaches: (app) => allActions(app).filter((named) => /01/.test(inputFieldsOf(named).map((field) => (field.required === true ? '1' : '0')).join(''))).map(({ path }) => `${path} has a required field behind an optional one.`),
  },
];

function duplicates(values: readonly string[]): readonly string[] {
  return values.filter((value, at) => values.indexOf(value) !== at);
}
