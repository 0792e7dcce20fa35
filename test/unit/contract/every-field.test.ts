import { join } from 'node:path';
import { initiateCallFields, paceFields, polling, retrying, searching, type Field, type Fields } from '@iqra-automation/core';
import type { INodeParameters, INodeProperties } from 'n8n-workflow';
import { startN8nEngine, type N8nEngine } from '../../hosts/n8n/engine.ts';
import { inputFieldsOf, visibleActions, type AppDefinition, type NamedAction } from '../../hosts/zapier/publishing/definition.ts';
import { startZapierApp, type ZapierApp } from '../../hosts/zapier/zapier-app.ts';
import { IqraAi } from '../../../packages/n8n-node/nodes/IqraAi/IqraAi.node.ts';
import { startSandbox, type Sandbox } from '../../../packages/sandbox/src/sandbox.ts';
import { campaignIds } from '../../../packages/sandbox/src/seed.ts';
import { rowsInDepth } from '../../depth.ts';
import { projectRoot } from './source-tree.ts';

/** A form of n8n that asks for fields of core. */
interface N8nForm {
  readonly resource: string;
  readonly operation: string;
  readonly fields: Fields;
}

const { tryAgainFields } = retrying;
const initiate: N8nForm = { resource: 'call', operation: 'initiate', fields: initiateCallFields };
const tryAgain: N8nForm = { resource: 'call', operation: 'tryAgain', fields: tryAgainFields };
const checkCampaign: N8nForm = { resource: 'campaign', operation: 'check', fields: searching.checkCampaignFields };
const n8nForms = [initiate, { ...initiate, operation: 'initiateAndWait' }, { ...initiate, operation: 'check' }, tryAgain, checkCampaign];

/** What n8n's options hold beside the fields of the form: for the node as a whole. */
const ofTheNode = new Set([...Object.keys(paceFields), 'waitInStep']);

const name: Fields = { name: { kind: 'text', required: true, label: 'Name', help: '', example: '' } };
/** Waiting for minutes is nothing for a host that gives a step seconds. */
const { waitToSettle: _waits, ...placing } = initiateCallFields;
const { waitToSettle: _waitsToo, ...tryingAgain } = tryAgainFields;
const { campaignId: _searched, ...checking } = searching.checkCampaignFields;
/** How far a poll reads back bounds how long Zapier waits for a call, and the queue of inbound calls knows no campaigns. */
const { giveUpAfterHours: _reach, ...ended } = polling.triggerFields;
const { campaigns: _unknown, ...endedInbound } = ended;

/** What each form of Zapier asks for. */
const zapierForms: Readonly<Record<string, Fields>> = {
  'creates.initiate_call': placing,
  'creates.call_and_wait': placing,
  'creates.try_again': tryingAgain,
  'searches.find_call': searching.findCallFields,
  'searches.find_calls': searching.findCallsFields,
  'searches.find_conversation': searching.findConversationFields,
  'searches.find_campaign': { ...name, ...checking },
  'searches.find_agent': name,
  'searches.find_number': name,
  'triggers.call_completed': ended,
  'triggers.inbound_call_ended': endedInbound,
};
const realCall = 'really_call_when_testing';
const realCallField: Field = { kind: 'switch', required: false, label: 'Place a Real Call When Testing', help: '', example: '' };
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
function inN8nForm(form: N8nForm, name: string, value: unknown): unknown {
  if (form.fields[name]?.kind === 'id' && name !== 'queueId') return { __rl: true, mode: 'id', value };
  if (name === 'dynamicVariables') return { mappingMode: 'defineBelow', value };
  return name === 'metadata' ? { entry: Object.entries(value as object).map(([key, text]) => ({ key, value: text })) } : value;
}

/** What stands at the top level of the node, and what in its options, says core. */
function n8nParameters(form: N8nForm, values: Values): INodeParameters {
  const formed = Object.entries(values).map(([name, value]) => [name, inN8nForm(form, name, value)] as const);
  const isTop = ([name]: readonly [string, unknown]): boolean => form.fields[name]?.upFront === true || form === checkCampaign;
  return { ...Object.fromEntries(formed.filter(isTop)), options: Object.fromEntries(formed.filter((one) => !isTop(one))) } as INodeParameters;
}

/** `left` = what the workflow holds beside the form. */
async function answerInN8n(form: N8nForm, values: Values, left: Values = {}): Promise<Values> {
  const start = { id: 's', name: 'Start', type: 'n8n-nodes-base.manualTrigger', typeVersion: 1, position: [0, 0] as [number, number], parameters: {} };
  const parameters = { resource: form.resource, operation: form.operation, ...n8nParameters(form, values), ...left } as INodeParameters;
  const call = { ...start, id: 'n', name: 'Call', type: 'n8n-nodes-iqra-ai.iqraAi', parameters, credentials: { iqraAiApi: credential } };
  const run = await engine.runWorkflow({
    workflow: { nodes: [start, { ...call, onError: 'continueRegularOutput' }], connections: { Start: { main: [[{ node: 'Call', type: 'main', index: 0 }]] } } },
    items: [{ json: {} }],
    startNode: 'Start',
  });
  return run.nodes['Call']?.[0]?.outputs[0]?.[0]?.json ?? {};
}

function problemsOf({ details }: Values): readonly string[] {
  return ((details as { problems?: readonly { field: string }[] } | undefined)?.problems ?? []).map(({ field }) => field);
}

const toSnakeCase = (name: string): string => name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);

/** What n8n draws for an operation, at the top level and in its options. */
function drawnInN8n({ resource, operation }: N8nForm): readonly string[] {
  const isShown = ({ displayOptions }: INodeProperties): boolean =>
    displayOptions?.show?.['resource']?.includes(resource) === true && displayOptions.show['operation']?.includes(operation) === true;
  const shown = new IqraAi().description.properties.filter(isShown);
  const options = shown.filter(({ name: own }) => own === 'options').flatMap((collection) => collection.options ?? []);
  const inOptions = options.map((option) => option.name).filter((own) => !ofTheNode.has(own));
  return [...shown.map((property) => property.name).filter((own) => own !== 'options' && !waitLimits.has(own)), ...inOptions];
}

/** Of n8n's own *Wait*; they hold for the node. */
const waitLimits = new Set(['limitType', 'resumeAmount', 'resumeUnit', 'maxDateAndTime']);

describe('n8n: every field of a form arrives in core', () => {
  test.each(n8nForms.map((form) => [form.resource, form.operation, form] as const))('%s: %s, all at once', async (_resource, operation, form) => {
    expect(new Set(drawnInN8n(form))).toEqual(new Set(Object.keys(form.fields)));
    const wrong = Object.entries(form.fields).map(([own, field]) => [own, wrongFor(field, own)]);
    // Beside hours that are no choice, n8n draws the fields that belong to hours.
    const answer = await answerInN8n(form, Object.fromEntries(wrong) as Values);
    const arrived = operation === 'check' && form !== checkCampaign ? labelsIn(form, answer) : problemsOf(answer);
    expect(new Set(arrived)).toEqual(new Set(Object.keys(form.fields)));
    expect(sandbox.ledger().accepted).toEqual([]);
  });

  // n8n hands a node only what it draws for the operation: a workflow keeps what was filled in for another one.
  test('what another operation has left in the workflow, and what no form has, never reaches the node', async () => {
    const left = { queueId: '', maxAttempts: 99, delay: 'never', limitType: 'never', recipientCountries: 'perhaps', nonsense: 'x' };
    const placed = { recipientNumber: '+14155552671', campaignId: campaignIds.consultation, eventKey: 'left over', callingHours: 'off' };
    expect(await answerInN8n(initiate, placed, { ...left, options: { waitInStep: 'never', nonsense: 'x' } })).toMatchObject({ status: 'placed' });
    const again = { queueId: '6742e6b8f0a1c2d3e4f50617', callingHours: 'off' };
    const ofInitiate = { recipientNumber: 'nobody', options: { scheduledTime: 'never', checkBeforeSending: 'perhaps' } };
    expect(await answerInN8n(tryAgain, again, ofInitiate)).toMatchObject({ details: { code: 'CALL_NOT_FOUND' } });
  });
});

function labelsIn({ fields }: N8nForm, answer: Values): readonly string[] {
  return Object.keys(fields).filter((own) => String(answer['reason']).includes(fields[own]?.label ?? '?'));
}

describe('Zapier: every field that a form draws arrives in core', () => {
  const complete: Values = { recipient_number: '+14155552671', campaign_id: campaignIds.consultation, queue_id: '6742e6b8f0a1c2d3e4f50617', calling_hours: 'off', name: 'x', event_key: 'every field' };
  let actions: readonly NamedAction[];

  beforeAll(async () => {
    actions = visibleActions((await app.definition()) as AppDefinition);
  });

  /** The values that the form needs, and nothing else. A search that is given a call looks at nothing else. */
  const needed = (fields: Fields): Values => {
    const names = Object.keys(fields).filter((own) => own !== 'queueId' || fields[own]?.required === true);
    return Object.fromEntries(names.map(toSnakeCase).filter((key) => key in complete).map((key) => [key, complete[key]]));
  };
  const run = async (path: string, inputData: Values): Promise<string> => {
    const result = await app.execute(`${path}.operation.perform`, inputData, { meta: { isLoadingSample: true } });
    return JSON.stringify(result).replaceAll(/\d{4}-\d{2}-\d{2}T[\d:.]+(?:Z|[+-]\d{2}:\d{2})/g, 'MOMENT');
  };

  test('every form is held to what core asks for', () => {
    expect(new Set(Object.keys(zapierForms))).toEqual(new Set(actions.map(({ path }) => path)));
  });

  test.each(Object.entries(zapierForms))('%s', async (path, fields) => {
    const drawn = actions.filter((one) => one.path === path).flatMap(inputFieldsOf).map(({ key }) => key);
    const keys = new Map(Object.keys(fields).map((own) => [toSnakeCase(own), own]));
    expect(new Set(drawn.filter((key) => key !== realCall))).toEqual(new Set(keys.keys()));
    expect(drawn.includes(realCall)).toBe(path.startsWith('creates.'));
    const lost: string[] = [];
    for (const key of drawn) {
      const own = keys.get(key) ?? key;
      const field = fields[own] ?? realCallField;
      const said = await run(path, { ...needed(fields), [key]: wrongFor(field, own) });
      if (!said.includes(field.label) || said.includes('"status":"success"')) lost.push(`${key}: ${said.slice(0, 300)}`);
    }
    expect(lost).toEqual([]);
    expect(sandbox.ledger().accepted).toEqual([]);
  });

  test.each(rowsInDepth(Object.entries(zapierForms), { quick: 4 }))('%s refuses a name that it does not have, and takes an empty one, and one of Zapier itself, for nothing', async (path, fields) => {
    for (const key of ['do_not_cal', 'doNotCall', 'metadata_', 'zap_do_not_cal', '_zapier_do_not_cal']) {
      expect(await run(path, { ...needed(fields), [key]: 'x' })).toContain(`There is no field \\"${toSnakeCase(key)}\\"`);
    }
    const plain = await run(path, needed(fields));
    expect(await run(path, { ...needed(fields), stale: '', other: null })).toBe(plain);
    // Zapier's editor asks this about every search, and saves it among the inputs of the step.
    for (const [miss, several] of [['False', 'first'], [true, 'all']] as const) {
      expect(await run(path, { ...needed(fields), _zap_search_success_on_miss: miss, _zap_search_multiple_results: several })).toBe(plain);
    }
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
    expect(problemsOf(await answerInN8n(initiate, { recipientNumber: '+14155552671', campaignId: campaignIds.consultation, ...values }))).toEqual([field]);
  });
});
