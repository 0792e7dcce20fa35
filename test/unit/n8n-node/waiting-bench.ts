import type { IDataObject, INode, INodeExecutionData } from 'n8n-workflow';
import type { N8nEngine, WorkflowJson, WorkflowRun } from '../../hosts/n8n/engine.ts';
import type { Sandbox } from '../../../packages/sandbox/src/sandbox.ts';
import { campaignIds } from '../../../packages/sandbox/src/seed.ts';
import { type BenchOptions, initiate, node, openBench } from './bench.ts';

export const minuteMs = 60_000;

/** Fictional numbers whose last two digits say how the call goes. */
export const phone = (ending: string, area = 201): string => `+1${area}55501${ending}`;
export const hangsUp = '01';
export const declines = '03';
export const talksLong = '07';
export const hangsUpAtOnce = '10';

/** The form of Initiate and Wait; number and event come from the item. */
export const placing = (more: object = {}): object =>
  initiate({ operation: 'initiateAndWait', eventKey: '={{ $json.event }}', campaignId: { __rl: true, mode: 'id', value: campaignIds.consultation }, ...more });
/** Goes to sleep at once. */
export const sleeping = (more: object = {}): object => placing({ ...more, options: { waitInStep: 0, ...('options' in more ? (more.options as object) : {}) } });

export interface Started {
  readonly executionId: string;
  readonly run: WorkflowRun;
}

export interface StartChange {
  readonly settings?: Partial<INode>;
  readonly mode?: 'integrated';
  readonly retryOf?: string;
  readonly retryWith?: 'original' | 'current';
}

/** The node in an engine that keeps waiting executions and wakes them over HTTP; the sandbox's clock stands until it is moved. */
export interface WaitingBench {
  readonly engine: N8nEngine;
  readonly sandbox: Sandbox;
  /** Where waiting executions listen. */
  readonly base: string;
  start(parameters: object, leads: readonly object[], change?: StartChange): Promise<Started>;
  /** A person stops the execution that was started last. */
  stopNewest(): Promise<void>;
  /** Address that the call to this number carries. */
  addressOf(recipient: string): string;
  /** The runs of an execution since it fell asleep, once it has gone on and nothing more comes. */
  wentOn(executionId: string): Promise<readonly WorkflowRun[]>;
  close(): Promise<void>;
}

/** By then the node's own look, ten hurried seconds after it fell asleep, is over. */
export const ownLookMs = 150;

export const pause = (ms: number): Promise<void> => new Promise((resolve) => void setTimeout(resolve, ms));

export async function openWaitingBench(options: BenchOptions = {}): Promise<WaitingBench> {
  const bench = await openBench({ hurry: 200, timeScale: 0, keepRequests: 100_000, ...options });
  const { engine, sandbox } = bench;
  let executions = 0;
  return {
    engine,
    sandbox,
    base: await engine.openWaitingDoor(),
    start: async (parameters, leads, { settings, ...more } = {}) => {
      executions += 1;
      const executionId = `9${executions}`;
      const items = leads.map((json) => ({ json: json as IDataObject }));
      return { executionId, run: await engine.runWorkflow({ workflow: workflowOf(parameters, settings), items, executionId, ...more }) };
    },
    stopNewest: () => engine.stop(`9${executions}`),
    addressOf: (recipient) => sandbox.ledger().accepted.find((row) => row.recipient === recipient)?.metadata['iqra_resume_url'] ?? '',
    wentOn: async (executionId) => {
      await untilTrue(async () => (await engine.waitingOf(executionId)).runs.length > 0);
      await pause(ownLookMs);
      return (await engine.waitingOf(executionId)).runs;
    },
    close: () => bench.close(),
  };
}

/** Start, the node, and a node behind each of its outputs. */
export function workflowOf(parameters: object, settings: Partial<INode> = {}): WorkflowJson {
  const start: INode = { id: 'start', name: 'Start', type: 'n8n-nodes-base.manualTrigger', typeVersion: 1, position: [0, 0], parameters: {} };
  const after = (name: string): INode => ({ id: name, name, type: 'n8n-nodes-base.noOp', typeVersion: 1, position: [0, 0], parameters: {} });
  const to = (name: string) => [{ node: name, type: 'main' as const, index: 0 }];
  return {
    id: 'workflow-1',
    nodes: [start, node('Iqra', parameters, { id: '6f5ddf1e-8dd1-4b2c-9d3e-0d8b7c1f2a10', ...settings }), after('After'), after('Failed')],
    connections: { Start: { main: [to('Iqra')] }, Iqra: { main: [to('After'), to('Failed')] } },
  };
}

let events = 0;

/** One lead for each number, each for an event of its own. */
export function leadsOf(...phones: readonly string[]) {
  events += 1;
  return phones.map((one) => ({ phone: one, event: `event-${events}-${one}` }));
}

export const itemsOf = (run: WorkflowRun | undefined, name = 'After'): readonly INodeExecutionData[] => run?.nodes[name]?.at(-1)?.outputs[0] ?? [];
export const outcomesOf = (run: WorkflowRun | undefined, name = 'After') => itemsOf(run, name).map(({ json }) => json['outcome']);

export async function wake(address: string): Promise<{ readonly status: number; readonly body: unknown }> {
  const response = await fetch(address, { method: 'POST' });
  return { status: response.status, body: await response.json() };
}

/** Sandbox time goes on while the step waits. */
export async function whileTimeGoesOn<T>(sandbox: Sandbox, work: Promise<T>): Promise<T> {
  const timer = setInterval(() => void sandbox.advance(10_000), 20);
  try {
    return await work;
  } finally {
    clearInterval(timer);
  }
}

export async function untilTrue(ask: () => Promise<boolean>): Promise<void> {
  for (const endMs = Date.now() + 20_000; Date.now() < endMs; await pause(5)) if (await ask()) return;
  throw new Error('Waited twenty seconds in vain.');
}
