import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, readdirSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** What the lint needs to follow imports; strict as the project's own, without its references to other packages. */
const tsconfig = {
  compilerOptions: { strict: true, target: 'es2022', module: 'nodenext', moduleResolution: 'nodenext', allowImportingTsExtensions: true, noEmit: true, skipLibCheck: true },
  include: ['nodes', 'credentials'],
};

/** The package's sources in `target`, with the modules of the lint and core beside them. */
export function stageSources(source, core, lintFolder, target) {
  for (const name of ['package.json', 'eslint.config.mjs', 'nodes', 'credentials', 'icons']) cpSync(join(source, name), join(target, name), { recursive: true });
  writeFileSync(join(target, 'tsconfig.json'), JSON.stringify(tsconfig));
  const modules = join(target, 'node_modules');
  mkdirSync(join(modules, '@iqra-automation'), { recursive: true });
  symlinkSync(core, join(modules, '@iqra-automation/core'));
  for (const name of ['@n8n', '.bin', 'eslint', 'typescript', 'n8n-workflow']) symlinkSync(join(lintFolder, 'node_modules', name), join(modules, name));
}

/** The package as a user gets it: packed by npm and unpacked in `target`. Returns the size of the tarball in bytes. */
export function stagePacked(source, target) {
  mkdirSync(target, { recursive: true });
  execFileSync('npm', ['pack', '--ignore-scripts', '--silent', '--pack-destination', target], { cwd: source, stdio: ['ignore', 'ignore', 'inherit'] });
  const tarball = readdirSync(target).find((name) => name.endsWith('.tgz'));
  if (tarball === undefined) throw new Error('npm packed nothing. Run `pnpm build` first.');
  const unpacked = join(target, 'unpacked');
  mkdirSync(unpacked);
  execFileSync('tar', ['-xzf', join(target, tarball), '-C', unpacked, '--strip-components=1']);
  return { unpacked, bytes: statSync(join(target, tarball)).size };
}
