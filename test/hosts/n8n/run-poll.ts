import type { IDataObject, INodeExecutionData, IPollFunctions } from 'n8n-workflow';
import { withoutRawTurns } from '../no-raw-turns.ts';
import { additionalDataFor } from './additional-data.ts';
import type { LoadedEngine } from './loaded-engine.ts';
import type { Poll, PollOptions } from './messages.ts';
import { Container, n8nCore } from './n8n-modules.ts';
import { toReportedError } from './reported-error.ts';
import { toWorkflow } from './to-workflow.ts';

const n8nPollBudgetMs = 300_000;

/** Lets n8n poll a trigger once, or on several ticks at the same time, and returns what it emitted and the static data that n8n would save. */
export async function runPoll(engine: LoadedEngine, options: PollOptions): Promise<Poll> {
  const workflow = toWorkflow(engine, options.workflow, options.staticData);
  const name = options.node ?? options.workflow.nodes[0]?.name ?? '';
  const node = workflow.getNode(name);
  if (node === null) throw new Error(`The workflow has no node "${name}".`);
  const mode = options.mode ?? 'trigger';
  const context: object = new n8nCore.PollContext(
    workflow,
    node,
    additionalDataFor(engine.credentials, { workflowId: workflow.id }),
    mode,
    mode === 'manual' ? 'manual' : (options.activation ?? 'activate'),
    undefined,
    undefined,
    undefined,
    undefined,
    undefined,
    () => options.budgetMs ?? n8nPollBudgetMs,
  );
  engine.log.take();
  try {
    // n8n builds without `exactOptionalPropertyTypes`, under which its class does not fit its own interface.
    const polls = Array.from({ length: options.ticks ?? 1 }, () => poll(context as IPollFunctions, workflow, node));
    const emitted = (await Promise.all(polls)).filter((items) => items !== null).flat();
    return { items: emitted.length === 0 ? null : withoutRawTurns(emitted), staticData: savedStaticData(workflow.staticData), log: engine.log.take() };
  } catch (error) {
    return { items: null, staticData: savedStaticData(workflow.staticData), error: toReportedError(error), log: engine.log.take() };
  }
}

async function poll(
  context: IPollFunctions,
  workflow: ReturnType<typeof toWorkflow>,
  node: NonNullable<ReturnType<ReturnType<typeof toWorkflow>['getNode']>>,
): Promise<readonly INodeExecutionData[] | null> {
  const poller = Container.get(n8nCore.TriggersAndPollers) as InstanceType<typeof n8nCore.TriggersAndPollers>;
  const emitted = await poller.runPollFunction(workflow, node, context);
  return emitted?.[0] ?? null;
}

/** n8n stores static data as JSON. */
function savedStaticData(staticData: IDataObject): IDataObject {
  return JSON.parse(JSON.stringify(staticData)) as IDataObject;
}
