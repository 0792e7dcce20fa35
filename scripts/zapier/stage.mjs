import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * Lays the bundled app out as a folder of its own, `packages/zapier-app/build/stage`, from which `zapier-platform` builds and
 * pushes: the bundle's files, a package.json with pins, and zapier-platform-core as the only dependency. Returns the folder.
 */
export function stageZapierApp(root) {
  const app = join(root, 'packages/zapier-app');
  const stage = join(app, 'build/stage');
  rmSync(join(stage, 'dist'), { recursive: true, force: true });
  mkdirSync(join(stage, 'dist'), { recursive: true });
  const { version } = JSON.parse(readFileSync(join(app, 'package.json'), 'utf8'));
  const template = JSON.parse(readFileSync(join(app, 'stage/package.json'), 'utf8'));
  writeFileSync(join(stage, 'package.json'), `${JSON.stringify({ ...template, version }, null, 2)}\n`);
  cpSync(join(app, 'stage/index.js'), join(stage, 'index.js'));
  cpSync(join(app, 'stage/gitignore'), join(stage, '.gitignore'));
  cpSync(join(app, 'dist'), join(stage, 'dist'), { recursive: true, filter: (path) => !/licences$|NOTICE$/.test(path) });
  installDependencies(join(app, 'stage/package-lock.json'), stage);
  return stage;
}

/** Installs again only when the lockfile has changed. */
function installDependencies(lockfile, stage) {
  const target = join(stage, 'package-lock.json');
  const current = existsSync(target) ? readFileSync(target, 'utf8') : '';
  if (current === readFileSync(lockfile, 'utf8') && existsSync(join(stage, 'node_modules'))) return;
  cpSync(lockfile, target);
  const installed = spawnSync('npm', ['ci', '--no-audit', '--no-fund', '--ignore-scripts'], { cwd: stage, stdio: ['ignore', 'ignore', 'inherit'] });
  if (installed.status !== 0) throw new Error('The dependencies of the staged app could not be installed.');
}
