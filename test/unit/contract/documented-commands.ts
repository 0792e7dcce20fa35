import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { projectRoot } from './source-tree.ts';

interface Manifest {
  readonly packageManager: string;
  readonly scripts: Readonly<Record<string, string>>;
}

export const { scripts, packageManager } = JSON.parse(readFileSync(join(projectRoot, 'package.json'), 'utf8')) as Manifest;

/** A command as a document gives it. */
interface DocumentedCommand {
  readonly path: string;
  readonly text: string;
}

const documents = ['README.md', 'CONTRIBUTING.md', 'SECURITY.md', ...globSync('{docs,examples,packages/*}/**/*.md', { cwd: projectRoot, exclude: ['**/node_modules'] })];

/** Lines of shell blocks, lines of other blocks that start pnpm, and commands of pnpm between backticks in running text. */
export const commands: readonly DocumentedCommand[] = documents.flatMap((path) => {
  const text = readFileSync(join(projectRoot, path), 'utf8');
  const blocks = text.split(/^ *```/m).filter((_, index) => index % 2 === 1);
  const lines = blocks.flatMap((block) => {
    const [language = '', ...rest] = block.split('\n');
    return /^(?:sh|bash|shell|console)$/.test(language) ? rest : rest.filter((line) => /^(?:npx -y )?pnpm[@ ]/.test(line));
  });
  const inline = [...text.matchAll(/`((?:npx -y )?pnpm[@ ][^`\n]*)`/g)].map(([, command]) => command ?? '');
  return [...lines, ...inline]
    .map((line) => line.replace(/\s+#.*$/, '').replace(/^\$ /, '').trim())
    .filter((line) => line !== '' && !line.startsWith('#'))
    .map((command) => ({ path, text: command }));
});

export const pnpmCommand = /^(?:npx -y (?<version>pnpm@[\w.-]+)|pnpm) (?:run )?(?<script>[a-z][\w:-]*)(?<rest>.*)$/;
/** The commands that start pnpm. */
export const ofPnpm = commands.flatMap(({ path, text }) => {
  const groups = pnpmCommand.exec(text)?.groups;
  return groups === undefined ? [] : [{ path, text, version: groups['version'], script: groups['script'] ?? '', rest: groups['rest'] ?? '' }];
});
