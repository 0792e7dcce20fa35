import { allActions, type AppDefinition, type FieldDefinition, inputFieldsOf, outputFieldsOf, visibleActions } from './definition.ts';
import type { PublishingRule } from './rule.ts';
import { isoMomentWithOffset, mismatches } from './value-types.ts';

export function primaryKeysOf(fields: readonly FieldDefinition[]): readonly string[] {
  const primary = fields.filter((field) => field.primary === true).map(({ key }) => key);
  return primary.length > 0 ? primary : ['id'];
}

function usedDropdowns(app: AppDefinition): ReadonlySet<string> {
  return new Set(allActions(app).flatMap((named) => inputFieldsOf(named).map((field) => field.dynamic?.split('.')[0] ?? '')));
}

export const sampleRules: readonly PublishingRule[] = [
  {
    id: 'D003',
    title: 'there is a connection label, and it is no fixed text',
    breaches: (app) => (/^\$func\$|\{\{.+\}\}/.test(app.authentication.connectionLabel ?? '') ? [] : ['authentication.connectionLabel is missing or fixed.']),
  },
  {
    id: 'D006',
    title: 'hooks have a list to show (there are no hooks)',
    breaches: (app) => Object.values(app.triggers).filter(({ operation }) => operation.type !== 'polling').map(({ key }) => `triggers.${key} does not poll.`),
  },
  {
    id: 'D010',
    title: 'samples carry the primary keys',
    breaches: (app) =>
      visibleActions(app)
        .filter(({ kind }) => kind !== 'creates')
        .flatMap((named) => primaryKeysOf(outputFieldsOf(named)).filter((key) => !(key in (named.action.operation.sample ?? {}))).map((key) => `${named.path} has no ${key}.`)),
  },
  {
    id: 'D012',
    title: 'every visible step has a sample',
    breaches: (app) => visibleActions(app).filter(({ action }) => Object.keys(action.operation.sample ?? {}).length < 2).map(({ path }) => `${path} has no sample.`),
  },
  {
    id: 'D022',
    title: 'actions have fields that do not depend on others',
    breaches: (app) => Object.values(app.creates).filter((create) => !(create.operation.inputFields ?? []).some((field) => typeof field !== 'string')).map(({ key }) => `creates.${key} has none.`),
  },
  {
    id: 'D023',
    title: 'times in samples are ISO 8601 with an offset',
    breaches: (app) =>
      visibleActions(app).flatMap((named) =>
        outputFieldsOf(named)
          .filter((field) => field.type === 'datetime')
          .filter(({ key }) => !isoMomentWithOffset.test(String(named.action.operation.sample?.[key])))
          .map(({ key }) => `${named.path}.${key} is no time with an offset.`),
      ),
  },
  {
    id: 'D024',
    title: 'samples fit the output fields in type, and describe every one of them',
    breaches: (app) =>
      visibleActions(app).flatMap((named) => {
        const sample = named.action.operation.sample ?? {};
        const missing = outputFieldsOf(named).filter(({ key }) => !(key in sample)).map(({ key }) => `${key} is not in the sample.`);
        return [...missing, ...mismatches(sample, outputFieldsOf(named))].map((breach) => `${named.path}: ${breach}`);
      }),
  },
  {
    id: 'sample-keys',
    title: 'every key of a sample is described by an output field',
    breaches: (app) =>
      visibleActions(app).flatMap((named) => {
        const described = new Set(outputFieldsOf(named).map(({ key }) => key));
        return Object.keys(named.action.operation.sample ?? {}).filter((key) => !described.has(key)).map((key) => `${named.path}.${key} has no output field.`);
      }),
  },
  {
    id: 'hidden-lists',
    title: 'every hidden trigger fills a dropdown, and asks for nothing',
    breaches: (app) => {
      const used = usedDropdowns(app);
      return Object.values(app.triggers)
        .filter(({ display }) => display.hidden === true)
        .filter((trigger) => !used.has(trigger.key) || (trigger.operation.inputFields ?? []).length > 0)
        .map(({ key }) => `triggers.${key} is used by no field, or asks for something.`);
    },
  },
  {
    id: 'output-labels',
    title: 'output fields have labels, each its own, and durations carry their unit',
    breaches: (app) =>
      visibleActions(app).flatMap((named) => {
        const labels = outputFieldsOf(named).map(({ label }) => label ?? '');
        const unclear = outputFieldsOf(named).filter(({ key, label }) => key.endsWith('_seconds') && !/\(in Seconds\)/.test(label ?? ''));
        const repeated = labels.filter((label, at) => label === '' || labels.indexOf(label) !== at);
        return [...repeated.map((label) => `${named.path} repeats or lacks the label "${label}".`), ...unclear.map(({ key }) => `${named.path}.${key} has no unit.`)];
      }),
  },
];
