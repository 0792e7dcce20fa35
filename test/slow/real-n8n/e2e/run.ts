import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { startSandbox } from '../../../../packages/sandbox/src/sandbox.ts';
import { createChecks } from '../checks.ts';
import { ensurePrograms } from '../debian-packages.ts';
import { installN8n } from '../../../../tools/local-n8n/install.ts';
import { packNodePackage } from '../../../../tools/local-n8n/node-package.ts';
import { createRecipients, scripted } from '../recipients.ts';
import { startRealN8n } from '../../../../tools/local-n8n/start-n8n.ts';
import { checkBadInput } from './bad-input-checks.ts';
import { checkCredential } from './credential-checks.ts';
import { checkEditor } from './editor-checks.ts';
import { checkExamples } from './example-checks.ts';
import { checkInstallation } from './installation-checks.ts';
import { checkOperations } from './operation-checks.ts';
import { checkPickers } from './picker-checks.ts';
import { checkRetryOnFail } from './retry-checks.ts';
import { chromiumProgram } from './screenshots.ts';
import { placeBeforeWatching, sandboxHeadStartMs } from './earlier-call.ts';
import { sandboxCredential, type Stage } from './stage.ts';
import { checkStopsDuringPolls } from './stop-checks.ts';
import { checkRestart, checkTicks, startWatching } from './trigger-checks.ts';

const docsImages = path.resolve(import.meta.dirname, '../../../../docs/images');

/**
 * The node in a real n8n, from the packed tarball to the editor's screen. Prints "N passed, N failed"; exit code 1 when anything failed.
 * With --update-images the screenshots replace those of the docs, else they are made and looked at only by the checks.
 */
async function main(): Promise<void> {
  await ensurePrograms([chromiumProgram]);
  const installed = await installN8n();
  const folder = mkdtempSync(path.join(os.tmpdir(), 'iqra-n8n-e2e-'));
  const checks = createChecks();
  const sandbox = await startSandbox({ startAt: Date.now() - sandboxHeadStartMs });
  let stage: Stage | undefined;
  try {
    const recipients = createRecipients();
    await placeBeforeWatching(sandbox, recipients.next(scripted.declined));
    const packageTarball = await packNodePackage(path.join(folder, 'package'));
    console.log(`n8n ${installed.version}, ${path.basename(packageTarball)}`);
    const n8n = await startRealN8n({ installed, userFolder: path.join(folder, 'n8n'), packageTarball });
    const credential = await n8n.client.createCredential('Iqra AI (sandbox)', 'iqraAiApi', sandboxCredential(sandbox));
    stage = { n8n, sandbox, checks, credential, recipients };

    await checkInstallation(stage);
    await checkCredential(stage);
    await checkPickers(stage);
    const watch = await startWatching(stage);
    await checkOperations(stage);
    await checkBadInput(stage);
    await checkRetryOnFail(stage);
    await checkTicks(stage, watch);
    await checkExamples(stage);
    await checkEditor(stage, process.argv.includes('--update-images') ? docsImages : path.join(folder, 'images'));
    await checkRestart(stage, watch, installed);
    await checkStopsDuringPolls({ checks, installed, packageTarball, folder });
  } finally {
    await stage?.n8n.stop();
    await sandbox.close();
    rmSync(folder, { recursive: true, force: true });
  }
  checks.finish();
}

await main();
