import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

/** Zapier's command line in a staged app, on Node 22, without an account, without usage statistics, in an empty home folder. */
export function createPlatformCli({ root, node22, stage }) {
  const program = join(root, 'packages/zapier-app/node_modules/zapier-platform-cli/src/bin/run');
  return async (args, extraEnv = {}) => {
    const home = mkdtempSync(join(tmpdir(), 'zapier-cli-home-'));
    const env = {
      ...process.env,
      PATH: `${dirname(node22)}:${process.env.PATH ?? ''}`,
      HOME: home,
      DISABLE_ZAPIER_ANALYTICS: '1',
      NODE_OPTIONS: '',
      ...extraEnv,
    };
    try {
      const { stdout, stderr } = await promisify(execFile)(node22, [program, ...args], { cwd: stage, env, timeout: 300_000, maxBuffer: 50_000_000 });
      return { status: 0, output: `${stdout}${stderr}` };
    } catch (error) {
      return { status: error.code ?? 1, output: `${error.stdout ?? ''}${error.stderr ?? ''}` };
    } finally {
      rmSync(home, { recursive: true, force: true });
    }
  };
}
