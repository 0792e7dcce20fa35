/**
 * What a push to main releases, as `name=value` lines for the workflow: `publish` is `true` when the version in the node's package.json
 * is not on npm yet and its notes have been written (`pnpm version -r`); `tag` is the tag it gets. Ends with 1 when npm does not answer.
 */
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { notesFile, readNodePackage } from './node-package.mjs';

const { name, version } = readNodePackage();
process.stdout.write(`publish=${existsSync(notesFile(name, version)) && !isPublished()}\ntag=${name}@${version}\n`);

function isPublished() {
  const asked = spawnSync('npm', ['view', `${name}@${version}`, 'version', '--json'], { encoding: 'utf8' });
  if (asked.status === 0) return asked.stdout.trim() !== '';
  if (/\bE404\b/.test(asked.stderr + asked.stdout)) return false;
  throw new Error(`npm did not say whether ${name} ${version} is published: ${asked.stderr.trim()}`);
}
