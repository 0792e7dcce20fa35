import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

/** Zapier's command line in a staged app, on Node 22, without an account, without usage statistics, in an empty home folder. */
export function createPlatformCli({ root, node22, stage }) {
  const program = join(root, 'packages/zapier-app/node_modules/zapier-platform-cli/src/bin/run');
  return (args, extraEnv = {}) => {
    const home = mkdtempSync(join(tmpdir(), 'zapier-cli-home-'));
    const env = {
      ...process.env,
      PATH: `${dirname(node22)}:${process.env.PATH ?? ''}`,
      HOME: home,
      DISABLE_ZAPIER_ANALYTICS: '1',
      NODE_OPTIONS: '',
      ...extraEnv,
    };
    const run = spawnSync(node22, [program, ...args], { cwd: stage, env, encoding: 'utf8', timeout: 300_000 });
    rmSync(home, { recursive: true, force: true });
    return { status: run.status, output: `${run.stdout}${run.stderr}` };
  };
}
