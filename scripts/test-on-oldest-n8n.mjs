/**
 * Runs the n8n node's tests in the engine of the oldest n8n that the node claims to run in, which `tools/pinned/n8n-oldest` names. (They run in
 * the newest one otherwise.) `pnpm test:oldest-n8n [jest arguments]`; needs a build.
 */
import { spawnSync } from 'node:child_process';
import { join, resolve } from 'node:path';
import { installTool } from './install-tool.mjs';

const root = resolve(import.meta.dirname, '..');
/** n8n tells a poll how long it may take since 2.38 only. */
const notYet = '^(?!.*ends within the time that n8n gives a poll)';
const args = process.argv.slice(2).filter((arg) => arg !== '--');
const env = { ...process.env, IQRA_TEST_N8N_FOLDER: installTool(root, 'n8n-oldest', '330 MB') };
const { status } = spawnSync(process.execPath, [join(root, 'node_modules/jest/bin/jest.js'), 'test/unit/n8n-node', '--testNamePattern', notYet, ...args], { cwd: root, stdio: 'inherit', env });
process.exitCode = status === 0 ? 0 : 1;
