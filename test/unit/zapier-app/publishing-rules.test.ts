import type { AppDefinition } from '../../hosts/zapier/publishing/definition.ts';
import { fieldRules } from '../../hosts/zapier/publishing/field-rules.ts';
import { sampleRules } from '../../hosts/zapier/publishing/sample-rules.ts';
import { textRules } from '../../hosts/zapier/publishing/text-rules.ts';
import { mismatches } from '../../hosts/zapier/publishing/value-types.ts';

const rules = [...fieldRules, ...textRules, ...sampleRules];

const good: AppDefinition = {
  authentication: {
    connectionLabel: '{{label}}',
    fields: [{ key: 'account', label: 'Account', helpText: 'The account. [Read the guide](https://example.com/guide).' }],
  },
  triggers: {
    call_ended: {
      key: 'call_ended',
      noun: 'Call',
      display: { label: 'Call Ended', description: 'Triggers when a call has ended.' },
      operation: {
        type: 'polling',
        inputFields: [{ key: 'campaign_id', label: 'Campaign', helpText: 'Only this one.', dynamic: 'campaign_list.id.name', search: 'find_campaign.id' }],
        outputFields: [
          { key: 'id', label: 'ID', type: 'string' },
          { key: 'ended_at', label: 'Ended At', type: 'datetime' },
        ],
        sample: { id: '1', ended_at: '2026-11-24T09:15:00Z' },
      },
    },
    campaign_list: {
      key: 'campaign_list',
      noun: 'Campaign',
      display: { label: 'Campaign List', description: 'Triggers when a list is needed.', hidden: true },
      operation: { type: 'polling', sample: { id: '1', name: 'One' } },
    },
  },
  creates: {
    place_call: {
      key: 'place_call',
      noun: 'Call',
      display: { label: 'Place Call', description: 'Places a call.' },
      operation: { inputFields: [{ key: 'number', label: 'Number', helpText: 'Whom to call.' }], outputFields: [{ key: 'id', label: 'ID', type: 'string' }, { key: 'placed', label: 'Placed', type: 'boolean' }], sample: { id: '1', placed: true } },
    },
  },
  searches: {
    find_campaign: {
      key: 'find_campaign',
      noun: 'Campaign',
      display: { label: 'Find Campaign', description: 'Finds a campaign by its name.' },
      operation: { inputFields: [{ key: 'name', label: 'Name', helpText: 'Its whole name.' }], outputFields: [{ key: 'id', label: 'ID', type: 'string' }, { key: 'name', label: 'Name', type: 'string' }], sample: { id: '1', name: 'One' } },
    },
  },
};

/** What breaks each rule: a place in the definition, and what to put there (`undefined` takes it away). */
const spoils: Readonly<Record<string, readonly [path: string, value: unknown]>> = {
  D001: ['creates.place_call.operation.inputFields.0.key', 'api_key'],
  D002: ['authentication.fields.0.helpText', 'The account.'],
  D003: ['authentication.connectionLabel', 'My Account'],
  D004: ['triggers.call_ended.operation.inputFields.0.dynamic', undefined],
  D005: ['triggers.call_ended.operation.inputFields.0.dynamic', 'nothing_list.id.name'],
  D006: ['triggers.call_ended.operation.type', 'hook'],
  D007: ['triggers.call_ended.operation.sample.id', 'http://example.com'],
  D008: ['creates.place_call.operation.inputFields.0.helpText', 'See https://example.com for more.'],
  D009: ['searches.find_campaign.operation.inputFields', []],
  D010: ['searches.find_campaign.operation.sample.id', undefined],
  D011: ['creates.place_call.operation.inputFields.0.helpText', 'Number'],
  D012: ['creates.place_call.operation.sample', undefined],
  D013: ['triggers.call_ended.operation.inputFields.0.search', 'find_nothing.id'],
  D014: ['triggers.call_ended.operation.inputFields.0.dynamic', undefined],
  D015: ['searchOrCreates', { find_campaign: {} }],
  D018: ['creates.place_call.display.label', 'Place call'],
  D021: ['triggers.call_ended.display.description', 'When a call ends'],
  D022: ['creates.place_call.operation.inputFields', ['$func$2$f$']],
  D023: ['triggers.call_ended.operation.sample.ended_at', '2026-11-24 09:15'],
  D024: ['triggers.call_ended.operation.sample.id', 7],
  D025: ['creates.place_call.operation.inputFields.0.helpText', '[Go](javascript:alert(1))'],
  'field-labels': ['creates.place_call.operation.inputFields.0.helpText', undefined],
  'field-keys': ['creates.place_call.operation.inputFields.0.key', 'theNumber'],
  'required-first': ['creates.place_call.operation.inputFields.1', { key: 'b', label: 'B', helpText: 'It.', required: true }],
  'create-description': ['creates.place_call.display.description', 'Place a call.'],
  'search-words': ['searches.find_campaign.display.label', 'Get Campaign'],
  lengths: ['creates.place_call.display.label', 'P'],
  'no-platform-name': ['creates.place_call.display.label', 'Place Iqra Call'],
  nouns: ['creates.place_call.noun', 'Calls'],
  keys: ['creates.place_call.key', 'placeCall'],
  'sample-keys': ['triggers.call_ended.operation.sample.more', 'x'],
  'hidden-lists': ['triggers.spare_list', { ...good.triggers['campaign_list'], key: 'spare_list' }],
  'output-labels': ['triggers.call_ended.operation.outputFields.1.label', 'ID'],
};

function spoil(id: string): AppDefinition {
  const app = structuredClone(good);
  const [path = '', value] = spoils[id] ?? [];
  const keys = path.split('.');
  const last = keys.pop() ?? '';
  const place = keys.reduce<unknown>((inner, key) => (typeof inner === 'object' && inner !== null ? Reflect.get(inner, key) : undefined), app);
  if (typeof place !== 'object' || place === null) throw new Error(`There is no ${path}.`);
  if (value === undefined) Reflect.deleteProperty(place, last);
  else Reflect.set(place, last, value);
  return app;
}

describe('the publishing rules themselves', () => {
  it('are all kept by a good definition', () => {
    expect(rules.flatMap((rule) => rule.breaches(good).map((breach) => `${rule.id}: ${breach}`))).toEqual([]);
  });

  it('have each a way to break it here', () => {
    expect(Object.keys(spoils).toSorted()).toEqual(rules.map(({ id }) => id).toSorted());
  });

  it.each(rules.map((rule) => [rule.id, rule] as const))('%s complains about a definition that breaks it', (id, rule) => {
    expect(rule.breaches(spoil(id)).length).toBeGreaterThan(0);
  });

  it('types of values are told apart', () => {
    const fields = [
      { key: 'flag', type: 'boolean' },
      { key: 'count', type: 'integer' },
      { key: 'lines', list: true, type: 'string' },
      { key: 'rows', children: [{ key: 'at', type: 'datetime' }] },
    ];
    expect(mismatches({ flag: true, count: 1, lines: ['a'], rows: [{ at: '2026-11-24T09:15:00+04:00' }] }, fields)).toEqual([]);
    expect(mismatches({ flag: 'yes', count: 1.5, lines: 'a', rows: [{ at: 'noon' }] }, fields)).toHaveLength(4);
    expect(mismatches({ flag: null, lines: [1] }, fields)).toHaveLength(1);
  });
});
