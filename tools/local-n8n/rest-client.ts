import { parse } from 'flatted';
import { waitUntil } from './wait-until.ts';
import { N8nRestError, type RestSession } from './rest-session.ts';

const executionTimeoutMs = 120_000;
const mostExecutionsListed = 100;
const notFound = 404;

export interface WorkflowNode {
  readonly id?: string;
  readonly name: string;
  readonly type: string;
  readonly typeVersion: number;
  readonly position: readonly [number, number];
  readonly parameters: Record<string, unknown>;
  readonly credentials?: Record<string, { readonly id: string; readonly name: string }>;
  readonly [setting: string]: unknown;
}

export interface WorkflowContent {
  readonly name: string;
  readonly nodes: readonly WorkflowNode[];
  readonly connections: Record<string, unknown>;
  readonly settings?: Record<string, unknown>;
  /** By node name: items that stand for what the node gives, in runs by hand. */
  readonly pinData?: Readonly<Record<string, readonly { readonly json: object }[]>>;
}

export interface StoredWorkflow { readonly id: string; readonly versionId: string }

export interface NodeRun {
  readonly executionStatus?: string;
  readonly error?: { readonly message: string; readonly description?: string | null; readonly name?: string; readonly context?: Record<string, unknown> };
  readonly data?: { readonly main?: readonly (readonly RunItem[] | null)[] };
}

export interface RunItem {
  readonly json: Record<string, unknown>;
  readonly pairedItem?: unknown;
  readonly binary?: Record<string, { readonly mimeType: string; readonly fileName?: string; readonly fileSize?: string }>;
}

export interface Execution {
  readonly id: string;
  readonly status: string;
  readonly mode: string;
  readonly runData: Record<string, readonly NodeRun[]>;
  readonly errorMessage?: string;
}

export interface ExecutionSummary { readonly id: string; readonly status: string; readonly mode: string; readonly workflowId: string }
export interface CredentialTestResult { readonly status: 'OK' | 'Error'; readonly message: string }
export interface CredentialRef { readonly id: string; readonly name: string }
export interface ListEntry { readonly name: string; readonly value: unknown }

export interface DynamicRequest {
  readonly node: string;
  readonly path: string;
  readonly methodName: string;
  readonly credential: CredentialRef;
  readonly parameters?: Record<string, unknown>;
  readonly filter?: string;
}

const credentialType = 'iqraAiApi';
const unfinished = new Set(['new', 'running', 'waiting', 'unknown']);

/** What the slow checks do with n8n, each as the editor does it. */
export function createN8nClient(session: RestSession) {
  const get = (path: string) => session.request('GET', path);
  const post = (path: string, body: unknown = {}) => session.request('POST', path, body);

  async function createCredential(name: string, type: string, data: Record<string, unknown>): Promise<CredentialRef> {
    const stored = (await post('/rest/credentials', { name, type, data })) as CredentialRef;
    return { id: stored.id, name: stored.name };
  }

  async function deleteCredential({ id }: CredentialRef): Promise<void> {
    await session.request('DELETE', `/rest/credentials/${id}`);
  }

  /** Tests a stored credential, or values that are not stored yet. */
  async function testCredential(name: string, data: Record<string, unknown>, id = ''): Promise<CredentialTestResult> {
    return (await post('/rest/credentials/test', { credentials: { id, name, type: credentialType, data } })) as CredentialTestResult;
  }

  async function createWorkflow(content: WorkflowContent): Promise<StoredWorkflow> {
    const settings = { executionOrder: 'v1', ...content.settings };
    const stored = (await post('/rest/workflows', { ...content, settings, active: false })) as StoredWorkflow;
    return { id: stored.id, versionId: stored.versionId };
  }

  /** Runs a stored workflow from one of its triggers, as the editor's button does, and returns the finished execution. */
  async function runWorkflow(workflow: StoredWorkflow, trigger: string, timeoutMs = executionTimeoutMs): Promise<Execution> {
    return waitForExecution(await startWorkflow(workflow, trigger), timeoutMs);
  }

  async function startWorkflow(workflow: StoredWorkflow, trigger: string): Promise<string> {
    const started = (await post(`/rest/workflows/${workflow.id}/run`, { triggerToStartFrom: { name: trigger } })) as { executionId?: string };
    if (started.executionId === undefined) throw new Error(`The workflow did not start: ${JSON.stringify(started)}`);
    return started.executionId;
  }

  async function readExecution(id: string): Promise<Execution> {
    const raw = (await get(`/rest/executions/${id}`)) as { id: string; status: string; mode: string; data?: string };
    const data = raw.data === undefined ? undefined : (parse(raw.data) as { resultData?: { runData?: Execution['runData']; error?: { message: string } } });
    const errorMessage = data?.resultData?.error?.message;
    return { id: raw.id, status: raw.status, mode: raw.mode, runData: data?.resultData?.runData ?? {}, ...(errorMessage === undefined ? {} : { errorMessage }) };
  }

  function waitForExecution(id: string, timeoutMs = executionTimeoutMs): Promise<Execution> {
    return waitUntil(`execution ${id} to end`, timeoutMs, async () => {
      const execution = await readExecution(id);
      return unfinished.has(execution.status) ? undefined : execution;
    });
  }

  /**
   * The newest executions of a workflow, at most 100. Further pages are not asked for: n8n sorts by start and cuts by id,
   * so that its pages leave out executions that started in another order than they were queued. The page joins two questions asked
   * at the same time, running and completed: an execution that ends in between is in both answers, and is counted once here.
   */
  async function listExecutions(workflowId: string): Promise<readonly ExecutionSummary[]> {
    const filter = encodeURIComponent(JSON.stringify({ workflowId }));
    const page = (await get(`/rest/executions?limit=${mostExecutionsListed}&filter=${filter}`)) as { results: ExecutionSummary[] };
    return [...new Map(page.results.map((execution) => [execution.id, execution])).values()];
  }

  async function countExecutions(workflowId: string, status: string): Promise<number> {
    const filter = encodeURIComponent(JSON.stringify({ workflowId, status: [status] }));
    return ((await get(`/rest/executions?limit=1&filter=${filter}`)) as { count: number }).count;
  }

  /** The button *Retry* of an execution that failed or crashed: goes on with the saved data. Returns the new execution, finished. */
  async function retryExecution(id: string): Promise<Execution> {
    const started = (await post(`/rest/executions/${id}/retry`, { loadWorkflow: false })) as { id: string };
    return waitForExecution(started.id);
  }

  /** Status of an execution, and everything n8n kept of it as text; undefined when there is none with this id. */
  async function findExecution(id: string): Promise<{ readonly status: string; readonly text: string } | undefined> {
    try {
      const raw = (await get(`/rest/executions/${id}`)) as { status: string };
      return { status: raw.status, text: JSON.stringify(raw) };
    } catch (error) {
      if (error instanceof N8nRestError && error.status === notFound) return undefined;
      throw error;
    }
  }

  const activate = (workflow: StoredWorkflow) => post(`/rest/workflows/${workflow.id}/activate`, { versionId: workflow.versionId });
  const deactivate = (workflow: StoredWorkflow) => post(`/rest/workflows/${workflow.id}/deactivate`);

  async function readStaticData(workflow: StoredWorkflow): Promise<Record<string, unknown>> {
    const stored = (await get(`/rest/workflows/${workflow.id}`)) as { staticData?: Record<string, unknown> | null };
    return stored.staticData ?? {};
  }

  const dynamicBody = (request: DynamicRequest) => ({
    nodeTypeAndVersion: { name: request.node, version: 1 },
    path: `parameters.${request.path}`,
    methodName: request.methodName,
    currentNodeParameters: request.parameters ?? {},
    credentials: { [credentialType]: request.credential },
    ...(request.filter === undefined ? {} : { filter: request.filter }),
  });

  async function searchList(request: DynamicRequest): Promise<readonly ListEntry[]> {
    const answer = (await post('/rest/dynamic-node-parameters/resource-locator-results', dynamicBody(request))) as { results: ListEntry[] };
    return answer.results;
  }

  async function mapperFields(request: DynamicRequest): Promise<readonly { readonly id: string; readonly required: boolean }[]> {
    const answer = (await post('/rest/dynamic-node-parameters/resource-mapper-fields', dynamicBody(request))) as { fields: { id: string; required: boolean }[] };
    return answer.fields;
  }

  async function nodeTypes(): Promise<readonly Record<string, unknown>[]> {
    return (await get('/types/nodes.json')) as Record<string, unknown>[];
  }

  return {
    createCredential, deleteCredential, testCredential, createWorkflow, runWorkflow, startWorkflow, readExecution, retryExecution, findExecution, waitForExecution, listExecutions, countExecutions,
    activate, deactivate, readStaticData, searchList, mapperFields, nodeTypes,
    deleteWorkflow: async (workflow: StoredWorkflow) => {
      await post(`/rest/workflows/${workflow.id}/archive`);
      await session.request('DELETE', `/rest/workflows/${workflow.id}`);
    },
  };
}

export type N8nClient = ReturnType<typeof createN8nClient>;
