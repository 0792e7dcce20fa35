import { join } from 'node:path';
import { startN8nEngine, type N8nEngine } from '../../hosts/n8n/engine.ts';
import { startZapierApp, type ZapierApp } from '../../hosts/zapier/zapier-app.ts';
import { startSandbox, type Sandbox } from '../../../packages/sandbox/src/sandbox.ts';
import { agentIds, businessIds, campaignIds, keys, numberIds } from '../../../packages/sandbox/src/seed.ts';
import { projectRoot } from './source-tree.ts';

const credentials = { iqraAiApi: { id: 'c1', name: 'Sandbox' } };

/** One call as a user of each host fills it in. */
interface SameCall {
  readonly n8n: Record<string, unknown>;
  readonly zapier: Record<string, unknown>;
}

const dayAfterTomorrow = new Date(Date.now() + 2 * 86_400_000).toISOString();

const cases: Readonly<Record<string, SameCall>> = {
  'a scheduled call with everything': {
    n8n: {
      recipientNumber: '(415) 555-2671',
      campaignId: { __rl: true, mode: 'id', value: campaignIds.reminders },
      dynamicVariables: { mappingMode: 'defineBelow', value: { customer_name: 'Amina {{bundle.x}} "Söhne" 🎉' }, matchingColumns: [], schema: [] },
      eventKey: 'lead-7 welcome',
      callingHours: 'off',
      options: { agentId: { __rl: true, mode: 'id', value: agentIds.reminder }, numberId: { __rl: true, mode: 'id', value: numberIds.us }, scheduledTime: dayAfterTomorrow, defaultCountry: 'US', metadata: { entry: [{ key: 'crm_id', value: 'C-1007' }] } },
    },
    zapier: {
      recipient_number: '(415) 555-2671',
      campaign_id: campaignIds.reminders,
      variable__customer_name: 'Amina {{bundle.x}} "Söhne" 🎉',
      agent_id: agentIds.reminder,
      number_id: numberIds.us,
      scheduled_time: dayAfterTomorrow,
      default_country: 'US',
      event_key: 'lead-7 welcome',
      calling_hours: 'off',
      metadata: { crm_id: 'C-1007' },
    },
  },
  'a call now': {
    n8n: {
      recipientNumber: '+442079460018',
      campaignId: { __rl: true, mode: 'id', value: campaignIds.consultation },
      eventKey: 'lead-8',
      callingHours: 'off',
      options: { keepTryingForSeconds: 60 },
    },
    zapier: { recipient_number: '+442079460018', campaign_id: campaignIds.consultation, event_key: 'lead-8', calling_hours: 'off', keep_trying_for_seconds: '60' },
  },
};

/** The body without what may differ: boundary, source tag, and for a call now the two moments that lie some ms apart. */
function comparable(body: Buffer, contentType: string | null): string {
  const boundary = /boundary=(\S+)/.exec(contentType ?? '')?.[1] ?? '?';
  return body
    .toString('utf8')
    .replaceAll(boundary, 'BOUNDARY')
    .replaceAll(/(iqra_call_source"?\]?"?[:\r\n]+\s*"?)(n8n|zapier)/g, '$1HOST');
}

const withoutMoments = (body: string): string => body.replaceAll(/\d{4}-\d{2}-\d{2}T[\d:.]+Z/g, 'MOMENT');

describe('the same input through both hosts', () => {
  let sandbox: Sandbox;
  let engine: N8nEngine;
  let app: ZapierApp;

  beforeAll(async () => {
    sandbox = await startSandbox({ timeScale: 0 });
    engine = await startN8nEngine({
      packageDir: join(projectRoot, 'packages/n8n-node'),
      credentials: [{ id: 'c1', name: 'Sandbox', type: 'iqraAiApi', data: { apiKey: keys.full.text, businessId: String(businessIds.clinic), baseUrl: sandbox.origin, requestFormat: 'auto' } }],
    });
    app = await startZapierApp({
      bundlePath: join(projectRoot, 'packages/zapier-app/dist/index.js'),
      authData: { api_key: keys.full.text, business_id: String(businessIds.clinic), base_url: sandbox.origin, request_format: 'auto' },
    });
  });
  afterAll(async () => {
    await Promise.all([engine.close(), app.close(), sandbox.close()]);
  });
  beforeEach(() => sandbox.reset());

  async function throughN8n(parameters: Record<string, unknown>): Promise<string> {
    const node = { id: 'n', name: 'Call', type: 'n8n-nodes-iqra-ai.iqraAi', typeVersion: 1, position: [0, 0] as [number, number], credentials };
    const start = { id: 's', name: 'Start', type: 'n8n-nodes-base.manualTrigger', typeVersion: 1, position: [0, 0] as [number, number], parameters: {} };
    const run = await engine.runWorkflow({
      workflow: {
        nodes: [start, { ...node, parameters: { resource: 'call', operation: 'initiate', ...parameters } }],
        connections: { Start: { main: [[{ node: 'Call', type: 'main', index: 0 }]] } },
      },
      items: [{ json: {} }],
      startNode: 'Start',
    });
    expect(run.nodes['Call']?.[0]?.error).toBeUndefined();
    return sentBody();
  }

  async function throughZapier(input: Record<string, unknown>): Promise<string> {
    expect(await app.create('initiate_call', input)).toMatchObject({ status: 'success' });
    return sentBody();
  }

  function sentBody(): string {
    const sent = sandbox.requests().filter((one) => one.operation === 'initiateCall');
    expect(sent).toHaveLength(1);
    const [request] = sent;
    sandbox.reset();
    return comparable(request?.body ?? Buffer.alloc(0), request?.contentType ?? null);
  }

  test('is the same request, byte for byte, apart from the boundary and the source tag', async () => {
    const { n8n, zapier } = cases['a scheduled call with everything'] ?? { n8n: {}, zapier: {} };
    const fromN8n = await throughN8n(n8n);
    expect(await throughZapier(zapier)).toBe(fromN8n);
    expect(fromN8n).toContain('Amina {{bundle.x}}');
    expect(fromN8n.match(/HOST/g)).toHaveLength(2);
  });

  test('is the same request for a call now, apart from the moment itself', async () => {
    const { n8n, zapier } = cases['a call now'] ?? { n8n: {}, zapier: {} };
    const fromN8n = await throughN8n(n8n);
    expect(withoutMoments(await throughZapier(zapier))).toBe(withoutMoments(fromN8n));
  });

  /** The campaign declares the metadata `crm_id`; both hosts draw a field for it beside the rows that a person adds. */
  test.each<[string, { readonly drawn?: string; readonly rows: Readonly<Record<string, string>>; readonly sent: object }]>([
    ['what was entered wins over the field drawn for it', { drawn: 'drawn', rows: { crm_id: 'entered' }, sent: { crm_id: 'entered' } }],
    ['a row that was left empty gives way', { drawn: 'drawn', rows: { crm_id: '' }, sent: { crm_id: 'drawn' } }],
    ['a drawn field that was left empty gives way', { drawn: '', rows: { crm_id: 'entered' }, sent: { crm_id: 'entered' } }],
    ['both are sent under names of their own', { drawn: 'drawn', rows: { ref: 'entered' }, sent: { crm_id: 'drawn', ref: 'entered' } }],
    ['rows alone are sent', { rows: { crm_id: 'entered' }, sent: { crm_id: 'entered' } }],
  ])('metadata: %s', async (what, { drawn, rows, sent }) => {
    const entry = Object.entries(rows).map(([key, value]) => ({ key, value }));
    const mapper = { mappingMode: 'defineBelow', value: { customer_name: 'Amina', ...(drawn === undefined ? {} : { metadata__crm_id: drawn }) } };
    const fromN8n = await throughN8n({ eventKey: what, callingHours: 'off', recipientNumber: '+14155552671', campaignId: { __rl: true, mode: 'id', value: campaignIds.survey }, dynamicVariables: mapper, options: { metadata: { entry } } });
    const fields = { variable__customer_name: 'Amina', ...(drawn === undefined ? {} : { metadata__crm_id: drawn }), metadata: rows };
    const fromZapier = await throughZapier({ event_key: what, calling_hours: 'off', recipient_number: '+14155552671', campaign_id: campaignIds.survey, ...fields });
    expect(withoutMoments(fromZapier)).toBe(withoutMoments(fromN8n));
    expect(metadataOf(fromN8n)).toEqual(sent);
  });
});

function metadataOf(body: string): object {
  const config = /name="config"\r\n\r\n(\{.*?\})\r\n--/s.exec(body)?.[1] ?? '{}';
  const { metadata } = JSON.parse(config) as { readonly metadata: Readonly<Record<string, string>> };
  return Object.fromEntries(Object.entries(metadata).filter(([key]) => !key.startsWith('iqra_')));
}
