import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { chromium, type BrowserContext, type Locator, type Page } from 'playwright-core';
import type { Checks } from '../checks.ts';
import { findProgram, type NeededProgram } from '../debian-packages.ts';
import type { Execution, StoredWorkflow } from '../../../../tools/local-n8n/rest-client.ts';
import { waitUntil } from '../../../../tools/local-n8n/wait-until.ts';
import { browserId } from '../../../../tools/local-n8n/rest-session.ts';
import type { RealN8n } from '../../../../tools/local-n8n/start-n8n.ts';

const viewport = { width: 1440, height: 900 } as const;
const loadTimeoutMs = 60_000;
const settleMs = 1_200;
/** n8n's approval links do nothing for a browser that calls itself headless: it takes that for a machine that only looks at links. */
const userAgent = 'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/150.0.0.0 Safari/537.36';
const executionTimeoutMs = 300_000;
/** Fields under the mouse show more buttons. */
const awayFromFields = [720, 8] as const;

export const chromiumProgram: NeededProgram = {
  debianPackage: 'chromium',
  find: () => findProgram('chromium') ?? findProgram('chromium-browser') ?? findProgram('google-chrome'),
};

export interface Editor {
  readonly page: Page;
  open(workflowId: string): Promise<void>;
  openNode(name: string): Promise<void>;
  /** Waits until what moves on the screen has come to rest. */
  settle(): Promise<void>;
  closeNode(): Promise<void>;
  /** Presses *Execute workflow* below the canvas of the open workflow, and returns the execution once it has ended. */
  execute(workflow: StoredWorkflow): Promise<Execution>;
  /** What `start` starts in the open workflow, once it has ended. */
  watchExecution(workflow: StoredWorkflow, start: () => Promise<void>): Promise<Execution>;
  /** Saves what is visible (or one part of it) under a name, and returns the file. */
  save(name: string, part?: Locator): Promise<string>;
  /** One of the checks, at this editor: when it fails, the screen is kept as `failed-…` beside the other pictures. */
  check(checks: Checks, name: string, run: () => Promise<void>): Promise<void>;
  /** Errors that the page raised since the start. */
  readonly pageErrors: readonly string[];
  close(): Promise<void>;
}

/** Opens n8n's editor in headless Chromium, logged in, with all requests to other hosts refused. */
export async function openEditor(n8n: RealN8n, imageFolder: string): Promise<Editor> {
  mkdirSync(imageFolder, { recursive: true });
  const browser = await chromium.launch({
    executablePath: chromiumProgram.find() ?? 'chromium',
    args: ['--no-sandbox', '--disable-gpu', '--disable-dev-shm-usage', '--disable-background-networking', '--disable-component-update', '--disable-sync', '--no-first-run'],
  });
  const context = await browser.newContext({ viewport, deviceScaleFactor: 1, locale: 'en-US', timezoneId: 'UTC', userAgent });
  await stayOnThisMachine(context);
  await logIn(context, n8n);
  const page = await context.newPage();
  page.setDefaultTimeout(loadTimeoutMs);
  const pageErrors: string[] = [];
  let failures = 0;
  page.on('pageerror', (error) => pageErrors.push(error.message));
  const settle = () => page.waitForTimeout(settleMs);
  const watchExecution = async (workflow: StoredWorkflow, start: () => Promise<void>): Promise<Execution> => {
    const known = new Set((await n8n.client.listExecutions(workflow.id)).map(({ id }) => id));
    await start();
    const { id } = await waitUntil('the execution to begin', executionTimeoutMs, async () => (await n8n.client.listExecutions(workflow.id)).find((one) => !known.has(one.id)));
    return n8n.client.waitForExecution(id, executionTimeoutMs);
  };
  return {
    page,
    pageErrors,
    async open(workflowId) {
      await page.goto(`${n8n.address}/workflow/${workflowId}`);
      await page.locator('[data-test-id="canvas-node"]').first().waitFor();
      await settle();
      // "1" fits the workflow into the window, "-" leaves room for the button at the bottom.
      await page.keyboard.press('1');
      await page.keyboard.press('-');
      await settle();
    },
    async openNode(name) {
      await page.locator(`[data-test-id="canvas-node"][data-node-name="${name}"]`).dblclick();
      await page.locator('[data-test-id="ndv"], [data-test-id="node-parameters"]').first().waitFor();
      await settle();
    },
    async closeNode() {
      // A field that is being written in keeps the key to itself.
      await page.evaluate('document.activeElement?.blur()');
      await page.keyboard.press('Escape');
      await settle();
    },
    settle,
    watchExecution,
    execute: (workflow) => watchExecution(workflow, () => page.locator('[data-test-id="execute-workflow-button"]').click()),
    async save(name, part) {
      const file = path.join(imageFolder, `${name}.png`);
      await page.mouse.move(...awayFromFields);
      await settle();
      if (part === undefined) await page.screenshot({ path: file });
      else await part.screenshot({ path: file });
      return file;
    },
    check: (checks, name, run) =>
      checks.check(name, () =>
        run().catch(async (error: unknown) => {
          failures += 1;
          await page.screenshot({ path: path.join(imageFolder, `failed-${failures}.png`) });
          throw error;
        }),
      ),
    close: () => browser.close(),
  };
}

async function stayOnThisMachine(context: BrowserContext): Promise<void> {
  await context.route('**/*', (route) => {
    const { protocol, hostname } = new URL(route.request().url());
    const isLocal = protocol === 'data:' || protocol === 'blob:' || hostname === '127.0.0.1';
    return isLocal ? route.continue() : route.abort();
  });
}

async function logIn(context: BrowserContext, n8n: RealN8n): Promise<void> {
  const [name = '', value = ''] = n8n.session.cookie().split('=', 2);
  await context.addCookies([{ name, value, url: n8n.address }]);
  await context.addInitScript((id) => localStorage.setItem('n8n-browserId', id), browserId);
}
