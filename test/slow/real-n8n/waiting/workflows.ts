import type { CredentialRef, N8nClient, StoredWorkflow } from '../../../../tools/local-n8n/rest-client.ts';
import { initiateParameters } from '../e2e/stage.ts';
import { lineOfNodes, nodeType, triggerType } from '../workflow-builder.ts';

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
    { name: 'Lead', type: 'n8n-nodes-base.webhook', typeVersion: 2, parameters: { httpMethod: 'POST', path: 'leads', responseMode: 'onReceived', options: {} }, settings: { webhookId: 'leads' } },
    { name: 'Call', type: nodeType, parameters: called },
    { name: 'Tell', type: 'n8n-nodes-base.httpRequest', typeVersion: 4.2, parameters: { method: 'POST', url: recorder, sendBody: true, specifyBody: 'json', jsonBody: told, options: {} } },
  ], credential));
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
