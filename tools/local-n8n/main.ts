import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { startSandbox } from '../../packages/sandbox/src/sandbox.ts';
import { importWorkflow, readExampleWorkflows } from './example-workflows.ts';
import { installN8n } from './install.ts';
import { packNodePackage } from './node-package.ts';
import { owner } from './rest-session.ts';
import { startRealN8n } from './start-n8n.ts';
import { startStandInChatModel } from './stand-in-chat-model.ts';
import { standInModelArguments } from './stand-in-model-arguments.ts';

const defaultPort = 5678;

/** Brings up real n8n with the packed node, the sandbox, credentials and the example workflows; ends everything on Ctrl-C. */
async function main(): Promise<void> {
  const installed = await installN8n();
  const folder = mkdtempSync(path.join(os.tmpdir(), 'iqra-n8n-'));
  const closers: (() => Promise<void>)[] = [];
  const closeAll = async (): Promise<void> => {
    for (const close of closers.toReversed()) await close();
    rmSync(folder, { recursive: true, force: true });
  };
  const stopped = new Promise<void>((resolve) => {
    process.once('SIGINT', resolve);
    process.once('SIGTERM', resolve);
  });
  try {
    const sandbox = await startSandbox({ dataDir: path.join(folder, 'sandbox') });
    closers.push(() => sandbox.close());
    const model = await startStandInChatModel(standInModelArguments);
    closers.push(() => model.close());
    console.log(`Starting n8n ${installed.version} (about 15 s) ...`);
    const packageTarball = await packNodePackage(path.join(folder, 'package'));
    const n8n = await startRealN8n({
      installed,
      userFolder: path.join(folder, 'n8n'),
      packageTarball,
      port: Number(process.env['N8N_PORT'] ?? defaultPort),
    });
    closers.push(() => n8n.stop());
    const credentials = {
      iqraAiApi: await n8n.client.createCredential('Iqra AI (sandbox)', 'iqraAiApi', {
        apiKey: sandbox.apiKey, businessId: String(sandbox.businessId), baseUrl: sandbox.origin, requestFormat: 'auto',
      }),
      openAiApi: await n8n.client.createCredential('Chat model (stand-in)', 'openAiApi', { apiKey: 'stand-in', url: model.baseUrl }),
    };
    const examples = readExampleWorkflows();
    for (const example of examples) await importWorkflow(n8n.client, example.content, credentials);
    console.log([
      '',
      `n8n      ${n8n.address}   login ${owner.email} / ${owner.password}`,
      `Sandbox  ${sandbox.origin}   shows the calls as they happen; nobody is rung`,
      `Loaded   ${examples.length} example workflows and the credential "Iqra AI (sandbox)"`,
      '',
      'Press Ctrl-C to end everything. What you change is not kept.',
    ].join('\n'));
    await Promise.race([stopped, n8n.process.exited]);
    console.log('Ending ...');
  } finally {
    await closeAll();
  }
}

await main();
