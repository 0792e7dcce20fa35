import type { INode, INodeParameters } from 'n8n-workflow';
import type { StoredCredential, WorkflowJson } from '../hosts/n8n/engine.ts';
import { businessIds, campaignIds, keys } from '../../packages/sandbox/src/seed.ts';

export const concurrency = 10;

export function credentialFor(origin: string): StoredCredential {
  return {
    id: 'bench',
    name: 'Bench',
    type: 'iqraAiApi',
    data: { apiKey: keys.full.text, businessId: String(businessIds.clinic), baseUrl: origin, requestFormat: 'auto' },
  };
}

const start: INode = { id: 'start', name: 'Leads', type: 'n8n-nodes-base.manualTrigger', typeVersion: 1, position: [0, 0], parameters: {} };

function leadsTo(name: string, type: string, typeVersion: number, parameters: INodeParameters): WorkflowJson {
  const credentials = type.startsWith('n8n-nodes-iqra-ai') ? { credentials: { iqraAiApi: { id: 'bench', name: 'Bench' } } } : {};
  return {
    id: name,
    nodes: [start, { id: name, name, type, typeVersion, position: [200, 0], parameters, ...credentials }],
    connections: { Leads: { main: [[{ node: name, type: 'main', index: 0 }]] } },
  };
}

export const placeCalls = leadsTo('Place Call', 'n8n-nodes-iqra-ai.iqraAi', 1, {
  resource: 'call',
  operation: 'initiate',
  recipientNumber: '={{ $json.phone }}',
  campaignId: { __rl: true, mode: 'id', value: campaignIds.consultation },
  callingHours: 'off',
  options: { concurrency, requestsPerMinute: 0 },
});

/** n8n hands the same items on and does nothing with them. */
export const passOn = leadsTo('Pass On', 'n8n-nodes-base.noOp', 1, {});

/** n8n's own node, ten requests started every `intervalMs`. */
export function httpRequests(url: string, contentType: string, body: string, intervalMs: number): WorkflowJson {
  return leadsTo('Place Call', 'n8n-nodes-base.httpRequest', 4.2, {
    method: 'POST',
    url,
    sendHeaders: true,
    specifyHeaders: 'keypair',
    headerParameters: { parameters: [{ name: 'authorization', value: `Token ${keys.full.text}` }] },
    sendBody: true,
    contentType: 'raw',
    rawContentType: contentType,
    body,
    options: { batching: { batch: { batchSize: concurrency, batchInterval: intervalMs } } },
  });
}

/** Valid Australian mobiles, different for each number given. */
export function leadItems(count: number): { json: { phone: string } }[] {
  return Array.from({ length: count }, (_, index) => ({ json: { phone: `+6141${String(1_000_000 + index)}` } }));
}
