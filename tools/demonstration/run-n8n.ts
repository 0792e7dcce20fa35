import { maskPhoneNumber } from '@iqra-automation/core/testing';
import type { IDataObject, INode, INodeExecutionData, INodeParameters } from 'n8n-workflow';
import { startN8nEngine, type N8nEngine, type WorkflowJson } from '../../test/hosts/n8n/engine.ts';
import { campaignIds } from '../../packages/sandbox/src/seed.ts';
import type { EndedCall, PlacedLead, RefusedLead } from './host-report.ts';
import { textOf, type HostRun } from './host-run.ts';
import type { Lead } from './leads.ts';
import { PlainFailure } from './plain-failure.ts';
import type { SandboxProcess } from './sandbox-process.ts';

const credentials = { iqraAiApi: { id: 'sandbox', name: 'Iqra sandbox' } };

/** Loads the packed node into n8n's engine, activates the trigger, and runs the leads through the node as one execution. */
export async function openN8n(packageDir: string, sandbox: SandboxProcess): Promise<HostRun> {
  const engine = await startN8nEngine({
    packageDir,
    credentials: [
      {
        ...credentials.iqraAiApi,
        type: 'iqraAiApi',
        data: { apiKey: sandbox.apiKey, businessId: sandbox.businessId, baseUrl: sandbox.origin, requestFormat: 'auto' },
      },
    ],
  });
  let staticData = await pollOnce(engine, {}, 'activate').then((poll) => poll.staticData);
  return {
    placeAll: async (leads) => toResults(leads, await runNode(engine, leads)),
    pollEnded: async () => {
      const poll = await pollOnce(engine, staticData, 'init');
      staticData = poll.staticData;
      return poll.items.map(toEndedCall);
    },
    close: () => engine.close(),
  };
}

function node(name: string, type: string, parameters: INodeParameters): INode {
  return { id: name, name, type, typeVersion: 1, position: [0, 0], parameters, credentials };
}

const start: INode = { ...node('Leads', 'n8n-nodes-base.manualTrigger', {}), credentials: {} };

/** What a user builds in the editor: columns of the lead as expressions in the node's fields. */
const initiate: INode = {
  ...node('Place Call', 'n8n-nodes-iqra-ai.iqraAi', {
    resource: 'call',
    operation: 'initiate',
    recipientNumber: '={{ $json.phone }}',
    campaignId: { __rl: true, mode: 'id', value: campaignIds.reminders },
    dynamicVariables: {
      mappingMode: 'defineBelow',
      value: { customer_name: '={{ $json.name }}', appointment_time: '={{ $json.appointment }}' },
      matchingColumns: [],
      schema: [],
    },
    eventKey: 'appointment reminder, winter 2026',
    callingHours: 'off',
    options: { defaultCountry: '={{ $json.country }}', metadata: { entry: [{ key: 'crm_id', value: '={{ $json.lead_id }}' }] }, concurrency: 5, requestsPerMinute: 0 },
  }),
  onError: 'continueRegularOutput',
};

const leadsToCalls: WorkflowJson = {
  id: 'leads',
  name: 'Leads to calls',
  nodes: [start, initiate],
  connections: { Leads: { main: [[{ node: 'Place Call', type: 'main', index: 0 }]] } },
};

const endedCalls: WorkflowJson = {
  id: 'ended',
  name: 'Ended calls',
  nodes: [node('Call Ended', 'n8n-nodes-iqra-ai.iqraAiTrigger', { event: 'callEnded', filters: { campaigns: [campaignIds.reminders] } })],
  connections: {},
};

async function runNode(engine: N8nEngine, leads: readonly Lead[]): Promise<readonly INodeExecutionData[]> {
  const items = leads.map((lead) => ({ json: { ...lead.values } }));
  const run = await engine.runWorkflow({ workflow: leadsToCalls, items, startNode: 'Leads', executionId: '1', mode: 'trigger' });
  const placed = run.nodes['Place Call']?.[0];
  if (placed === undefined || placed.error !== undefined) {
    throw new PlainFailure(`n8n could not run the node: ${placed?.error?.message ?? run.error?.message ?? 'no output'}`);
  }
  return placed.outputs[0] ?? [];
}

function toResults(leads: readonly Lead[], items: readonly INodeExecutionData[]): { placed: PlacedLead[]; refused: RefusedLead[] } {
  const placed: PlacedLead[] = [];
  const refused: RefusedLead[] = [];
  for (const item of items) {
    const row = leads[rowOf(item)]?.row ?? 0;
    const { error, details, deduplicated, queueId } = item.json;
    if (error !== undefined) refused.push({ row, code: codeOf(details), message: textOf(error) });
    else if (deduplicated === true) refused.push({ row, code: 'DEDUPLICATED', message: 'This person already has a call for the same event; nobody is called twice.' });
    else placed.push({ row, queueId: textOf(queueId) });
  }
  return { placed, refused };
}

function rowOf(item: INodeExecutionData): number {
  const paired = item.pairedItem;
  return typeof paired === 'object' && !Array.isArray(paired) ? paired.item : -1;
}

function codeOf(details: unknown): string {
  const code: unknown = details !== null && typeof details === 'object' ? Reflect.get(details, 'code') : undefined;
  return typeof code === 'string' ? code : 'ERROR';
}

async function pollOnce(engine: N8nEngine, staticData: IDataObject, activation: 'activate' | 'init') {
  const poll = await engine.poll({ workflow: endedCalls, staticData, activation });
  if (poll.error !== undefined) throw new PlainFailure(`n8n's trigger stopped: ${poll.error.message} ${poll.error.description ?? ''}`.trim());
  return { items: poll.items ?? [], staticData: poll.staticData };
}

function toEndedCall({ json }: INodeExecutionData): EndedCall {
  return {
    queueId: textOf(json['queueId']),
    recipient: maskPhoneNumber(textOf(json['recipientNumber'])),
    outcome: textOf(json['outcome']),
    campaign: textOf(json['campaignName']),
    durationSeconds: typeof json['durationSeconds'] === 'number' ? json['durationSeconds'] : null,
    firstLine: textOf(json['transcript']).split('\n')[0] ?? '',
  };
}
