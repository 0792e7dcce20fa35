import { spawn, spawnSync } from 'node:child_process';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { BadOption, readCommandLine } from '../../../packages/sandbox/src/command-line.ts';
import { startSandbox } from '../../../packages/sandbox/src/sandbox.ts';
import { nodeBinary, sandboxMain } from './child.ts';

test('all options', () => {
  const args = '--port 4000 --data d --time-scale 60 --format config --start-at 2026-11-24T09:00:00Z --seed s --requests-per-minute 60 --world w.json'.split(' ');
  expect(readCommandLine(args)).toEqual({ port: 4000, dataDir: 'd', timeScale: 60, format: 'config', startAt: '2026-11-24T09:00:00Z', seed: 's', requestsPerMinute: 60, world: 'w.json' });
  expect(readCommandLine(['--', '--port', '1'])).toEqual({ port: 1 });
  expect(readCommandLine([])).toEqual({});
  expect(readCommandLine(['--help'])).toBeNull();
});

test.each([
  [['--port', '70000'], /^--port is a whole number from 0 to 65535, not "70000"\.$/],
  [['--port', ''], /^--port is a whole number/],
  [['--time-scale', '-1'], /--time-scale/],
  [['--time-scale', 'fast'], /^--time-scale is a number from 0 to 1000000, not "fast"\.$/],
  [['--format', 'xml'], /^--format is one of documented, config, either, not "xml"\.$/],
  [['--start-at', 'noon'], /^--start-at is a moment in ISO 8601/],
  [['--speed', '3'], /^Unknown option '--speed'; --help lists the options\.$/],
  [['extra'], /--help lists the options\.$/],
])('%j is refused with one sentence', (args, message) => {
  expect(() => readCommandLine(args)).toThrow(BadOption);
  expect(() => readCommandLine(args)).toThrow(message);
});

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

test.each([
  [sandboxMain, /^The world file \S+ is not JSON: .*\.$/],
  [join(__dirname, '../../../package.json'), /^The world's "users" is missing; it should be a list\.$/],
])('a world from %s starts no server, and one sentence says why', async (world, sentence) => {
  await expect(startSandbox({ world })).rejects.toThrow(sentence);
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
