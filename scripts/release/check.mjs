/**
 * What is still missing before the first release: a line for each point, with what to do. Ends with 1 while a point is open. It is no
 * part of the tests: until there is a home for the project some points cannot be closed.
 */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { notesFile, nodeFolder, projectRoot, readNodePackage } from './node-package.mjs';

const node = readNodePackage();
const read = (path) => readFileSync(join(projectRoot, path), 'utf8');
const release = read('.github/workflows/release.yml');
/** Names that stand for a home that does not exist yet: one of these in a published field is a placeholder. */
const placeholders = /example\b|\.example$|iqra-automation\/iqra-automation|^$/;
const isReal = (value) => typeof value === 'string' && !placeholders.test(value);

const points = [
  ['repository address', isReal(node.repository?.url), 'packages/n8n-node/package.json: repository.url is a placeholder; name the public repository (n8n compares it with npm).'],
  ['homepage', isReal(node.homepage), 'packages/n8n-node/package.json: homepage is a placeholder.'],
  ['author', isReal(node.author?.name) && isReal(node.author?.email), 'packages/n8n-node/package.json: author needs a name and a mail address that people can reach.'],
  ['no folder in the repository field', node.repository?.directory === undefined, 'packages/n8n-node/package.json: n8n refuses repository.directory.'],
  ['issue forms', isReal(read('.github/ISSUE_TEMPLATE/config.yml').match(/url: (\S+)/)?.[1]), '.github/ISSUE_TEMPLATE/config.yml: the address of the security advisories is a placeholder.'],
  ['provenance', node.publishConfig?.provenance === true && node.publishConfig?.access === 'public', 'packages/n8n-node/package.json: publishConfig must set provenance and public access.'],
  ['trusted publishing', /id-token: write/.test(release) && !/NODE_AUTH_TOKEN|NPM_TOKEN/.test(release), '.github/workflows/release.yml: needs id-token: write and no token.'],
  ['licence of the package', node.license === 'MIT' && existsSync(join(nodeFolder, 'LICENSE')), 'packages/n8n-node: MIT, with the text in LICENSE.'],
  ['keyword of n8n', node.keywords?.includes('n8n-community-node-package') === true, 'packages/n8n-node/package.json: keywords must hold n8n-community-node-package.'],
  ['build', existsSync(join(nodeFolder, 'dist/nodes/IqraAi/IqraAi.node.js')), 'Run `pnpm build`.'],
  ['release notes', existsSync(notesFile(node.name, node.version)), 'Run `pnpm version -r`: it raises the versions and writes the notes from the change files.'],
];

let open = 0;
for (const [name, done, what] of points) {
  if (!done) open += 1;
  process.stdout.write(`${done ? 'ok  ' : 'OPEN'} ${name}${done ? '' : `: ${what}`}\n`);
}
process.stdout.write(`${points.length - open} done, ${open} open\n`);
process.stdout.write('The tarball itself is judged by `pnpm check:n8n` (lint, scan of the packed JavaScript, size, load).\n');
process.exitCode = open === 0 ? 0 : 1;
