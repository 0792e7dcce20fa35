import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { startSandbox } from '../../../../packages/sandbox/src/sandbox.ts';
import { createChecks } from '../checks.ts';
import { ensurePrograms } from '../debian-packages.ts';
import { installN8n } from '../../../../tools/local-n8n/install.ts';
import { packNodePackage } from '../../../../tools/local-n8n/node-package.ts';
import { createRecipients, scripted } from '../recipients.ts';
import { startRealN8n } from '../../../../tools/local-n8n/start-n8n.ts';
import { checkBadInput } from './bad-input-checks.ts';
import { checkBuilder } from './builder-checks.ts';
import { checkCredential } from './credential-checks.ts';
import { checkEditor } from './editor-checks.ts';
import { playInEditor } from './editor-stage.ts';
import { checkExamples } from './example-checks.ts';
import { checkInstallation } from './installation-checks.ts';
import { checkLocalN8n } from './local-n8n-checks.ts';
import { checkOperations } from './operation-checks.ts';
import { checkPickers } from './picker-checks.ts';
import { checkRetryOnFail } from './retry-checks.ts';
import { chromiumProgram } from './screenshots.ts';
import { placeBeforeWatching, sandboxHeadStartMs } from './earlier-call.ts';
import { sandboxCredential, type Stage } from './stage.ts';
import { checkStopsDuringPolls } from './stop-checks.ts';
import { checkRestart, checkTicks, startWatching } from './trigger-checks.ts';

const sceneNames = ['installation', 'credential', 'pickers', 'trigger', 'operations', 'bad-input', 'retry', 'examples', 'builder', 'editor', 'stops', 'local'] as const;
type SceneName = (typeof sceneNames)[number];

const docsImages = path.resolve(import.meta.dirname, '../../../../docs/images');

const helpText = `Usage: pnpm test:n8n [--only SCENE,...] [--images DIR | --update-images]

The node in a real n8n, from the packed tarball to the editor's screen. Ends with "N passed, N failed"; exit code 1 when anything failed.

  --only SCENE,...   these scenes alone: ${sceneNames.join(', ')}
  --images DIR       keep the screenshots there, those of failed checks too; else only the checks look at them
  --update-images    the screenshots replace those of the docs
`;
const { values } = parseArgs({ options: { only: { type: 'string' }, images: { type: 'string' }, 'update-images': { type: 'boolean', default: false }, help: { type: 'boolean', default: false } } });

async function main(): Promise<void> {
  const wanted = readScenes();
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
    const credential = await n8n.client.createCredential('Iqra AI (sandbox of several scenes)', 'iqraAiApi', sandboxCredential(sandbox));
    stage = { n8n, sandbox, checks, credential, recipients };

    const scene = async (name: SceneName, play: () => Promise<void>): Promise<void> => {
      if (wanted.includes(name)) await play();
    };
    const current = stage;
    const images = imageFolder(path.join(folder, 'images'));
    await scene('installation', () => checkInstallation(current));
    await scene('credential', () => checkCredential(current));
    await scene('pickers', () => checkPickers(current));
    const watch = wanted.includes('trigger') ? await startWatching(current) : undefined;
    await scene('operations', () => checkOperations(current));
    await scene('bad-input', () => checkBadInput(current));
    await scene('retry', () => checkRetryOnFail(current));
    if (watch !== undefined) await checkTicks(current, watch);
    await scene('examples', () => playInEditor(current, images, checkExamples));
    await scene('builder', () => playInEditor(current, images, checkBuilder));
    await scene('editor', () => playInEditor(current, images, checkEditor));
    if (watch !== undefined) await checkRestart(current, watch, installed);
    await scene('stops', () => checkStopsDuringPolls({ checks, installed, packageTarball, folder }));
    await scene('local', () => checkLocalN8n(checks, packageTarball, folder));
  } finally {
    await stage?.n8n.stop();
    await sandbox.close();
    rmSync(folder, { recursive: true, force: true });
  }
  checks.finish();
}

function imageFolder(passing: string): string {
  if (values.images !== undefined) return path.resolve(values.images);
  return values['update-images'] ? docsImages : passing;
}

/** All scenes, or those that `--only` names; the restart belongs to the trigger. */
function readScenes(): readonly SceneName[] {
  if (values.only === undefined) return sceneNames;
  const named = values.only.split(',');
  const unknown = named.filter((name) => !sceneNames.some((scene) => scene === name));
  if (unknown.length > 0) throw new Error(`There is no scene ${unknown.join(', ')}; the scenes are ${sceneNames.join(', ')}.`);
  return sceneNames.filter((scene) => named.includes(scene));
}

if (values.help) process.stdout.write(helpText);
else await main();
