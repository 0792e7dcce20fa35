import type { IRun, ITaskData } from 'n8n-workflow';
import { additionalDataFor } from './additional-data.ts';
import type { LoadedEngine } from './loaded-engine.ts';
import type { NodeRun, RunOptions, WorkflowRun } from './messages.ts';
import { n8nCore } from './n8n-modules.ts';
import { toReportedError } from './reported-error.ts';
import { toWorkflow } from './to-workflow.ts';

/** Runs a workflow in n8n's own execution engine and waits until it has ended. */
export async function runWorkflow(engine: LoadedEngine, options: RunOptions): Promise<WorkflowRun> {
  const workflow = toWorkflow(engine, options.workflow);
  const startName = options.startNode ?? options.workflow.nodes[0]?.name ?? '';
  const startNode = workflow.getNode(startName);
  if (startNode === null) throw new Error(`The workflow has no node "${startName}".`);
  const mode = options.mode ?? 'trigger';
  const executionId = options.executionId ?? engine.nextExecutionId();
  const additionalData = additionalDataFor(engine.credentials, { executionId, workflowId: workflow.id });
  additionalData.hooks = new n8nCore.ExecutionLifecycleHooks(mode, executionId, {
    id: workflow.id,
    name: workflow.name ?? '',
    active: false,
    isArchived: false,
    createdAt: new Date(),
    updatedAt: new Date(),
    activeVersionId: null,
    nodes: Object.values(workflow.nodes),
    connections: workflow.connectionsBySourceNode,
  });
  const startedMs = performance.now();
  const running = new n8nCore.WorkflowExecute(additionalData, mode).run({
    workflow,
    startNode,
    triggerToStartFrom: {
      name: startName,
      data: { startTime: Date.now(), executionTime: 0, executionIndex: 0, source: [], data: { main: [structuredClone([...options.items])] } },
    },
  });
  if (options.cancelAfterMs !== undefined) setTimeout(() => running.cancel(), options.cancelAfterMs);
  return toWorkflowRun(await running, performance.now() - startedMs);
}

function toWorkflowRun(run: IRun, tookMs: number): WorkflowRun {
  const { error, runData } = run.data.resultData;
  return {
    status: run.status,
    tookMs,
    ...(error === undefined ? {} : { error: toReportedError(error) }),
    nodes: Object.fromEntries(Object.entries(runData).map(([name, runs]) => [name, runs.map(toNodeRun)])),
  };
}

function toNodeRun(task: ITaskData): NodeRun {
  return {
    status: task.executionStatus ?? 'unknown',
    tookMs: task.executionTime,
    outputs: task.data?.['main'] ?? [],
    hints: (task.hints ?? []).map((hint) => hint.message),
    ...(task.error === undefined ? {} : { error: toReportedError(task.error) }),
  };
}
