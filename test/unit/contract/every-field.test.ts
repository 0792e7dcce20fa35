import { join } from 'node:path';
import { initiateCallFields, retrying, type Field, type Fields } from '@iqra-automation/core';
import type { INodeParameters } from 'n8n-workflow';
import { startN8nEngine, type N8nEngine } from '../../hosts/n8n/engine.ts';
import { startZapierApp, type ZapierApp } from '../../hosts/zapier/zapier-app.ts';
import { startSandbox, type Sandbox } from '../../../packages/sandbox/src/sandbox.ts';
import { campaignIds } from '../../../packages/sandbox/src/seed.ts';
import { projectRoot } from './source-tree.ts';

/** A form as each host offers it. */
interface Form {
  /** In n8n. */
  readonly operation: string;
  /** In Zapier. */
  readonly action: string;
  readonly fields: Fields;
}

const initiate: Form = { operation: 'initiate', action: 'initiate_call', fields: initiateCallFields };
const tryAgain: Form = { operation: 'tryAgain', action: 'try_again', fields: retrying.tryAgainFields };
const forms = [initiate, tryAgain].map((form) => [form.operation, form] as const);
const fieldsOfForms = forms.flatMap(([operation, form]) => Object.keys(form.fields).map((name) => [operation, name, form] as const));
const credential = { id: 'c1', name: 'Sandbox' };

/** A value that core refuses for each field, so that the refusal proves that it arrived; text, as both hosts hand it over. */
function wrongFor(field: Field, name: string): unknown {
  switch (field.kind) {
    case 'text':
    case 'id':
      return 'x'.repeat(name === 'eventKey' ? 300 : (field.maxLength ?? 2_000) + 1);
    case 'phone':
    case 'choice':
    case 'dateTime':
    case 'switch':
      return 'perhaps';
    case 'number':
      return '999999999';
    case 'textMap':
      return { $wrong: 'x' };
    default:
      return field.kind satisfies never;
  }
}

let sandbox: Sandbox;
let engine: N8nEngine;
let app: ZapierApp;

beforeAll(async () => {
  sandbox = await startSandbox({ timeScale: 0 });
  const connection = { baseUrl: sandbox.origin, apiKey: sandbox.apiKey, businessId: String(sandbox.businessId), requestFormat: 'auto' };
  engine = await startN8nEngine({
    packageDir: join(projectRoot, 'packages/n8n-node'),
    credentials: [{ ...credential, type: 'iqraAiApi', data: connection }],
  });
  app = await startZapierApp({
    bundlePath: join(projectRoot, 'packages/zapier-app/dist/index.js'),
    authData: { base_url: connection.baseUrl, api_key: connection.apiKey, business_id: connection.businessId, request_format: 'auto' },
  });
});
afterAll(async () => {
  await Promise.all([engine.close(), app.close(), sandbox.close()]);
});
beforeEach(() => sandbox.reset());

type Values = Readonly<Record<string, unknown>>;

/** As n8n's editor stores the value: pickers, the mapper and the rows of metadata in their own forms. */
function inN8nForm(form: Form, name: string, value: unknown): unknown {
  if (form.fields[name]?.kind === 'id' && name !== 'queueId') return { __rl: true, mode: 'id', value };
  if (name === 'dynamicVariables') return { mappingMode: 'defineBelow', value };
  return name === 'metadata' ? { entry: Object.entries(value as object).map(([key, text]) => ({ key, value: text })) } : value;
}

/** What stands at the top level of the node, and what in its options, says core. */
function n8nParameters(form: Form, values: Values): INodeParameters {
  const formed = Object.entries(values).map(([name, value]) => [name, inN8nForm(form, name, value)] as const);
  const isTop = ([name]: readonly [string, unknown]): boolean => form.fields[name]?.upFront === true;
  return { ...Object.fromEntries(formed.filter(isTop)), options: Object.fromEntries(formed.filter((one) => !isTop(one))) } as INodeParameters;
}

async function problemsInN8n(form: Form, values: Values): Promise<readonly string[]> {
  const start = { id: 's', name: 'Start', type: 'n8n-nodes-base.manualTrigger', typeVersion: 1, position: [0, 0] as [number, number], parameters: {} };
  const parameters = { resource: 'call', operation: form.operation, ...n8nParameters(form, values) };
  const call = { ...start, id: 'n', name: 'Call', type: 'n8n-nodes-iqra-ai.iqraAi', parameters, credentials: { iqraAiApi: credential } };
  const run = await engine.runWorkflow({
    workflow: { nodes: [start, { ...call, onError: 'continueRegularOutput' }], connections: { Start: { main: [[{ node: 'Call', type: 'main', index: 0 }]] } } },
    items: [{ json: {} }],
    startNode: 'Start',
  });
  const details = run.nodes['Call']?.[0]?.outputs[0]?.[0]?.json['details'] as { problems?: readonly { field: string }[] } | undefined;
  return (details?.problems ?? []).map(({ field }) => field);
}

const toSnakeCase = (name: string): string => name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);

describe('every field of the form arrives in core', () => {
  test.each(forms)('from n8n, all at once: %s', async (_operation, form) => {
    const names = Object.keys(form.fields);
    const wrong = Object.entries(form.fields).map(([name, field]) => [name, wrongFor(field, name)]);
    // Beside hours that are no choice, n8n draws the fields that belong to hours.
    expect(new Set(await problemsInN8n(form, Object.fromEntries(wrong) as Values))).toEqual(new Set(names));
    expect(sandbox.ledger().accepted).toEqual([]);
  });

  test.each(fieldsOfForms)('from Zapier: %s, %s', async (_operation, name, form) => {
    const complete = { recipient_number: '+14155552671', campaign_id: campaignIds.consultation, event_key: `every field ${name}`, queue_id: '6742e6b8f0a1c2d3e4f50617', calling_hours: 'off' };
    const field = form.fields[name];
    if (field === undefined) throw new Error(name);
    const result = await app.create(form.action, { ...complete, [toSnakeCase(name)]: wrongFor(field, name) });
    expect(JSON.stringify(result)).toContain(field.label);
    expect(sandbox.ledger().accepted).toEqual([]);
  });

  test('from Zapier: the switch that turns the look-up off', async () => {
    const complete = { recipient_number: '+14155552671', campaign_id: campaignIds.consultation, calling_hours: 'off' };
    const lookUps = async (more: object): Promise<number> => {
      const before = sandbox.requests().length;
      const result = await app.create('initiate_call', { ...complete, ...more });
      expect([result.status, JSON.stringify(result)]).toEqual(['success', expect.any(String)]);
      return sandbox.requests().slice(before).filter(({ operation }) => operation === 'countOutbound').length;
    };
    expect(await lookUps({ event_key: 'every field, looked for' })).toBeGreaterThan(0);
    expect(await lookUps({ event_key: 'every field', check_before_sending: 'false' })).toBe(0);
  });
});

describe('a field that its partner makes void', () => {
  test.each([
    [{ callingHours: 'off', customHours: 'x'.repeat(600) }, 'customHours'],
    [{ callingHours: 'off', outsideHours: 'perhaps' }, 'outsideHours'],
    [{ capPeriodHours: 'never' }, 'capPeriodHours'],
  ])('still arrives in core from n8n, which does not show it (%#)', async (values, field) => {
    expect(await problemsInN8n(initiate, { recipientNumber: '+14155552671', campaignId: campaignIds.consultation, ...values })).toEqual([field]);
  });
});
