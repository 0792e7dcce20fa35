import assert from 'node:assert/strict';
import type { Execution, StoredWorkflow, WorkflowContent } from '../../../../tools/local-n8n/rest-client.ts';
import type { Editor } from './screenshots.ts';

/**
 * In the chat of the open example, writes the sentence that its note gives and answers n8n's human review with one of its buttons.
 * `beforeAnswer` sees the chat while the review waits. Returns the execution, ended.
 */
export function answerReview(
  editor: Editor,
  workflow: StoredWorkflow,
  content: WorkflowContent,
  button: 'Approve' | 'Decline',
  beforeAnswer: () => Promise<unknown> | void,
): Promise<Execution> {
  const note = String(content.nodes.find((node) => node.type === 'n8n-nodes-base.stickyNote')?.parameters['content']);
  const [, request = ''] = /write "([^"]+)"/.exec(note) ?? [];
  const { page } = editor;
  assert.ok(request.length > 0, 'the note says what to write');
  return editor.watchExecution(workflow, async () => {
    const input = page.locator('[data-test-id="chat-input"]').last();
    // The editor remembers an open chat.
    if (!(await input.isVisible())) await page.locator('[data-test-id="workflow-chat-button"]').click();
    await input.click();
    await page.keyboard.type(request);
    await page.keyboard.press('Enter');
    // The note on the canvas names the buttons too.
    const answer = page.locator('button, a').filter({ hasText: new RegExp(`^\\s*${button}\\s*$`) }).last();
    await answer.waitFor();
    await answer.scrollIntoViewIfNeeded();
    await beforeAnswer();
    await answer.click();
  });
}
