import { join } from 'node:path';
import { initiateCallFields, type Field } from '@iqra-automation/core';
import type { INodeParameters } from 'n8n-workflow';
import { startN8nEngine, type N8nEngine } from '../../hosts/n8n/engine.ts';
import { startZapierApp, type ZapierApp } from '../../hosts/zapier/zapier-app.ts';
import { startSandbox, type Sandbox } from '../../../packages/sandbox/src/sandbox.ts';
import { campaignIds } from '../../../packages/sandbox/src/seed.ts';
import { projectRoot } from './source-tree.ts';

type Name = keyof typeof initiateCallFields;
const names = Object.keys(initiateCallFields) as Name[];
const credential = { id: 'c1', name: 'Sandbox' };

/** A value that core refuses for each field, so that the refusal proves that it arrived; text, as both hosts hand it over. */
function wrongFor(name: Name): unknown {
  const field: Field = initiateCallFields[name];
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

const upFront = ['recipientNumber', 'campaignId', 'dynamicVariables', 'eventKey', 'callingHours', 'customHours', 'outsideHours'];

/** As n8n's editor stores the value: pickers, the mapper and the rows of metadata in their own forms. */
function inN8nForm(name: Name, value: unknown): unknown {
  const field: Field = initiateCallFields[name];
  if (field.kind === 'id') return { __rl: true, mode: 'id', value };
  if (name === 'dynamicVariables') return { mappingMode: 'defineBelow', value };
  return name === 'metadata' ? { entry: Object.entries(value as object).map(([key, text]) => ({ key, value: text })) } : value;
}

function n8nParameters(values: Partial<Record<Name, unknown>>): INodeParameters {
  const formed = Object.entries(values).map(([name, value]) => [name, inN8nForm(name as Name, value)] as const);
  const isTop = ([name]: readonly [string, unknown]): boolean => upFront.includes(name);
  return { ...Object.fromEntries(formed.filter(isTop)), options: Object.fromEntries(formed.filter((one) => !isTop(one))) } as INodeParameters;
}

async function problemsInN8n(values: Partial<Record<Name, unknown>>): Promise<readonly string[]> {
  const start = { id: 's', name: 'Start', type: 'n8n-nodes-base.manualTrigger', typeVersion: 1, position: [0, 0] as [number, number], parameters: {} };
  const parameters = { resource: 'call', operation: 'initiate', ...n8nParameters(values) };
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
  test('from n8n, all at once', async () => {
    const found = await problemsInN8n(Object.fromEntries(names.map((name) => [name, wrongFor(name)])));
    // Beside hours that are no choice, n8n draws the fields that belong to hours.
    expect(new Set(found)).toEqual(new Set(names));
    expect(sandbox.ledger().accepted).toEqual([]);
  });

  test.each(names)('from Zapier: %s', async (name) => {
    const complete = { recipient_number: '+14155552671', campaign_id: campaignIds.consultation, event_key: `every field ${name}`, calling_hours: 'off' };
    const result = await app.create('initiate_call', { ...complete, [toSnakeCase(name)]: wrongFor(name) });
    expect(JSON.stringify(result)).toContain((initiateCallFields[name] as Field).label);
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
    expect(await problemsInN8n({ recipientNumber: '+14155552671', campaignId: campaignIds.consultation, ...values })).toEqual([field]);
  });
});
