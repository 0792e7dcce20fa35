import assert from 'node:assert/strict';
import { importWorkflow, readExampleWorkflows } from '../../../../tools/local-n8n/example-workflows.ts';
import type { Execution, StoredWorkflow, WorkflowContent } from '../../../../tools/local-n8n/rest-client.ts';
import { waitUntil } from '../../../../tools/local-n8n/wait-until.ts';
import { scripted } from '../recipients.ts';
import { nodeType, triggerType } from '../workflow-builder.ts';
import type { EditorStage } from './editor-stage.ts';
import { answerReview } from './human-review.ts';
import { initiateParameters, lead, runIqra } from './stage.ts';

const iqraTypes = new Set([nodeType, `${nodeType}Tool`, triggerType]);
const smallestExampleCount = 5;
/** The sandbox lets it ring out, and n8n polls each minute. */
const publishedRunTimeoutMs = 300_000;

interface Play {
  readonly stage: EditorStage;
  readonly content: WorkflowContent;
  readonly workflow: StoredWorkflow;
}

/** Each workflow of examples/n8n is imported as it is and tried in the editor, exactly as its own note says. */
export async function checkExamples(stage: EditorStage): Promise<void> {
  const { checks, editor, model, sandbox } = stage;
  const examples = readExampleWorkflows();
  await checks.check('examples: there are at least 5, each with a sticky note and an Iqra AI node', () => {
    assert.ok(examples.length >= smallestExampleCount, `${examples.length} examples`);
    for (const { file, content } of examples) {
      assert.ok(content.nodes.some((node) => node.type === 'n8n-nodes-base.stickyNote'), `${file} explains itself`);
      assert.ok(content.nodes.some((node) => iqraTypes.has(node.type)), `${file} uses the node`);
    }
  });
  for (const { file, content } of examples) {
    const tried = wayToTry(content);
    await editor.check(checks, `examples: ${file}, tried as its note says: ${tried}`, () => openExample(stage, content, plays[tried]));
  }
  await checks.check('examples: the AI agent asked its model and called through the tool', () => {
    assert.ok(model.requests() >= 2, `${model.requests()} requests to the model`);
    assert.ok(sandbox.ledger().accepted.some((row) => row.metadata['source'] === 'ai-agent'));
  });
}

const plays = { 'Execute workflow': executeExample, 'Open chat': approveInChat, 'publish it': publishExample } as const;

/** What the note says to do first. */
function wayToTry(content: WorkflowContent): keyof typeof plays {
  const note = String(content.nodes.find((node) => node.type === 'n8n-nodes-base.stickyNote')?.parameters['content']);
  const [, advice = ''] = note.split('**To try it:**');
  if (advice.startsWith(' press *Open chat*')) return 'Open chat';
  return advice.startsWith(' press *Execute workflow*') ? 'Execute workflow' : 'publish it';
}

/** Where the note says so, calling hours are off for the try: the test runs at any hour. */
function asTheNoteSays(content: WorkflowContent): WorkflowContent {
  if (!JSON.stringify(content).includes('set *Calling Hours* to *Off* for this try')) return content;
  const nodes = content.nodes.map((node) => (iqraTypes.has(node.type) ? { ...node, parameters: { ...node.parameters, callingHours: 'off' } } : node));
  return { ...content, nodes };
}

async function openExample(stage: EditorStage, example: WorkflowContent, play: (play: Play) => Promise<void>): Promise<void> {
  const content = asTheNoteSays(example);
  const workflow = await importWorkflow(stage.n8n.client, content, { iqraAiApi: stage.credential, openAiApi: stage.openAiApi });
  await stage.editor.open(workflow.id);
  await play({ stage, content, workflow });
}

async function executeExample({ stage, content, workflow }: Play): Promise<void> {
  const { editor } = stage;
  const accepted = () => stage.sandbox.ledger().accepted.length;
  const before = accepted();
  const execution = await editor.execute(workflow);
  assertRanThrough(content, execution);
  const dials = content.nodes.some((node) => iqraTypes.has(node.type) && ['initiate', 'initiateAndWait'].includes(String(node.parameters['operation'])));
  assert.equal(accepted() > before, dials, dials ? 'the server accepted a call' : 'nobody is called');
  if (!JSON.stringify(content).includes('Press it again')) return;
  const called = new Set(stage.sandbox.ledger().dials.map(({ recipient }) => recipient));
  const afterFirst = accepted();
  assertRanThrough(content, await editor.execute(workflow));
  const again = stage.sandbox.ledger().accepted.slice(afterFirst).map(({ recipient }) => recipient);
  assert.deepEqual(again.filter((recipient) => called.has(recipient)), [], 'nobody is called a second time');
  assert.ok(again.length <= 1, 'again is placed only what the sandbox canceled before it rang');
  assert.deepEqual(stage.sandbox.ledger().dialledTwice, []);
}

/** The chat asks a person; nobody is called before the answer, nor after a refusal. */
async function approveInChat(play: Play): Promise<void> {
  const { stage, content } = play;
  const { editor } = stage;
  const before = stage.sandbox.ledger().accepted.length;
  const nobodyYet = () => assert.equal(stage.sandbox.ledger().accepted.length, before, 'nobody is called before the answer');
  const declined = await answerReview(editor, play.workflow, content, 'Decline', nobodyYet);
  assert.equal(declined.status, 'success', declined.errorMessage);
  assert.equal(stage.sandbox.ledger().accepted.length, before, 'a refused call rings nobody');
  await editor.open(play.workflow.id);
  const approved = await answerReview(editor, play.workflow, content, 'Approve', nobodyYet);
  assertRanThrough(content, approved);
  assert.equal(stage.sandbox.ledger().accepted.length, before + 1, 'an approved call is placed once');
}

/** A workflow that waits for calls: it is published by its button, then a call ends that it must act on. */
async function publishExample({ stage, content, workflow }: Play): Promise<void> {
  const { page } = stage.editor;
  await page.locator('[data-test-id="workflow-open-publish-modal-button"]').click();
  await page.locator('[data-test-id="workflow-publish-button"]').click();
  try {
    await actsOnACall(stage, content, workflow);
  } finally {
    await stage.n8n.client.deactivate(workflow);
  }
}

async function actsOnACall(stage: EditorStage, content: WorkflowContent, workflow: StoredWorkflow): Promise<void> {
  const unanswered = lead(stage.recipients.next(scripted.noAnswer));
  const placed = await runIqra(stage, 'A call that nobody answers', [unanswered], initiateParameters());
  assert.equal(placed.execution.status, 'success', placed.error?.message);
  const execution = await waitUntil('the published workflow to act on the call', publishedRunTimeoutMs, async () => {
    for (const { id } of await stage.n8n.client.listExecutions(workflow.id)) {
      const found = await stage.n8n.client.readExecution(id);
      if (found.status !== 'running' && JSON.stringify(found.runData).includes(unanswered.phone)) return found;
    }
    return undefined;
  });
  assertRanThrough(content, execution);
  const calls = stage.sandbox.ledger().accepted.filter(({ recipient }) => recipient === unanswered.phone);
  assert.equal(calls.length, 2, 'the person is called again, once');
}

function assertRanThrough(content: WorkflowContent, execution: Execution): void {
  assert.equal(execution.status, 'success', execution.errorMessage);
  for (const [name, runs] of Object.entries(execution.runData)) {
    for (const run of runs) assert.equal(run.error?.message, undefined, `"${name}" ran without an error`);
  }
  const start = content.nodes.find((node) => /trigger/i.test(node.type));
  const first = execution.runData[start?.name ?? '']?.[0]?.data?.main?.[0] ?? [];
  assert.ok(first.length > 0, `"${start?.name}" gave items`);
  for (const node of content.nodes.filter((candidate) => candidate.type === nodeType)) {
    const run = execution.runData[node.name]?.[0];
    if (run === undefined) continue;
    assert.ok((run.data?.main?.[0]?.length ?? 0) > 0, `"${node.name}" gave items`);
  }
}

