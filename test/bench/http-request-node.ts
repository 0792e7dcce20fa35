import { existsSync, readdirSync } from 'node:fs';
import { mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { homedir, tmpdir } from 'node:os';
import { join } from 'node:path';
import { startN8nEngine } from '../hosts/n8n/engine.ts';
import type { AnsweringServer, SeenRequest } from './answering-server.ts';
import { httpRequests, leadItems } from './n8n-workflows.ts';

export interface HttpRequestNodeOptions {
  readonly server: AnsweringServer;
  readonly samples: readonly SeenRequest[];
  readonly items: number;
  readonly answerAfterMs: number;
}

/** n8n's own node sends the same initiate requests; a text says why it could not be measured. */
export async function runHttpRequestNode({ server, samples, items, answerAfterMs }: HttpRequestNodeOptions): Promise<{ readonly tookMs: number; readonly cpuMsPerItem: number } | string> {
  const installed = findNodesBase();
  if (installed === null) return 'not measured, no n8n is installed (run `pnpm test:n8n` once)';
  const sample = samples.find(({ path }) => path.endsWith('/call/initiate'));
  if (sample === undefined) throw new Error('The node has sent no request to initiate a call.');
  const packageDir = await onlyHttpRequest(installed);
  const engine = await startN8nEngine({ packageDir });
  try {
    const body = Buffer.from(sample.body, 'base64').toString('utf8');
    const workflow = httpRequests(`${server.origin}${sample.path}`, sample.headers['content-type'] ?? '', body, answerAfterMs);
    await engine.runWorkflow({ workflow, items: leadItems(20), startNode: 'Leads' });
    await server.report();
    const before = await engine.resources();
    const startedMs = performance.now();
    const run = await engine.runWorkflow({ workflow, items: leadItems(items), startNode: 'Leads' });
    const tookMs = performance.now() - startedMs;
    const { requests } = await server.report();
    const failure = run.nodes['Place Call']?.[0]?.error?.message ?? run.error?.message;
    if (failure !== undefined) return `not measured, it failed: ${failure}`;
    if (requests !== items) return `not measured, it sent ${requests} requests for ${items} items`;
    return { tookMs, cpuMsPerItem: ((await engine.resources()).cpuMs - before.cpuMs) / items };
  } finally {
    await engine.close();
    await rm(packageDir, { recursive: true, force: true });
  }
}

/** Where `pnpm n8n` and `pnpm test:n8n` keep n8n. */
function findNodesBase(): string | null {
  const cache = join(process.env['XDG_CACHE_HOME'] ?? join(homedir(), '.cache'), 'iqra-automation');
  if (!existsSync(cache)) return null;
  const found = readdirSync(cache)
    .filter((name) => /^n8n-\d/.test(name))
    .map((name) => join(cache, name, 'node_modules/n8n-nodes-base'))
    .filter((folder) => existsSync(join(folder, 'dist/nodes/HttpRequest/HttpRequest.node.js')));
  return found.at(-1) ?? null;
}

/** A package with the one node of n8n-nodes-base, so that its other nodes need not be loaded. */
async function onlyHttpRequest(nodesBase: string): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'iqra-http-request-'));
  await symlink(join(nodesBase, 'dist'), join(folder, 'dist'));
  const nodes = ['dist/nodes/HttpRequest/HttpRequest.node.js'];
  await writeFile(join(folder, 'package.json'), JSON.stringify({ name: 'n8n-nodes-base', version: '0.0.0', n8n: { nodes, credentials: [] } }));
  return folder;
}
