import type { IDataObject, INode, INodeExecutionData, INodeParameters } from 'n8n-workflow';
import { type EngineOptions, type N8nEngine, startN8nEngine, type StoredCredential, type WorkflowJson, type WorkflowRun } from '../../hosts/n8n/engine.ts';
import { type Sandbox, type SandboxOptions, startSandbox } from '../../../packages/sandbox/src/sandbox.ts';
import { campaignIds } from '../../../packages/sandbox/src/seed.ts';
import { installedPackage } from './installed-package.ts';

export const nodeType = 'n8n-nodes-iqra-ai.iqraAi';
export const triggerType = 'n8n-nodes-iqra-ai.iqraAiTrigger';
export const credentials = { iqraAiApi: { id: 'sandbox', name: 'Sandbox' } };

/** The built node in n8n's engine, connected to a sandbox of its own. */
export interface Bench {
  readonly engine: N8nEngine;
  readonly sandbox: Sandbox;
  /** Ends n8n as a crash does, and starts it again. */
  restart(): Promise<void>;
  /** n8n goes on, and loads the code of the node anew: it remembers nothing, as after a restart, which takes longer. Its pauses may last otherwise. */
  loadAnew(change?: LoadChange): Promise<void>;
  close(): Promise<void>;
}

export interface BenchOptions extends SandboxOptions {
  /** Pauses of the node last so many times shorter. */
  readonly hurry?: number;
}

/** `instanceId` makes it another n8n. */
export type LoadChange = Pick<BenchOptions, 'hurry'> & Pick<EngineOptions, 'instanceId'>;

export async function openBench(options: BenchOptions = {}): Promise<Bench> {
  const sandbox = await startSandbox(options);
  const packageDir = installedPackage();
  const start = ({ hurry = 1, instanceId }: LoadChange = options): Promise<N8nEngine> =>
    startN8nEngine({ packageDir, credentials: [credentialFor(sandbox)], hurry, ...(instanceId === undefined ? {} : { instanceId }) });
  const bench = { engine: await start() };
  return {
    get engine() {
      return bench.engine;
    },
    sandbox,
    restart: async () => {
      await bench.engine.kill();
      bench.engine = await start();
    },
    loadAnew: async (change) => {
      await bench.engine.close();
      bench.engine = await start(change);
    },
    close: async () => {
      await bench.engine.close();
      await sandbox.close();
    },
  };
}

export function credentialFor(sandbox: Pick<Sandbox, 'origin' | 'apiKey' | 'businessId'>, change: IDataObject = {}): StoredCredential {
  return {
    ...credentials.iqraAiApi,
    type: 'iqraAiApi',
    data: { apiKey: sandbox.apiKey, businessId: String(sandbox.businessId), baseUrl: sandbox.origin, requestFormat: 'auto', ...change },
  };
}

export function node(name: string, parameters: object, settings: Partial<INode> = {}): INode {
  return { id: `id of ${name}`, name, type: nodeType, typeVersion: 1, position: [0, 0], parameters: parameters as INodeParameters, credentials, ...settings };
}

/** Start -> Iqra. */
function workflowOf(parameters: object, settings: Partial<INode> = {}): WorkflowJson {
  const start: INode = { id: 'start', name: 'Start', type: 'n8n-nodes-base.manualTrigger', typeVersion: 1, position: [0, 0], parameters: {} };
  return {
    id: 'workflow-1',
    nodes: [start, node('Iqra', parameters, settings)],
    connections: { Start: { main: [[{ node: 'Iqra', type: 'main', index: 0 }]] } },
  };
}

/** The form of Initiate as most tests fill it in: at any hour, so that no test depends on the time of day; `phone` comes from the item. */
export function initiate(more: object = {}): object {
  return {
    resource: 'call',
    operation: 'initiate',
    recipientNumber: '={{ $json.phone }}',
    campaignId: { __rl: true, mode: 'id', value: campaignIds.consultation },
    callingHours: 'off',
    ...more,
    options: { requestsPerMinute: 0, ...('options' in more ? (more.options as object) : {}) },
  };
}

/** The form of Try Again as most tests fill it in: at any hour; the call that reached nobody comes from the item. */
export function tryAgain(more: object = {}): object {
  return { resource: 'call', operation: 'tryAgain', queueId: '={{ $json.queueId }}', callingHours: 'off', options: { requestsPerMinute: 0 }, ...more };
}

export interface Ran {
  readonly run: WorkflowRun;
  /** Items of the node's first output. */
  readonly items: readonly INodeExecutionData[];
  readonly errorItems: readonly INodeExecutionData[];
}

export interface RunChange {
  readonly settings?: Partial<INode>;
  readonly executionId?: string;
  readonly mode?: 'manual' | 'trigger';
  readonly retryOf?: string;
  readonly retryWith?: 'original' | 'current';
}

export async function runNode(engine: N8nEngine, parameters: object, json: readonly object[] = [{}], change: RunChange = {}): Promise<Ran> {
  const run = await engine.runWorkflow({
    workflow: workflowOf(parameters, change.settings),
    items: json.map((one) => ({ json: one as IDataObject })),
    ...(change.executionId === undefined ? {} : { executionId: change.executionId }),
    ...(change.mode === undefined ? {} : { mode: change.mode }),
    ...(change.retryOf === undefined ? {} : { retryOf: change.retryOf }),
    ...(change.retryWith === undefined ? {} : { retryWith: change.retryWith }),
  });
  const outputs = run.nodes['Iqra']?.[0]?.outputs ?? [];
  return { run, items: outputs[0] ?? [], errorItems: outputs[1] ?? [] };
}

/** Valid Australian mobiles, different for each number given. */
export function phoneOf(index: number): string {
  return `+6141${String(1_000_000 + index)}`;
}
