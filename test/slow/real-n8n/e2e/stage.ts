import { campaignIds } from '../../../../packages/sandbox/src/seed.ts';
import type { Sandbox } from '../../../../packages/sandbox/src/sandbox.ts';
import type { Checks } from '../checks.ts';
import type { Recipients } from '../recipients.ts';
import type { CredentialRef, Execution, N8nClient, RunItem, StoredWorkflow } from '../../../../tools/local-n8n/rest-client.ts';
import type { RealN8n } from '../../../../tools/local-n8n/start-n8n.ts';
import { iqraNode, iqraWorkflow, startNode } from '../workflow-builder.ts';

/** What every group of checks works with. `n8n` is replaced when a check restarts it. */
export interface Stage {
  n8n: RealN8n;
  readonly sandbox: Sandbox;
  readonly checks: Checks;
  readonly credential: CredentialRef;
  readonly recipients: Recipients;
}

export interface IqraRun {
  readonly execution: Execution;
  /** Output of the Iqra AI node; empty when it failed. */
  readonly items: readonly RunItem[];
  readonly error: NonNullable<Execution['runData'][string]>[number]['error'];
}

/** Values of a valid credential for the sandbox. */
export function sandboxCredential(sandbox: Sandbox): Record<string, string> {
  return { apiKey: sandbox.apiKey, businessId: String(sandbox.businessId), baseUrl: sandbox.origin, requestFormat: 'auto' };
}

/** Parameters of *Initiate* that take number, name and event from the item. `more` adds or replaces parameters. */
export function initiateParameters(more: Record<string, unknown> = {}): Record<string, unknown> {
  return {
    resource: 'call',
    operation: 'initiate',
    recipientNumber: '={{ $json.phone }}',
    campaignId: { __rl: true, mode: 'id', value: campaignIds.reminders },
    dynamicVariables: {
      mappingMode: 'defineBelow',
      value: { customer_name: '={{ $json.name }}' },
      matchingColumns: [],
      schema: [{ id: 'customer_name', displayName: 'customer_name', required: true, defaultMatch: false, display: true, type: 'string' }],
    },
    eventKey: '={{ $json.event }}',
    callingHours: 'off',
    ...more,
    options: {
      metadata: { entry: [{ key: 'sandbox_event', value: '={{ $json.event }}' }] },
      requestsPerMinute: 0,
      ...(more['options'] as Record<string, unknown> | undefined),
    },
  };
}

/** One lead as the checks make them; its event is derived from the number, so that the ledger can tell events apart. */
export function lead(phone: string, name = 'Amina Rahman'): { phone: string; name: string; event: string } {
  return { phone, name, event: `event-${phone.slice(1)}` };
}

/** Stores a workflow around one Iqra AI node, runs it and returns what that node gave. */
export async function runIqra(
  stage: Stage,
  name: string,
  items: readonly Record<string, unknown>[],
  parameters: Record<string, unknown>,
  settings: Record<string, unknown> = {},
): Promise<IqraRun> {
  const workflow = await stage.n8n.client.createWorkflow(iqraWorkflow(name, items, parameters, stage.credential, settings));
  return runStored(stage.n8n.client, workflow);
}

/** Runs a stored workflow made by `iqraWorkflow`. Throws when it has not ended in time, by default within two minutes. */
export async function runStored(client: N8nClient, workflow: StoredWorkflow, timeoutMs?: number): Promise<IqraRun> {
  const execution = await client.runWorkflow(workflow, startNode, timeoutMs);
  const run = execution.runData[iqraNode]?.at(-1);
  return { execution, items: run?.data?.main?.[0] ?? [], error: run?.error };
}

/** How many calls the server accepted for a number. */
export function acceptedFor(sandbox: Sandbox, phone: string): number {
  return sandbox.ledger().accepted.filter((row) => row.recipient === phone).length;
}
