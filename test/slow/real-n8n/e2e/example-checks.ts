import assert from 'node:assert/strict';
import { importWorkflow, readExampleWorkflows } from '../../../../tools/local-n8n/example-workflows.ts';
import type { Execution, WorkflowContent } from '../../../../tools/local-n8n/rest-client.ts';
import { startStandInChatModel } from '../../../../tools/local-n8n/stand-in-chat-model.ts';
import { standInModelArguments } from '../../../../tools/local-n8n/stand-in-model-arguments.ts';
import { nodeType, triggerType } from '../workflow-builder.ts';
import type { Stage } from './stage.ts';

const iqraTypes = new Set([nodeType, `${nodeType}Tool`, triggerType]);
const startTypes = new Set(['n8n-nodes-base.manualTrigger', 'n8n-nodes-base.scheduleTrigger']);
const smallestExampleCount = 5;
/** One example waits until a call of the sandbox has ended, which takes some minutes there too. */
const longestRunMs = 300_000;

/** Each workflow of examples/n8n is imported as it is and run from each of its triggers. */
export async function checkExamples(stage: Stage): Promise<void> {
  const { n8n, sandbox, checks } = stage;
  const model = await startStandInChatModel(standInModelArguments);
  try {
    const openAiApi = await n8n.client.createCredential('Chat model (stand-in)', 'openAiApi', { apiKey: 'stand-in', url: model.baseUrl });
    const examples = readExampleWorkflows();
    await checks.check('examples: there are at least 5, each with a sticky note and an Iqra AI node', () => {
      assert.ok(examples.length >= smallestExampleCount, `${examples.length} examples`);
      for (const { file, content } of examples) {
        assert.ok(content.nodes.some((node) => node.type === 'n8n-nodes-base.stickyNote'), `${file} explains itself`);
        assert.ok(content.nodes.some((node) => iqraTypes.has(node.type)), `${file} uses the node`);
      }
    });
    for (const { file, content } of examples) {
      for (const start of startsOf(content)) {
        await checks.check(`examples: ${file} from "${start}"`, async () => {
          const before = sandbox.ledger().accepted.length;
          const workflow = await importWorkflow(n8n.client, content, { iqraAiApi: stage.credential, openAiApi });
          const execution = await n8n.client.runWorkflow(workflow, start, longestRunMs);
          assertRanThrough(content, execution, start);
          if (dialsWhenStarted(content, start)) assert.ok(sandbox.ledger().accepted.length > before, 'the server accepted a call');
        });
      }
    }
    await checks.check('examples: the AI agent asked its model and called through the tool', () => {
      assert.ok(model.requests() >= 2, `${model.requests()} requests to the model`);
      assert.ok(sandbox.ledger().accepted.some((row) => row.metadata['source'] === 'ai-agent'));
    });
  } finally {
    await model.close();
  }
}

/** Triggers that can be started by hand, those of the Iqra AI node last: they need calls that ended. */
function startsOf(content: WorkflowContent): readonly string[] {
  const byHand = content.nodes.filter((node) => startTypes.has(node.type));
  const polling = content.nodes.filter((node) => node.type === triggerType);
  return [...byHand, ...polling].map((node) => node.name);
}

function assertRanThrough(content: WorkflowContent, execution: Execution, start: string): void {
  assert.equal(execution.status, 'success', execution.errorMessage);
  for (const [name, runs] of Object.entries(execution.runData)) {
    for (const run of runs) assert.equal(run.error?.message, undefined, `"${name}" ran without an error`);
  }
  const first = execution.runData[start]?.[0]?.data?.main?.[0] ?? [];
  assert.ok(first.length > 0, `"${start}" gave items`);
  for (const node of content.nodes.filter((candidate) => candidate.type === nodeType)) {
    const run = execution.runData[node.name]?.[0];
    if (run === undefined) continue;
    assert.ok((run.data?.main?.[0]?.length ?? 0) > 0, `"${node.name}" gave items`);
  }
}

/** Whether a run from this trigger reaches a node that places calls, without a condition in between. */
function dialsWhenStarted(content: WorkflowContent, start: string): boolean {
  const trigger = content.nodes.find((node) => node.name === start);
  return trigger?.type !== triggerType && content.nodes.some((node) => iqraTypes.has(node.type) && node.parameters['operation'] === 'initiate');
}
