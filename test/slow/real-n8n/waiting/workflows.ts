import type { CredentialRef, N8nClient, StoredWorkflow } from '../../../../tools/local-n8n/rest-client.ts';
import { initiateParameters } from '../e2e/stage.ts';
import { lineOfNodes, nodeType, triggerType, type Step } from '../workflow-builder.ts';

const leadArrives: Step = { name: 'Lead', type: 'n8n-nodes-base.webhook', typeVersion: 2, parameters: { httpMethod: 'POST', path: 'leads', responseMode: 'onReceived', options: {} }, settings: { webhookId: 'leads' } };

/** A lead arrives, is called, and what became of the call is handed on: three nodes. */
export async function callWaitAndTell(client: N8nClient, credential: CredentialRef, recorder: string): Promise<StoredWorkflow> {
  const called = initiateParameters({
    operation: 'initiateAndWait',
    recipientNumber: '={{ $json.body.phone }}',
    eventKey: '={{ $json.body.event }}',
    dynamicVariables: {
      mappingMode: 'defineBelow',
      value: { customer_name: '={{ $json.body.name }}' },
      matchingColumns: [],
      schema: [{ id: 'customer_name', displayName: 'customer_name', required: true, defaultMatch: false, display: true, type: 'string' }],
    },
    resumeAmount: 2,
    options: { waitInStep: 0, requestsPerMinute: 0, metadata: { entry: [{ key: 'sandbox_event', value: '={{ $json.body.event }}' }] } },
  });
  const told = '={{ JSON.stringify({ event: $("Lead").item.json.body.event, outcome: $json.outcome, queueId: $json.queueId, execution: $execution.id }) }}';
  const workflow = await client.createWorkflow(lineOfNodes('Call, wait, tell', [
    leadArrives,
    { name: 'Call', type: nodeType, parameters: called },
    { name: 'Tell', type: 'n8n-nodes-base.httpRequest', typeVersion: 4.2, parameters: { method: 'POST', url: recorder, sendBody: true, specifyBody: 'json', jsonBody: told, options: {} } },
  ], credential));
  await client.activate(workflow);
  return workflow;
}

/** What n8n's own nodes do before their *Wait*, to be compared with a call. */
export const peerSteps = (slowServer: string): Readonly<Record<string, readonly Step[]>> => ({
  'Wait': [],
  'Edit Fields, Wait': [{
    name: 'Fields', type: 'n8n-nodes-base.set', typeVersion: 3.4,
    parameters: { assignments: { assignments: ['event', 'phone', 'name'].map((name) => ({ id: name, name, type: 'string', value: `={{ $json.body.${name} }}` })) }, options: {} },
  }],
  'HTTP Request, Wait': [{
    name: 'Request', type: 'n8n-nodes-base.httpRequest', typeVersion: 4.2,
    parameters: { method: 'POST', url: slowServer, sendBody: true, specifyBody: 'json', jsonBody: '={{ JSON.stringify({ phone: $json.body.phone, event: $json.body.event }) }}', options: {} },
  }],
});

/** The same with n8n's own *Wait* node in the place of the call: it sleeps until somebody posts to the execution's address. */
export async function waitAndTell(client: N8nClient, before: readonly Step[], recorder: string): Promise<StoredWorkflow> {
  const workflow = await client.createWorkflow(lineOfNodes('Wait, tell', [
    leadArrives,
    ...before,
    { name: 'Wait', type: 'n8n-nodes-base.wait', typeVersion: 1.1, parameters: { resume: 'webhook', httpMethod: 'POST', options: {} }, settings: { webhookId: 'wait' } },
    { name: 'Tell', type: 'n8n-nodes-base.httpRequest', typeVersion: 4.2, parameters: { method: 'POST', url: recorder, sendBody: true, specifyBody: 'json', jsonBody: '={{ JSON.stringify($json) }}', options: {} } },
  ], { id: '', name: '' }));
  await client.activate(workflow);
  return workflow;
}

/** A trigger that nobody set up for this: it wakes all the same. Not active yet. */
export async function watchEndedCalls(client: N8nClient, credential: CredentialRef): Promise<StoredWorkflow> {
  return await client.createWorkflow(lineOfNodes('Watch ended calls', [
    { name: 'When a call has ended', type: triggerType, parameters: { pollTimes: { item: [{ mode: 'everyMinute' }] }, event: 'callEnded' } },
    { name: 'Received', type: 'n8n-nodes-base.noOp', parameters: {} },
  ], credential));
}
