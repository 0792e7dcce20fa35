import type { IDataObject, Workflow } from 'n8n-workflow';
import type { LoadedEngine } from './loaded-engine.ts';
import type { WorkflowJson } from './messages.ts';
import { n8nWorkflow } from './n8n-modules.ts';

/** The workflow object that the engine runs; node parameters get the defaults of their forms, as when n8n loads a saved workflow. */
export function toWorkflow(engine: LoadedEngine, json: WorkflowJson, staticData?: IDataObject): Workflow {
  return new n8nWorkflow.Workflow({
    id: json.id ?? 'workflow-1',
    name: json.name ?? 'Workflow',
    nodes: structuredClone([...json.nodes]),
    connections: structuredClone(json.connections),
    active: false,
    nodeTypes: engine.nodeTypes,
    staticData: structuredClone(staticData ?? json.staticData ?? {}),
    settings: { executionOrder: 'v1', timezone: 'UTC', ...json.settings },
  });
}
