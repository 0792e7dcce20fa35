import type { CredentialRef, WorkflowContent, WorkflowNode } from '../../../tools/local-n8n/rest-client.ts';

export const nodeType = 'n8n-nodes-iqra-ai.iqraAi';
export const triggerType = 'n8n-nodes-iqra-ai.iqraAiTrigger';
export const startNode = 'Start';
const itemsNode = 'Items';
export const iqraNode = 'Iqra AI';

export interface Step {
  readonly name: string;
  readonly type: string;
  readonly parameters: Record<string, unknown>;
  readonly typeVersion?: number;
  readonly settings?: Record<string, unknown>;
}

/** A workflow whose nodes follow each other in a line. */
export function lineOfNodes(name: string, steps: readonly Step[], credential: CredentialRef): WorkflowContent {
  const nodes = steps.map((step, index): WorkflowNode => ({
    id: `node-${index}`,
    name: step.name,
    type: step.type,
    typeVersion: step.typeVersion ?? 1,
    position: [index * 220, 0],
    parameters: step.parameters,
    ...step.settings,
    ...(step.type.startsWith('n8n-nodes-iqra-ai.') ? { credentials: { iqraAiApi: credential } } : {}),
  }));
  const links = steps.slice(1).map((step, index) => [steps[index]?.name ?? '', { main: [[{ node: step.name, type: 'main', index: 0 }]] }]);
  return { name, nodes, connections: Object.fromEntries(links) };
}

/** Starts by hand, makes the given items, and hands them to one Iqra AI node. */
export function iqraWorkflow(
  name: string,
  items: readonly Record<string, unknown>[],
  parameters: Record<string, unknown>,
  credential: CredentialRef,
  settings: Record<string, unknown> = {},
): WorkflowContent {
  return lineOfNodes(name, [
    { name: startNode, type: 'n8n-nodes-base.manualTrigger', parameters: {} },
    { name: 'List', type: 'n8n-nodes-base.set', typeVersion: 3.4, parameters: { mode: 'raw', jsonOutput: JSON.stringify({ items }), options: {} } },
    { name: itemsNode, type: 'n8n-nodes-base.splitOut', parameters: { fieldToSplitOut: 'items', options: {} } },
    { name: iqraNode, type: nodeType, parameters, settings },
  ], credential);
}
