import type { Locator, Page } from 'playwright-core';

/** A list of n8n waits for more typing before it asks the node, and takes a moment to show what was chosen. */
const searchPauseMs = 1_200;

/** A builder's hand at n8n's editor: mouse and keyboard, with a count of what it did. */
export interface Hand {
  /** Clicks of the mouse so far, those into a field included. */
  readonly clicks: number;
  /** Fields of the node's form filled so far. */
  readonly fields: number;
  click(target: Locator): Promise<void>;
  /** Writes into a text field of the open node, in place of what is there. */
  write(field: string, text: string): Promise<void>;
  /** Takes the first entry of a list with a search, with the keyboard once it is open. */
  choose(field: string, search: string): Promise<void>;
  /** The same with the mouse alone. */
  pick(field: string, search: string): Promise<void>;
  /** Adds one of the open node's options. */
  addOption(label: string): Promise<void>;
  /** Finds a node by what people type, and opens the one that n8n shows first. */
  search(words: string): Promise<void>;
}

export function createHand(page: Page): Hand {
  let clicks = 0;
  let fields = 0;
  const click = async (target: Locator): Promise<void> => {
    await target.click();
    clicks += 1;
  };
  const find = async (field: string, search: string): Promise<Locator> => {
    await click(page.locator(`[data-test-id="resource-locator-${field}"] [data-test-id="rlc-input"]`));
    await page.keyboard.type(search);
    // Until the list has followed the search, its first entry is another one.
    const first = page.locator('[data-test-id="rlc-item"]').first().filter({ hasText: new RegExp(search, 'i') });
    await first.waitFor();
    await page.waitForTimeout(searchPauseMs);
    return first;
  };
  return {
    get clicks() {
      return clicks;
    },
    get fields() {
      return fields;
    },
    click,
    async write(field, text) {
      await click(textField(page, field));
      await page.keyboard.press('ControlOrMeta+A');
      await page.keyboard.type(text);
      fields += 1;
    },
    async choose(field, search) {
      await find(field, search);
      await page.keyboard.press('ArrowDown');
      await page.keyboard.press('Enter');
      await page.waitForTimeout(searchPauseMs);
      fields += 1;
    },
    async pick(field, search) {
      await click(await find(field, search));
      fields += 1;
    },
    async addOption(label) {
      await click(page.locator('[data-test-id="collection-parameter-add"]').last());
      await click(page.locator('[role="option"], [role="menuitem"], .el-select-dropdown__item').getByText(label, { exact: true }).locator('visible=true').first());
    },
    async search(words) {
      await page.waitForFunction("document.activeElement?.tagName === 'INPUT' && document.activeElement.closest('[data-test-id=\"node-creator\"]') !== null");
      await page.keyboard.type(words);
      await page.locator('[data-test-id="node-creator"]').getByText('Iqra AI', { exact: true }).first().waitFor();
      await page.keyboard.press('Enter');
    },
  };
}

function textField(page: Page, field: string): Locator {
  return page.locator(`[data-test-id="parameter-input-${field}"]`).locator('input, textarea, [contenteditable="true"]').first();
}
