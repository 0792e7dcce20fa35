import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

export const projectRoot = resolve(import.meta.dirname, '../..');
export const nodeFolder = join(projectRoot, 'packages/n8n-node');

/** The n8n node's package.json, read. */
export const readNodePackage = () => JSON.parse(readFileSync(join(nodeFolder, 'package.json'), 'utf8'));

/** Where `pnpm version -r` writes the notes of one release. */
export const notesFile = (name, version) => join(projectRoot, '.changeset/changelogs', `${name}@${version}.md`);
