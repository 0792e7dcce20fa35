import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { startSandbox, type Sandbox } from '../../../../packages/sandbox/src/sandbox.ts';
import { findFreePort } from '../../../../tools/local-n8n/free-port.ts';
import { installN8n } from '../../../../tools/local-n8n/install.ts';
import { packNodePackage } from '../../../../tools/local-n8n/node-package.ts';
import { startRealN8n, type RealN8n } from '../../../../tools/local-n8n/start-n8n.ts';
import { waitUntil } from '../../../../tools/local-n8n/wait-until.ts';
import { sandboxCredential } from '../e2e/stage.ts';
import { collectGarbage } from './inspector.ts';
import { leadsFor } from './leads.ts';
import { callWaitAndTell, peerSteps, waitAndTell } from './workflows.ts';

const ours = 'Initiate and Wait';
const runs = Number(process.argv[2] ?? 60);
/** `N8N_EXPRESSION_ENGINE=legacy` takes n8n's isolates out of the picture; fewer arenas of glibc keep less of what was given back. */
const passedOn = Object.fromEntries(['N8N_EXPRESSION_ENGINE', 'MALLOC_ARENA_MAX'].flatMap((name) => (process.env[name] === undefined ? [] : [[name, process.env[name]]])));
const atOnce = 8;
const timeoutMs = 300_000;
const slowAnswerMs = 10_000;
/** n8n stores an execution that falls asleep, and the node looks once more ten seconds later. */
const settleMs = 25_000;
const nobodyListens = 'http://127.0.0.1:9/';

/**
 * What executions that sleep leave in the memory of a real n8n: *Initiate and Wait* beside n8n's own nodes before its *Wait* node, each in
 * an n8n of its own, as many executions. Prints resident memory and the heap before and after a full garbage collection.
 */
async function main(): Promise<void> {
  const installed = await installN8n();
  const folder = mkdtempSync(path.join(os.tmpdir(), 'iqra-n8n-memory-'));
  try {
    const packageTarball = await packNodePackage(path.join(folder, 'package'));
    console.log(`n8n ${installed.version}, ${runs} executions each; MB: resident / heap in use`);
    for (const kind of process.argv.length > 3 ? process.argv.slice(3) : [ours, ...Object.keys(peerSteps(''))]) {
      const sandbox = await startSandbox({ timeScale: 0 });
      const slow = await startSlowServer();
      const inspectorPort = await findFreePort();
      const n8n = await startRealN8n({
        installed, packageTarball, userFolder: path.join(folder, kind.replaceAll(/\W/g, '')),
        extraEnv: { NODE_OPTIONS: `--inspect=127.0.0.1:${inspectorPort}`, ...passedOn },
      });
      try {
        await measure(kind, { n8n, sandbox, slowAddress: slow.address, inspectorPort });
      } finally {
        await n8n.stop();
        await sandbox.close();
        slow.close();
      }
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

interface Stage {
  readonly n8n: RealN8n;
  readonly sandbox: Sandbox;
  /** Answers late, so that many executions are at work at the same time, as they are while calls are placed. */
  readonly slowAddress: string;
  readonly inspectorPort: number;
}

async function startSlowServer(): Promise<{ readonly address: string; close(): void }> {
  const server = createServer((request, response) => {
    request.resume();
    setTimeout(() => response.setHeader('content-type', 'application/json').end('{}'), slowAnswerMs);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return { address: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, close: () => { server.closeAllConnections(); server.close(); } };
}

async function measure(kind: string, { n8n, sandbox, slowAddress, inspectorPort }: Stage): Promise<void> {
  if (kind === ours) {
    await callWaitAndTell(n8n.client, await n8n.client.createCredential('Iqra AI (sandbox)', 'iqraAiApi', sandboxCredential(sandbox)), nobodyListens);
  } else {
    await waitAndTell(n8n.client, peerSteps(slowAddress)[kind] ?? [], nobodyListens);
  }
  const [warmUp, ...leads] = leadsFor(runs + 1);
  await send(n8n, warmUp);
  await waitUntil('the first execution to sleep', timeoutMs, async () => (await asleep(n8n)) >= 1, 1_000);
  const before = await collectGarbage(inspectorPort);
  console.log(`${kind}: at rest ${residentMb(n8n)} / ${before.heapMb}`);
  const queue = [...leads];
  const worker = async (): Promise<void> => {
    for (let lead = queue.shift(); lead !== undefined; lead = queue.shift()) await send(n8n, lead);
  };
  await Promise.all(Array.from({ length: atOnce }, worker));
  await waitUntil('all executions to sleep', timeoutMs, async () => (await asleep(n8n)) >= runs + 1, 1_000);
  await new Promise((resolve) => setTimeout(resolve, settleMs));
  const residentBefore = residentMb(n8n);
  const { heapBeforeMb, heapMb, heapHeldMb, externalMb } = await collectGarbage(inspectorPort);
  console.log(`${kind}: all asleep ${residentBefore} / ${heapBeforeMb}; after a garbage collection ${residentMb(n8n)} / ${heapMb} (V8 holds ${heapHeldMb}), outside the heap ${externalMb}; kept for each execution ${Math.round((1000 * (heapMb - before.heapMb)) / runs)} kB`);
}

async function send(n8n: RealN8n, lead: object | undefined): Promise<void> {
  const init = { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(lead) };
  await waitUntil('n8n to take a lead', timeoutMs, async () => (await fetch(`${n8n.address}/webhook/leads`, init)).status === 200);
}

async function asleep({ session }: RealN8n): Promise<number> {
  const filter = encodeURIComponent(JSON.stringify({ status: ['waiting'] }));
  return ((await session.request('GET', `/rest/executions?limit=1&filter=${filter}`)) as { count: number }).count;
}

function residentMb({ process: n8n }: RealN8n): number {
  return Math.round(Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${n8n.pid}/status`, 'utf8'))?.[1]) / 1024);
}

await main();
