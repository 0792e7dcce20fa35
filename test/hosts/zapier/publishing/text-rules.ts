import { allActions, type AppDefinition, inputFieldsOf, outputFieldsOf, visibleActions } from './definition.ts';
import type { PublishingRule } from './rule.ts';

const smallWords: ReadonlySet<string> = new Set(['a', 'an', 'and', 'as', 'at', 'by', 'for', 'from', 'in', 'of', 'on', 'or', 'per', 'the', 'to', 'with']);

function isTitleCase(label: string): boolean {
  const words = label.split(/\s+/).map((word) => word.replace(/^[("']+/, ''));
  return words.every((word, at) => /^[A-Z0-9]/.test(word) || (at > 0 && smallWords.has(word)));
}

function labelsOf(app: AppDefinition): readonly (readonly [path: string, label: string])[] {
  const ofActions = allActions(app).flatMap((named) => [
    [named.path, named.action.display.label] as const,
    ...[...inputFieldsOf(named), ...outputFieldsOf(named)].map((field) => [`${named.path}.${field.key}`, field.label ?? ''] as const),
  ]);
  return [...app.authentication.fields.map((field) => [`authentication.${field.key}`, field.label ?? ''] as const), ...ofActions];
}

/** Every text of the definition, with the path to it. */
function textsOf(value: unknown, path = 'app'): readonly (readonly [path: string, text: string])[] {
  if (typeof value === 'string') return [[path, value]];
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) => textsOf(inner, `${path}.${key}`));
}

const actionBreaches = (app: AppDefinition, kind: string | null, isKept: (label: string, description: string) => boolean, complaint: string): readonly string[] =>
  visibleActions(app)
    .filter((named) => (kind === null || named.kind === kind) && !isKept(named.action.display.label, named.action.display.description))
    .map(({ path }) => `${path} ${complaint}`);

export const textRules: readonly PublishingRule[] = [
  {
    id: 'D007',
    title: 'every address is https',
    breaches: (app) => textsOf(app).filter(([, text]) => /\bhttp:\/\//i.test(text)).map(([path]) => `${path} names a plain http address.`),
  },
  {
    id: 'D018',
    title: 'labels are in Title Case',
    breaches: (app) => labelsOf(app).filter(([, label]) => !isTitleCase(label)).map(([path, label]) => `${path} is labelled "${label}".`),
  },
  {
    id: 'D021',
    title: 'descriptions of triggers begin with "Triggers when " and end with a period',
    breaches: (app) => allActions(app).filter(({ kind, action }) => kind === 'triggers' && !/^Triggers when .+\.$/.test(action.display.description)).map(({ path }) => `${path} is described otherwise.`),
  },
  {
    id: 'D025',
    title: 'no text carries a dangerous address',
    breaches: (app) => textsOf(app).filter(([, text]) => /\b(javascript|vbscript|data|file):/i.test(text)).map(([path]) => `${path} carries one.`),
  },
  {
    id: 'create-description',
    title: 'descriptions of actions speak in the third person and end with a period',
    breaches: (app) => actionBreaches(app, 'creates', (_label, description) => /^[A-Z][a-z]+s .+\.$/.test(description), 'is described otherwise.'),
  },
  {
    id: 'search-words',
    title: 'searches are labelled "Find …" and described "Finds a …."',
    breaches: (app) => actionBreaches(app, 'searches', (label, description) => label.startsWith('Find ') && /^Finds an? .+\.$/.test(description), 'is worded otherwise.'),
  },
  {
    id: 'lengths',
    title: 'labels have 2 to 64 characters, descriptions 1 to 1000',
    breaches: (app) =>
      allActions(app)
        .filter(({ action: { display } }) => display.label.length < 2 || display.label.length > 64 || display.description.length < 1 || display.description.length > 1000)
        .map(({ path }) => `${path} is too short or too long.`),
  },
  {
    id: 'no-platform-name',
    title: 'labels and descriptions of steps name neither Zapier nor the product',
    breaches: (app) => actionBreaches(app, null, (label, description) => !/zapier|iqra/i.test(`${label} ${description}`), 'names the platform or the product.'),
  },
  {
    id: 'nouns',
    title: 'nouns are singular and in Title Case',
    breaches: (app) => allActions(app).filter(({ action }) => !/^[A-Z][a-z]+( [A-Z][a-z]+)*$/.test(action.noun) || action.noun.endsWith('s')).map(({ path, action }) => `${path} has the noun "${action.noun}".`),
  },
  {
    id: 'keys',
    title: 'keys of steps are snake_case, at least two characters, and equal to their place',
    breaches: (app) =>
      (['triggers', 'creates', 'searches'] as const).flatMap((kind) =>
        Object.entries(app[kind]).filter(([place, action]) => place !== action.key || !/^[a-z][a-z0-9_]+$/.test(place)).map(([place]) => `${kind}.${place} is named otherwise.`),
      ),
  },
];
