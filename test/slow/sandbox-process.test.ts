import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Sandbox, startSandbox } from '../../packages/sandbox/src/sandbox.ts';
import { keys } from '../../packages/sandbox/src/seed.ts';
import { projectRoot } from '../unit/contract/source-tree.ts';
import { initiate, queueIdOf, startAt } from '../unit/sandbox/api.ts';

/** Node 24, which runs TypeScript files as they are, whatever Node runs the tests. */
const nodeBinary = join(projectRoot, 'node_modules/node/bin/node');
const sandboxMain = join(projectRoot, 'packages/sandbox/src/main.ts');

const { DEBUG: _debug, ...quiet } = process.env;
const run = (args: readonly string[], env: NodeJS.ProcessEnv) => spawnSync(nodeBinary, [sandboxMain, ...args], { encoding: 'utf8', env });

test('a port in use: one sentence, and with DEBUG the stack after it', async () => {
  const other = createServer().listen(0, '127.0.0.1');
  await new Promise((resolve) => other.once('listening', resolve));
  const ended = run(['--port', String((other.address() as AddressInfo).port)], { ...quiet, DEBUG: '1' });
  expect([ended.status, ended.stdout]).toEqual([1, '']);
  expect(ended.stderr).toMatch(/^The port is in use by another program; choose another one with --port, or leave it out for any free port\.\nError: .*\n\s+at /);
  await new Promise((resolve) => other.close(resolve));
});

test('a mistake without DEBUG: one sentence alone, exit code 1, and no server', () => {
  const ended = run(['--world', '/no/such/world.json'], quiet);
  expect([ended.status, ended.stdout, ended.stderr]).toEqual([1, '', 'The world file /no/such/world.json could not be read: there is no such file.\n']);
});

test('it says where it runs, and SIGTERM ends it cleanly', async () => {
  const child = spawn(nodeBinary, [sandboxMain], { stdio: ['ignore', 'pipe', 'pipe'] });
  let text = '';
  await new Promise<void>((resolve) => {
    child.stdout.on('data', (chunk: Buffer) => {
      text += chunk.toString();
      if (text.includes('Ctrl+C')) resolve();
    });
  });
  expect(text).toMatch(/address\s+http:\/\/127\.0\.0\.1:\d+\n.*API key\s+iu_\S+\n.*business id\s+184\n.*page\s+http:/);
  child.kill('SIGTERM');
  expect(await new Promise((resolve) => child.once('exit', (code) => resolve(code)))).toBe(0);
  expect(text).toContain('Stopping.');
});

test('a kill at any moment loses no acknowledged call', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'iqra-sandbox-'));
  // A second kill hits a server that began from the store.
  const rounds = 3;
  const acknowledged: string[] = [];
  for (let round = 0; round < rounds; round += 1) {
    const { child, origin } = await startChild(folder);
    const client = { origin, apiKey: keys.full.text, now: () => startAt } as unknown as Sandbox;
    const senders = Array.from({ length: 4 }, async (_, sender) => {
      for (let index = 0; index < 500; index += 1) {
        const answer = await initiate(client, { number: { type: 0, toNumber: `+1415555${1_000 + round * 400 + sender * 100 + (index % 100)}` } }).catch(() => null);
        if (answer === null) return;
        acknowledged.push(queueIdOf(answer));
      }
    });
    const enough = round * 40 + 40;
    while (acknowledged.length < enough) await new Promise((resolve) => setTimeout(resolve, 5));
    child.kill('SIGKILL');
    await new Promise((resolve) => child.once('exit', resolve));
    await Promise.all(senders);
  }
  const after = await startSandbox({ dataDir: folder });
  const kept = after.ledger().accepted.map((row) => row.queueId);
  expect(acknowledged.length).toBeGreaterThanOrEqual(rounds * 40);
  expect(acknowledged.filter((id) => !kept.includes(id))).toEqual([]);
  await after.close();
  rmSync(folder, { recursive: true });
});

async function startChild(dataDir: string): Promise<{ readonly child: ChildProcess; readonly origin: string }> {
  const child = spawn(nodeBinary, [sandboxMain, '--data', dataDir], { stdio: ['ignore', 'pipe', 'inherit'] });
  const origin = await new Promise<string>((resolve, reject) => {
    let text = '';
    child.stdout.on('data', (chunk: Buffer) => {
      text += chunk.toString();
      const match = /address\s+(http:\S+)/.exec(text);
      if (match?.[1] !== undefined) resolve(match[1]);
    });
    child.once('exit', () => reject(new Error(`The sandbox ended early: ${text}`)));
  });
  return { child, origin };
}
