import type { INode, INodeExecutionData, INodeParameters } from 'n8n-workflow';
import { startN8nEngine, type WorkflowJson } from '../../hosts/n8n/engine.ts';
import type { Sandbox } from '../../../packages/sandbox/src/sandbox.ts';
import { campaignIds } from '../../../packages/sandbox/src/seed.ts';
import { workflowZone, type CallingHost, type PlacementOfLead } from './host.ts';
import type { Lead } from './leads.ts';
import { hours } from './open-hours.ts';

const credential = { id: 'sandbox', name: 'Iqra sandbox' };

/** The unpacked package in n8n's engine; each batch of leads is one execution. */
export async function openN8nHost(packageDir: string, sandbox: Sandbox): Promise<CallingHost> {
  const data = { apiKey: sandbox.apiKey, businessId: String(sandbox.businessId), baseUrl: sandbox.origin, requestFormat: 'auto' };
  const engine = await startN8nEngine({ packageDir, credentials: [{ ...credential, type: 'iqraAiApi', data }] });
  return {
    name: 'n8n',
    moveClock: (toMs) => engine.moveClock(toMs),
    place: async (leads) => {
      const run = await engine.runWorkflow({ workflow, items: leads.map(toItem), startNode: 'Leads' });
      const node = run.nodes['Place Call']?.[0];
      if (node === undefined || node.error !== undefined) throw new Error(`n8n could not run the node: ${node?.error?.message ?? run.error?.message ?? 'no output'}`);
      return (node.outputs[0] ?? []).map(toPlacement);
    },
    close: () => engine.close(),
  };
}

function toItem(lead: Lead): INodeExecutionData {
  const { callingHours, customHours } = hours[lead.hoursName];
  const { id, phone, defaultCountry, contactTimeZone, scheduledTime, keepTryingForSeconds } = lead;
  return { json: { id, phone, defaultCountry, contactTimeZone, scheduledTime, keepTryingForSeconds, callingHours, customHours } };
}

function toPlacement({ json }: INodeExecutionData): PlacementOfLead {
  if (json['error'] === undefined) return { placed: true };
  const { code } = json['details'] as { readonly code: string };
  return { placed: false, code, message: JSON.stringify(json['error']) };
}

const fromItem = (name: string): string => `={{ $json.${name} }}`;

const parameters: INodeParameters = {
  resource: 'call',
  operation: 'initiate',
  recipientNumber: fromItem('phone'),
  campaignId: { __rl: true, mode: 'id', value: campaignIds.consultation },
  callingHours: fromItem('callingHours'),
  customHours: fromItem('customHours'),
  outsideHours: 'schedule',
  eventKey: fromItem('id'),
  options: { scheduledTime: fromItem('scheduledTime'), contactTimeZone: fromItem('contactTimeZone'), keepTryingForSeconds: fromItem('keepTryingForSeconds'), defaultCountry: fromItem('defaultCountry'), concurrency: 20, requestsPerMinute: 0 },
};

const start: INode = { id: 'start', name: 'Leads', type: 'n8n-nodes-base.manualTrigger', typeVersion: 1, position: [0, 0], parameters: {} };
const placeCall: INode = {
  id: 'place',
  name: 'Place Call',
  type: 'n8n-nodes-iqra-ai.iqraAi',
  typeVersion: 1,
  position: [200, 0],
  parameters,
  credentials: { iqraAiApi: credential },
  onError: 'continueRegularOutput',
};

const workflow: WorkflowJson = {
  id: 'leads',
  nodes: [start, placeCall],
  connections: { Leads: { main: [[{ node: 'Place Call', type: 'main', index: 0 }]] } },
  settings: { timezone: workflowZone },
};
