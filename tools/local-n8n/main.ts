import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { startSandbox, type Sandbox } from '../../packages/sandbox/src/sandbox.ts';
import { BadOption, helpText, readCommandLine, type LocalOptions } from './command-line.ts';
import { importWorkflow, readExampleWorkflows } from './example-workflows.ts';
import { canListen } from './free-port.ts';
import { installN8n } from './install.ts';
import { packNodePackage } from './node-package.ts';
import { keepState, readState } from './kept-state.ts';
import type { N8nClient } from './rest-client.ts';
import { owner } from './rest-session.ts';
import { startRealN8n } from './start-n8n.ts';
import { startStandInChatModel } from './stand-in-chat-model.ts';
import { standInModelArguments } from './stand-in-model-arguments.ts';

/** n8n's own task runner, a process beside it, runs the Code node. */
const withCodeNodes = { N8N_RUNNERS_MODE: 'internal' };

/** Brings up real n8n with the packed node, the sandbox, credentials and the example workflows; ends everything on Ctrl-C. */
async function main({ dataFolder, port, timeScale }: LocalOptions): Promise<void> {
  // Else the n8n that already answers there would be taken for the new one, and be given its owner and workflows.
  if (!(await canListen(port))) throw new BadOption(`Port ${port} is in use, or not allowed: perhaps another n8n runs there. Choose another one with --port.`);
  const installed = await installN8n();
  const folder = dataFolder ?? mkdtempSync(path.join(os.tmpdir(), 'iqra-n8n-'));
  const closers: (() => Promise<void>)[] = [];
  const closeAll = async (): Promise<void> => {
    for (const close of closers.toReversed()) await close();
    if (dataFolder === null) rmSync(folder, { recursive: true, force: true });
  };
  const stopped = new Promise<void>((resolve) => {
    process.once('SIGINT', resolve);
    process.once('SIGTERM', resolve);
  });
  try {
    const state = await readState(folder);
    const sandbox = await startSandbox({ dataDir: path.join(folder, 'sandbox'), port: state.sandboxPort, timeScale });
    closers.push(() => sandbox.close());
    const model = await startStandInChatModel(standInModelArguments, state.modelPort);
    closers.push(() => model.close());
    console.log('Packing the node ...');
    const packageTarball = await packNodePackage(path.join(folder, 'package'));
    console.log(`Starting n8n ${installed.version} (about 15 s) ...`);
    const userFolder = path.join(folder, 'n8n');
    const n8n = await startRealN8n({ installed, userFolder, packageTarball, port, brokerPort: state.brokerPort, extraEnv: withCodeNodes });
    closers.push(() => n8n.stop());
    if (!state.furnished) {
      console.log('Loading the credential and the example workflows ...');
      await furnish(n8n.client, sandbox, model.baseUrl);
      if (dataFolder !== null) keepState(folder, { ...state, furnished: true });
    }
    console.log(describe(n8n.address, sandbox, dataFolder));
    await Promise.race([stopped, n8n.process.exited]);
    console.log('Ending ...');
  } finally {
    await closeAll();
  }
}

async function furnish(client: N8nClient, sandbox: Sandbox, modelUrl: string): Promise<void> {
  const credentials = {
    iqraAiApi: await client.createCredential('Iqra AI (sandbox)', 'iqraAiApi', {
      apiKey: sandbox.apiKey, businessId: String(sandbox.businessId), baseUrl: sandbox.origin, requestFormat: 'auto',
    }),
    openAiApi: await client.createCredential('Chat model (stand-in)', 'openAiApi', { apiKey: 'stand-in', url: modelUrl }),
  };
  for (const example of readExampleWorkflows()) await importWorkflow(client, example.content, credentials);
}

function describe(address: string, sandbox: Sandbox, dataFolder: string | null): string {
  return [
    '',
    `n8n      ${address}   login ${owner.email} / ${owner.password}`,
    `Sandbox  ${sandbox.origin}   shows the calls as they happen; nobody is rung`,
    '',
    'Its credential is there as "Iqra AI (sandbox)". To make one yourself:',
    `  Base URL     ${sandbox.origin}`,
    `  API Key      ${sandbox.apiKey}`,
    `  Business ID  ${sandbox.businessId}`,
    '',
    `Press Ctrl-C to end everything. ${dataFolder === null ? 'What you change is not kept; --keep keeps it.' : `What you change is kept in ${dataFolder}.`}`,
  ].join('\n');
}

try {
  const options = readCommandLine(process.argv.slice(2), process.env);
  if (options === null) process.stdout.write(helpText);
  else await main(options);
} catch (error) {
  if (!(error instanceof BadOption)) throw error;
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 2;
}
