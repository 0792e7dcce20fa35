import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { INode, INodeType, IRun, IRunExecutionData, IWebhookFunctions, IWebhookResponseData, Workflow, WorkflowExecuteMode } from 'n8n-workflow';
import { additionalDataFor, setWaitingBase } from './additional-data.ts';
import type { LoadedEngine } from './loaded-engine.ts';
import type { WorkflowJson, WorkflowRun } from './messages.ts';
import { n8nCore } from './n8n-modules.ts';
import { addHooks, keepForCrash, toWorkflowRun } from './run-workflow.ts';
import { toWorkflow } from './to-workflow.ts';

/** Declared by n8n's engine only. */
const forwardAll: object = { forwardAllOutputs: true };

/** An execution as n8n's database keeps it while it waits, and after it went on. */
interface Kept {
  readonly workflow: WorkflowJson;
  readonly mode: WorkflowExecuteMode;
  /** JSON, as n8n stores it. */
  readonly data: string;
  readonly status: 'waiting' | 'running' | 'over';
  readonly waitTill: number;
}

/**
 * n8n's server as far as it concerns waiting executions, over HTTP: it keeps them as JSON, wakes them when their time has come, and runs
 * the webhook of the node at which they wait. The steps are those of its WaitingWebhooks, WebhookHelpers and WaitTracker (2.41.1), around
 * the same classes of n8n-core; what only they do (several processes, the database) is tested in a real n8n.
 */
export class WaitingDoor {
  private readonly engine: LoadedEngine;
  private readonly kept = new Map<string, Kept>();
  private readonly resumed = new Map<string, Promise<WorkflowRun>[]>();

  private readonly server: Server;

  private constructor(engine: LoadedEngine) {
    this.engine = engine;
    this.server = createServer((request, response) => void this.handle(request, response));
  }

  static async open(engine: LoadedEngine): Promise<{ readonly door: WaitingDoor; readonly base: string }> {
    const door = new WaitingDoor(engine);
    await new Promise<void>((resolve) => door.server.listen(0, '127.0.0.1', resolve));
    const base = `http://127.0.0.1:${(door.server.address() as AddressInfo).port}/webhook-waiting`;
    setWaitingBase(base);
    return { door, base };
  }

  /** Whether an execution that went on has not ended. */
  isRunning(): boolean {
    return [...this.kept.values()].some(({ status }) => status === 'running');
  }

  async close(): Promise<void> {
    setWaitingBase();
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }

  keep(executionId: string, workflow: WorkflowJson, mode: WorkflowExecuteMode, run: IRun): void {
    const waitTill = run.waitTill === undefined || run.waitTill === null ? Number.POSITIVE_INFINITY : new Date(run.waitTill).getTime();
    this.kept.set(executionId, { workflow, mode, data: JSON.stringify(run.data), status: run.status === 'waiting' ? 'waiting' : 'over', waitTill });
  }

  /** How often an execution went on, and with what. */
  async runsOf(executionId: string): Promise<readonly WorkflowRun[]> {
    return await Promise.all(this.resumed.get(executionId) ?? []);
  }

  waitTillOf(executionId: string): number | null {
    const kept = this.kept.get(executionId);
    return kept?.status === 'waiting' ? kept.waitTill : null;
  }

  /** What n8n's WaitTracker does when the time has come. */
  async timeIsUp(executionId: string): Promise<WorkflowRun> {
    const kept = this.claim(executionId);
    return await this.goOn(executionId, kept, JSON.parse(kept.data) as IRunExecutionData);
  }

  /** n8n takes an execution over only from the state in which it waits. */
  private claim(executionId: string): Kept {
    const kept = this.kept.get(executionId);
    if (kept?.status !== 'waiting') throw new Error(`Execution ${executionId} does not wait.`);
    this.kept.set(executionId, { ...kept, status: 'running' });
    return kept;
  }

  private async goOn(executionId: string, kept: Kept, data: IRunExecutionData): Promise<WorkflowRun> {
    const workflow = toWorkflow(this.engine, kept.workflow);
    const additionalData = additionalDataFor(this.engine.credentials, { executionId, workflowId: workflow.id });
    addHooks(additionalData, workflow, executionId, kept.mode);
    // n8n stores an execution that goes on before it runs.
    keepForCrash(this.engine, executionId, data);
    const startedMs = performance.now();
    const running = (async () => {
      const run = await new n8nCore.WorkflowExecute(additionalData, kept.mode, data).processRunExecutionData(workflow);
      this.keep(executionId, kept.workflow, kept.mode, run);
      return toWorkflowRun(run, performance.now() - startedMs);
    })();
    this.resumed.set(executionId, [...(this.resumed.get(executionId) ?? []), running]);
    return await running;
  }

  private async handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = new URL(request.url ?? '/', 'http://127.0.0.1');
    const [, , executionId = '', suffix = ''] = url.pathname.split('/').map(decodeURIComponent);
    const answer = (status: number, body: unknown): void => {
      if (response.writableEnded) return;
      response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
    };
    const kept = this.kept.get(executionId);
    if (kept === undefined) return answer(404, { message: `The execution "${executionId}" does not exist.` });
    const data = JSON.parse(kept.data) as IRunExecutionData;
    if (url.searchParams.get('signature') !== data.resumeToken) return answer(401, { error: 'Invalid token' });
    if (kept.status === 'running') return answer(409, { message: `The execution "${executionId}" is running already.` });
    if (kept.status === 'over') return answer(409, { message: `The execution "${executionId} has finished already.` });
    const found = this.findWebhook(kept, data, suffix, request.method ?? 'GET');
    if (found === null) return answer(404, { message: `The workflow for execution "${executionId}" does not contain a waiting webhook with a matching path/method.` });
    const result = await this.runWebhook(executionId, found, data, { url, request, answer });
    if (result.workflowData === undefined) return answer(200, result.webhookResponse ?? { message: 'Webhook call received' });
    const [entry] = data.executionData?.nodeExecutionStack ?? [];
    if (entry === undefined) return answer(500, { message: 'Nothing waits.' });
    entry.data['main'] = result.workflowData;
    entry.metadata = { ...entry.metadata, ...forwardAll };
    try {
      this.claim(executionId);
    } catch {
      return answer(500, { message: 'There was a problem executing the workflow' });
    }
    answer(200, result.webhookResponse ?? {});
    await this.goOn(executionId, kept, data);
  }

  private findWebhook(kept: Kept, data: IRunExecutionData, suffix: string, method: string) {
    const name = data.resultData.lastNodeExecuted ?? '';
    const [entry] = data.executionData?.nodeExecutionStack ?? [];
    if (entry !== undefined) entry.node.disabled = true;
    delete data.waitTill;
    data.resultData.runData[name]?.pop();
    const workflow = toWorkflow(this.engine, kept.workflow);
    const node = workflow.getNode(name);
    if (node === null) return null;
    const type = this.engine.nodeTypes.getByNameAndVersion(node.type);
    const description = (type.description.webhooks ?? []).find(
      (webhook) => webhook.restartWebhook === true && webhook.httpMethod === method && workflow.expression.getSimpleParameterValue(node, webhook.path, 'internal', {}) === suffix,
    );
    return description === undefined ? null : { workflow, node, description, type, mode: kept.mode };
  }

  private async runWebhook(
    executionId: string,
    found: { readonly workflow: Workflow; readonly node: INode; readonly description: object; readonly type: INodeType; readonly mode: WorkflowExecuteMode },
    data: IRunExecutionData,
    http: { readonly url: URL; readonly request: IncomingMessage; readonly answer: (status: number, body: unknown) => void },
  ): Promise<IWebhookResponseData> {
    const { workflow, node } = found;
    const additionalData = additionalDataFor(this.engine.credentials, { executionId, workflowId: workflow.id });
    const { headers, method } = http.request;
    const query = Object.fromEntries(http.url.searchParams);
    let status = 200;
    const httpResponse = { status: (code: number) => { status = code; return httpResponse; }, json: (body: unknown) => { http.answer(status, body); return httpResponse; } };
    Object.assign(additionalData, { httpRequest: { body: {}, headers, method, params: {}, query }, httpResponse });
    const webhookData = { httpMethod: method, node: node.name, path: '', webhookDescription: found.description, workflowId: workflow.id, workflowExecuteAdditionalData: additionalData };
    const context: object = new n8nCore.WebhookContext(workflow, node, additionalData, found.mode, webhookData as never, [], data);
    return (await found.type.webhook?.call(context as IWebhookFunctions)) ?? {};
  }
}
