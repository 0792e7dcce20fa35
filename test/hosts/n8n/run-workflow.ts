import type { IRun, IRunExecutionData, ITaskData, IWorkflowExecuteAdditionalData, Workflow, WorkflowExecuteMode } from 'n8n-workflow';
import { withoutRawTurns } from '../no-raw-turns.ts';
import { additionalDataFor } from './additional-data.ts';
import type { LoadedEngine } from './loaded-engine.ts';
import type { NodeRun, RunOptions, WorkflowRun } from './messages.ts';
import { n8nCore } from './n8n-modules.ts';
import { toReportedError } from './reported-error.ts';
import { toWorkflow } from './to-workflow.ts';

const mostSavedExecutions = 3;

/** Runs a workflow in n8n's own execution engine and waits until it has ended. */
export async function runWorkflow(engine: LoadedEngine, options: RunOptions): Promise<WorkflowRun> {
  const workflow = toWorkflow(engine, options.workflow);
  const startName = options.startNode ?? options.workflow.nodes[0]?.name ?? '';
  const startNode = workflow.getNode(startName);
  if (startNode === null) throw new Error(`The workflow has no node "${startName}".`);
  const mode = options.mode ?? 'trigger';
  const executionId = options.executionId ?? engine.nextExecutionId();
  const additionalData = additionalDataFor(engine.credentials, { executionId, workflowId: workflow.id });
  addHooks(additionalData, workflow, executionId, mode);
  const startedMs = performance.now();
  const running =
    options.retryOf === undefined
      ? new n8nCore.WorkflowExecute(additionalData, mode).run({
          workflow,
          startNode,
          triggerToStartFrom: {
            name: startName,
            data: { startTime: Date.now(), executionTime: 0, executionIndex: 0, source: [], data: { main: [structuredClone([...options.items])] } },
          },
        })
      : new n8nCore.WorkflowExecute(additionalData, 'retry', failedData(engine, options.retryOf, options.retryWith === 'current' ? workflow : undefined)).processRunExecutionData(workflow);
  engine.stops.set(executionId, () => running.cancel());
  const run = await running.finally(() => engine.stops.delete(executionId));
  engine.waiting?.keep(executionId, options.workflow, mode, run);
  keepForRetry(engine.savedExecutions, executionId, JSON.stringify(run.data));
  return toWorkflowRun(run, performance.now() - startedMs);
}

export function addHooks(additionalData: IWorkflowExecuteAdditionalData, workflow: Workflow, executionId: string, mode: WorkflowExecuteMode): void {
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
}

/** What n8n's database holds of an execution from now on, should its process die. */
export function keepForCrash(engine: LoadedEngine, executionId: string, data: IRunExecutionData): void {
  keepForRetry(engine.savedExecutions, executionId, JSON.stringify(data));
}

/** Only the newest few: what nobody retries would otherwise fill the memory. */
function keepForRetry(saved: Map<string, string>, executionId: string, data: string): void {
  saved.set(executionId, data);
  const oldest = saved.keys().next();
  if (saved.size > mostSavedExecutions && oldest.done !== true) saved.delete(oldest.value);
}

/**
 * The data of a failed execution, made ready as n8n's server does before a retry (its ExecutionService, n8n 2.41.1). With the workflow as it is
 * now saved, n8n takes the nodes from that one.
 */
function failedData(engine: LoadedEngine, executionId: string, current: Workflow | undefined): IRunExecutionData {
  const saved = engine.savedExecutions.get(executionId);
  if (saved === undefined) throw new Error(`No execution "${executionId}" is saved.`);
  const data = JSON.parse(saved) as IRunExecutionData;
  const { resultData } = data;
  delete resultData.error;
  const runs = resultData.runData[resultData.lastNodeExecuted ?? ''];
  if (runs?.at(-1)?.error !== undefined) runs.pop();
  for (const entry of current === undefined ? [] : (data.executionData?.nodeExecutionStack ?? [])) {
    const node = current?.getNode(entry.node.name);
    if (node === null || node === undefined) throw new Error(`The workflow has no node "${entry.node.name}".`);
    entry.node = node;
  }
  return data;
}

export function toWorkflowRun(run: IRun, tookMs: number): WorkflowRun {
  const { error, runData, metadata } = run.data.resultData;
  return {
    status: run.status,
    tookMs,
    ...(error === undefined ? {} : { error: toReportedError(error) }),
    customData: metadata ?? {},
    nodes: Object.fromEntries(Object.entries(runData).map(([name, runs]) => [name, runs.map(toNodeRun)])),
  };
}

function toNodeRun(task: ITaskData): NodeRun {
  return {
    status: task.executionStatus ?? 'unknown',
    tookMs: task.executionTime,
    outputs: withoutRawTurns(task.data?.['main'] ?? []),
    hints: (task.hints ?? []).map((hint) => hint.message),
    ...(task.error === undefined ? {} : { error: toReportedError(task.error) }),
  };
}
