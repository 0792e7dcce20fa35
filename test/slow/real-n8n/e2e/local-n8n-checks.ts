import assert from 'node:assert/strict';
import { mkdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { readExampleWorkflows } from '../../../../tools/local-n8n/example-workflows.ts';
import { findFreePort } from '../../../../tools/local-n8n/free-port.ts';
import { startOwnedProcess, type OwnedProcess } from '../../../../tools/local-n8n/owned-process.ts';
import { createN8nClient, type CredentialRef, type N8nClient } from '../../../../tools/local-n8n/rest-client.ts';
import { createRestSession, type RestSession } from '../../../../tools/local-n8n/rest-session.ts';
import { waitUntil } from '../../../../tools/local-n8n/wait-until.ts';
import type { Checks } from '../checks.ts';
import { scripted } from '../recipients.ts';
import { iqraNode, iqraWorkflow, lineOfNodes, startNode } from '../workflow-builder.ts';
import { initiateParameters, lead } from './stage.ts';

const mainFile = path.resolve(import.meta.dirname, '../../../../tools/local-n8n/main.ts');
const startTimeoutMs = 180_000;
const endTimeoutMs = 60_000;
const endOfCallTimeoutMs = 60_000;

interface Running {
  readonly process: OwnedProcess;
  readonly log: string;
  readonly session: RestSession;
  readonly client: N8nClient;
}

/** `pnpm n8n` on a folder that is kept: two starts, with a builder's work in between. */
export async function checkLocalN8n(checks: Checks, packageTarball: string, folder: string): Promise<void> {
  const data = path.join(folder, 'kept');
  mkdirSync(data, { recursive: true });
  const args = [mainFile, '--data', data, '--port', String(await findFreePort()), '--time-scale', '60', '--package', packageTarball];
  const person = lead(`+120155501${scripted.declined}`);
  let running = await start(args, path.join(folder, 'first.log'));
  try {
    await checks.check('pnpm n8n: the credential and every example are there, and what a credential needs is printed', async () => {
      assert.deepEqual((await namesOf(running)).toSorted(), readExampleWorkflows().map(({ content }) => content.name).toSorted());
      const printed = (label: string): string => new RegExp(`^  ${label} +(\\S+)$`, 'm').exec(running.log)?.[1] ?? '';
      const values = { apiKey: printed('API Key'), businessId: printed('Business ID'), baseUrl: printed('Base URL'), requestFormat: 'auto' };
      assert.equal((await running.client.testCredential('As printed', values)).status, 'OK');
    });

    await checks.check('pnpm n8n: the Code node runs', async () => {
      const workflow = await running.client.createWorkflow(lineOfNodes('Made by a builder', [
        { name: startNode, type: 'n8n-nodes-base.manualTrigger', parameters: {} },
        { name: 'Code', type: 'n8n-nodes-base.code', typeVersion: 2, parameters: { jsCode: 'return [{ json: { answer: 6 * 7 } }];' } },
      ], await credentialOf(running)));
      const execution = await running.client.runWorkflow(workflow, startNode);
      assert.deepEqual(execution.runData['Code']?.[0]?.data?.main?.[0]?.map(({ json }) => json), [{ answer: 42 }]);
    });

    await checks.check('pnpm n8n: with --time-scale 60 a call ends within a minute', async () => {
      const [placed] = await runIqraNode(running, initiateParameters(), person);
      assert.equal(placed?.['status'], 'placed');
      await waitUntil('the call to end', endOfCallTimeoutMs, async () => {
        const [call] = await runIqraNode(running, { resource: 'call', operation: 'get', queueId: placed?.['queueId'] }, person);
        return call?.['outcome'] === 'declined';
      });
    });

    await checks.check('pnpm n8n: Ctrl-C ends it in order', async () => assert.equal(await end(running), 0));
    running = await start(args, path.join(folder, 'second.log'));

    await checks.check('pnpm n8n: a second start keeps what was built, adds nothing, and still knows who was called', async () => {
      assert.doesNotMatch(running.log, /Loading the credential/);
      const names = await namesOf(running);
      assert.equal(names.filter((name) => name === 'Made by a builder').length, 1);
      for (const { content } of readExampleWorkflows()) assert.equal(names.filter((name) => name === content.name).length, 1, content.name);
      const [again] = await runIqraNode(running, initiateParameters(), person);
      assert.equal(again?.['status'], 'already_called');
    });
  } finally {
    await end(running);
  }
}

async function start(args: readonly string[], logPath: string): Promise<Running> {
  const owned = startOwnedProcess({ name: 'pnpm n8n', command: process.execPath, args, env: process.env, logPath });
  const log = (): string => readFileSync(logPath, 'utf8');
  const address = await waitUntil('pnpm n8n to say where it is', startTimeoutMs, () => {
    if (!owned.isRunning()) return 'ended';
    return /^n8n +(http:\S+)/m.exec(log())?.[1];
  });
  if (address === 'ended') throw new Error(`pnpm n8n ended while starting:\n${owned.logTail()}`);
  const session = createRestSession(address);
  await session.logIn();
  return { process: owned, log: log(), session, client: createN8nClient(session) };
}

/** As Ctrl-C does; its own servers have to end first. */
async function end({ process: owned }: Running): Promise<number | null> {
  if (owned.isRunning()) process.kill(owned.pid, 'SIGINT');
  return Promise.race([owned.exited, new Promise<null>((resolve) => void setTimeout(() => resolve(null), endTimeoutMs).unref())]);
}

async function namesOf({ session }: Running): Promise<readonly string[]> {
  return ((await session.request('GET', '/rest/workflows')) as { name: string }[]).map(({ name }) => name).filter((name) => !name.startsWith('Run of'));
}

async function credentialOf({ session }: Running): Promise<CredentialRef> {
  const all = (await session.request('GET', '/rest/credentials')) as { id: string; name: string; type: string }[];
  const found = all.find(({ type }) => type === 'iqraAiApi');
  assert.ok(found, 'the credential is there');
  return { id: found.id, name: found.name };
}

async function runIqraNode(running: Running, parameters: Record<string, unknown>, person: Record<string, unknown>): Promise<readonly Record<string, unknown>[]> {
  const content = iqraWorkflow('Run of the node', [person], parameters, await credentialOf(running));
  const execution = await running.client.runWorkflow(await running.client.createWorkflow(content), startNode);
  assert.equal(execution.status, 'success', execution.errorMessage);
  return (execution.runData[iqraNode]?.at(-1)?.data?.main?.[0] ?? []).map(({ json }) => json);
}
