import assert from 'node:assert/strict';
import path from 'node:path';
import { examplesFolder } from '../../../../tools/local-n8n/example-workflows.ts';
import type { EditorStage } from './editor-stage.ts';
import { createHand } from './editor-hand.ts';

const file = 'crm-lead-to-call-to-crm.json';
const leads = 3;

/** An example becomes a workflow that calls, as the README of the examples tells people to do it. */
export async function checkImport({ n8n, checks, editor, sandbox, credential }: EditorStage): Promise<void> {
  const { page } = editor;
  await editor.check(checks, `builder: ${file} is imported from its file by the menu, is given its credential, and calls its ${leads} leads`, async () => {
    const hand = createHand(page);
    await page.goto(`${n8n.address}/home/workflows`);
    await hand.click(page.locator('[data-test-id="add-resource-workflow"]').first());
    await page.locator('[data-test-id="canvas-add-button"]').waitFor();
    await hand.click(page.locator('[data-test-id="workflow-menu"]').first());
    await hand.click(page.getByRole('menuitem', { name: 'Import' }));
    const chooser = page.waitForEvent('filechooser');
    await hand.click(page.getByRole('menuitem', { name: 'From file' }));
    await (await chooser).setFiles(path.join(examplesFolder, file));
    await editor.openNode('Call the lead');
    await hand.click(page.locator('[data-test-id="node-credentials-select"]'));
    await hand.click(page.getByRole('option').filter({ hasText: credential.name }));
    await editor.closeNode();
    const before = sandbox.ledger().accepted.length;
    const execution = await editor.execute({ id: workflowInAddress(page.url()), versionId: '' });
    assert.equal(execution.status, 'success', execution.errorMessage);
    assert.equal(sandbox.ledger().accepted.length, before + leads);
  });
}

function workflowInAddress(address: string): string {
  const [, id] = /\/workflow\/(\w+)/.exec(address) ?? [];
  assert.ok(id !== undefined, `${address} names the workflow`);
  return id;
}
