/**
 * Packs the n8n node as it is published: `build/release/n8n-nodes-iqra-ai.tgz`, and its release notes beside it, `notes.md`. The
 * published package.json names no development packages: they are bundled or only build and test. Needs a build.
 */
import { execFileSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, readFileSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { nodeFolder, notesFile, projectRoot, readNodePackage } from './node-package.mjs';

const target = join(projectRoot, 'build/release');
const staged = join(target, 'package');
const { devDependencies: _forBuilding, scripts: _none, ...published } = readNodePackage();

rmSync(target, { recursive: true, force: true });
mkdirSync(staged, { recursive: true });
for (const name of ['dist', 'LICENSE', 'README.md']) cpSync(join(nodeFolder, name), join(staged, name), { recursive: true });
writeFileSync(join(staged, 'package.json'), `${JSON.stringify(published, null, 2)}\n`);
execFileSync('npm', ['pack', '--ignore-scripts', '--silent', '--pack-destination', target], { cwd: staged, stdio: ['ignore', 'ignore', 'inherit'] });
const packed = readdirSync(target).find((name) => name.endsWith('.tgz'));
if (packed === undefined) throw new Error('npm packed nothing. Run `pnpm build` first.');
renameSync(join(target, packed), join(target, 'n8n-nodes-iqra-ai.tgz'));

const notes = notesFile(published.name, published.version);
writeFileSync(join(target, 'notes.md'), existsSync(notes) ? readFileSync(notes, 'utf8') : `Notes of ${published.version} are written by \`pnpm version -r\`.\n`);
process.stdout.write(`build/release/n8n-nodes-iqra-ai.tgz and notes.md, version ${published.version}\n`);
