import assert from 'node:assert/strict';
import { statSync } from 'node:fs';
import { importWorkflow, readExampleWorkflows } from '../../../../tools/local-n8n/example-workflows.ts';
import type { StoredWorkflow } from '../../../../tools/local-n8n/rest-client.ts';
import { campaignIds } from '../../../../packages/sandbox/src/seed.ts';
import { iqraNode, lineOfNodes, nodeType, startNode } from '../workflow-builder.ts';
import type { EditorStage } from './editor-stage.ts';
import { answerReview } from './human-review.ts';

const smallestImageBytes = 10_000;
const approvalExample = 'ai-agent-call-with-approval';

const chosenCampaign = { __rl: true, mode: 'list', value: campaignIds.reminders, cachedResultName: 'Appointment reminders' };
/** Forms beside that of Initiate, with what must stand in each. */
const otherForms = [
  { operation: 'try-again', parameters: { resource: 'call', operation: 'tryAgain', queueId: '6742e6b8f0a1c2d3e4f50617' }, labels: ['Queue ID', 'Maximum Attempts', 'After These Outcomes', 'Delay'] },
  { operation: 'campaign-check', parameters: { resource: 'campaign', operation: 'check', campaignId: chosenCampaign }, labels: ['Campaign', 'Recipient Countries'] },
] as const;

/** The node and the trigger as a user sees them in the editor; leaves a screenshot of each view. */
export async function checkEditor(stage: EditorStage): Promise<void> {
  const { n8n, checks, credential, editor, openAiApi } = stage;
  const stored = new Map<string, StoredWorkflow>();
  for (const { file, content } of readExampleWorkflows()) {
    stored.set(file.replace('.json', ''), await importWorkflow(n8n.client, content, { iqraAiApi: credential, openAiApi }));
  }
  const idOf = (name: string): string => {
    const workflow = stored.get(name);
    if (workflow === undefined) throw new Error(`There is no example ${name}.`);
    return workflow.id;
  };
  const shows = async (...texts: readonly string[]): Promise<void> => {
    const visible = (await editor.page.locator('body').innerText()).replaceAll(/\s+/g, ' ');
    for (const text of texts) assert.ok(visible.includes(text), `the screen shows "${text}"`);
  };
  const keep = async (name: string): Promise<void> => {
    const file = await editor.save(name);
    assert.ok(statSync(file).size > smallestImageBytes, `${name} is not an empty picture`);
  };

  for (const name of stored.keys()) {
    await checks.check(`editor: the canvas of ${name}`, async () => {
      await editor.open(idOf(name));
      assert.equal(await editor.page.getByText('Install this node to use it').count(), 0, 'every node is known');
      assert.doesNotMatch(await editor.page.locator('body').innerText(), /initiateAndWait|tryAgain|getAll/, 'no id of an operation is shown');
      await keep(`n8n-canvas-${name}`);
    });
  }
  await checkNodeViews(stage, idOf, shows, keep);
  await editor.check(checks, 'editor: the chat asks a person before the agent calls, and goes on after the answer', async () => {
    const before = stage.sandbox.ledger().accepted.length;
    const example = readExampleWorkflows().find(({ file }) => file === `${approvalExample}.json`);
    const workflow = stored.get(approvalExample);
    assert.ok(example !== undefined && workflow !== undefined);
    await editor.open(workflow.id);
    const execution = await answerReview(editor, workflow, example.content, 'Approve', () => keep('n8n-approval'));
    assert.equal(execution.status, 'success', execution.errorMessage);
    assert.equal(stage.sandbox.ledger().accepted.length, before + 1, 'the approved call is placed');
  });
  await checks.check('editor: the page raised no errors', () => assert.deepEqual(editor.pageErrors, []));
}

async function checkNodeViews(
  { checks, n8n, credential, editor }: EditorStage,
  idOf: (name: string) => string,
  shows: (...texts: readonly string[]) => Promise<void>,
  keep: (name: string) => Promise<void>,
): Promise<void> {
  const { page } = editor;
  const parameters = page.locator('[data-test-id="node-parameters"]');

  await checks.check('editor: the form of the call, what matters at the top', async () => {
    await editor.open(idOf('appointment-reminders'));
    await editor.openNode('Remind the patient');
    await shows('Recipient Number', 'Campaign', 'Variables', 'customer_name', 'appointment_time');
    await keep('n8n-initiate-call');
    await parameters.getByText('Options', { exact: true }).first().scrollIntoViewIfNeeded();
    await shows('Event Key', 'Calling Hours', 'Custom Hours', 'Outside Calling Hours', 'Options');
    await keep('n8n-initiate-call-options');
    await editor.closeNode();
  });

  for (const { operation, parameters, labels } of otherForms) {
    await checks.check(`editor: the form of ${operation}`, async () => {
      const workflow = await n8n.client.createWorkflow(lineOfNodes(operation, [
        { name: startNode, type: 'n8n-nodes-base.manualTrigger', parameters: {} },
        { name: iqraNode, type: nodeType, parameters },
      ], credential));
      await editor.open(workflow.id);
      await editor.openNode(iqraNode);
      await shows(...labels);
      await keep(`n8n-${operation}`);
      await editor.closeNode();
    });
  }

  await checks.check('editor: the form of the call that is waited for', async () => {
    await editor.open(idOf('call-wait-branch'));
    await editor.openNode('Call and wait');
    await parameters.getByText('Options', { exact: true }).first().scrollIntoViewIfNeeded();
    await shows('Limit Wait Time', 'Amount', 'Unit', 'Options');
    await keep('n8n-initiate-and-wait');
    await editor.closeNode();
    await editor.open(idOf('appointment-reminders'));
  });

  await checks.check('editor: the campaign list', async () => {
    await editor.open(idOf('appointment-reminders'));
    await editor.openNode('Remind the patient');
    await page.locator('[data-test-id="resource-locator-campaignId"] [data-test-id="rlc-input"]').click();
    await page.getByText('Satisfaction survey').first().waitFor();
    await keep('n8n-campaign-list');
    await editor.closeNode();
    await editor.closeNode();
  });

  await checks.check('editor: node and trigger are found by what people type, with their actions', async () => {
    await page.locator('[data-test-id="node-creator-plus-button"]').click();
    await page.locator('[data-test-id="node-creator"] input, input[placeholder^="Search"]').first().waitFor();
    await page.keyboard.type('phone call');
    await page.getByText('Iqra AI', { exact: true }).first().waitFor();
    await keep('n8n-node-creator');
    await page.getByText('Iqra AI', { exact: true }).first().click();
    await page.getByText('Initiate call').first().waitFor();
    await keep('n8n-node-actions');
  });

  await checks.check('editor: a step run by hand shows its output and its hints', async () => {
    await editor.open(idOf('crm-lead-to-call-to-crm'));
    await editor.openNode('Call the lead');
    await page.locator('[data-test-id="node-execute-button"]').first().click();
    await page.getByText('queueId').first().waitFor();
    await shows('placed', 'campaignName');
    await keep('n8n-output');
  });

  await checks.check('editor: the credential, tested', async () => {
    await page.locator('[data-test-id="credential-edit-button"]').first().click();
    await page.getByText('Connection tested successfully').waitFor();
    await shows('API Key', 'Business ID', 'Base URL', 'Request Format');
    await keep('n8n-credential');
  });

  await checks.check("editor: the trigger's form", async () => {
    await editor.open(idOf('outcomes-to-table-and-chat'));
    await editor.openNode('When a call has ended');
    await shows('Poll Times', 'Event', 'Include Transcript', 'Filters');
    await keep('n8n-trigger');
    await editor.closeNode();
  });

  await checks.check('editor: the tool is offered to AI agents', async () => {
    await editor.open(idOf('ai-agent-phone-tool'));
    await page.locator('[data-test-id="canvas-node"]:has-text("Phone assistant") [data-test-id="canvas-handle-plus"]').last().click();
    await page.locator('input[placeholder^="Search"]').first().waitFor();
    await page.keyboard.type('iqra');
    await page.getByText('Iqra AI Tool').first().waitFor();
    await keep('n8n-ai-tool');
  });
}
