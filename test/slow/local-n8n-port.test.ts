import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { compiledOnce } from '../unit/contract/compiled-once.ts';
import { projectRoot } from '../unit/contract/source-tree.ts';

test.each(['127.0.0.1', '0.0.0.0', '::'])('an n8n that already answers at the port (listening at %s) is left alone, and nothing is installed first', async (host) => {
  const other = createServer();
  await new Promise<void>((resolve) => other.listen(0, host, resolve));
  const { port } = other.address() as AddressInfo;
  const cache = mkdtempSync(join(tmpdir(), 'iqra-no-n8n-'));
  const run = spawnSync(process.execPath, ['tools/local-n8n/main.ts', '--port', String(port)], {
    cwd: projectRoot, encoding: 'utf8', timeout: 60_000, env: { ...compiledOnce(), XDG_CACHE_HOME: cache },
  });
  expect([run.status, run.stderr]).toEqual([2, `Port ${port} is in use, or not allowed: perhaps another n8n runs there. Choose another one with --port.\n`]);
  expect(readdirSync(cache)).toEqual([]);
  rmSync(cache, { recursive: true });
  await new Promise((resolve) => other.close(resolve));
});
