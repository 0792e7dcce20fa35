import { globSync } from 'node:fs';
import { posix } from 'node:path';
import { projectRoot, readSources } from './source-tree.ts';

const tests = readSources('test/unit').filter(({ path }) => path.endsWith('.test.ts'));
/** Where the sources stand of a package whose tests stand in folders of the same names. */
const sources: Readonly<Record<string, string>> = { core: 'packages/core/src', 'zapier-app': 'packages/zapier-app/src', sandbox: 'packages/sandbox/src' };
/** The sandbox beside what the server itself has answered. */
const notOfAFolder = new Set(['sandbox/real-answers']);
/** What n8n's door cannot bring about: a store that is overwritten, timers, the stream of a file, an n8n whose database is not ready. */
const behindTheDoorOfN8n = ['key-store', 'own-look', 'recording-links', 'wake-delays-nothing'].map((name) => `test/unit/n8n-node/${name}.test.ts`);

/** `core/hours` of a test of the hours. */
function folderOf(path: string): string {
  return posix.dirname(posix.relative('test/unit', path));
}

test('tests of core, of the Zapier app and of the sandbox stand in folders named as those of the sources; those of the node in one', () => {
  const folders = Object.entries(sources).flatMap(([name, root]) => globSync(`${root}/**/`, { cwd: projectRoot }).map((path) => posix.join(name, posix.relative(root, path.replaceAll('\\', '/')))));
  const known = new Set([...folders, ...notOfAFolder, ...Object.keys(sources), 'n8n-node']);
  const ofPackages = tests.filter(({ path }) => [...Object.keys(sources), 'n8n-node'].includes(folderOf(path).split('/')[0] ?? ''));
  expect(ofPackages.length).toBeGreaterThan(200);
  expect(ofPackages.map(({ path }) => path).filter((path) => !known.has(folderOf(path)))).toEqual([]);
});

test('a test reaches into a package only where it stands: the folder of the same name', () => {
  const reaching = tests.flatMap(({ path, imports }) =>
    imports.flatMap((name) => {
      const [, packageName = '', inner = ''] = /packages\/(core|n8n-node|zapier-app)\/(?:src|nodes)\/(.*)$/.exec(name) ?? [];
      const isElsewhere = packageName !== '' && folderOf(path) !== posix.join(packageName, posix.dirname(inner));
      return isElsewhere && !behindTheDoorOfN8n.includes(path) ? [`${path}: ${inner}`] : [];
    }),
  );
  // The contract compares what both hosts draw and say, and the examples what the node's form knows.
  expect(reaching.filter((one) => !/^test\/unit\/(contract|examples)\//.test(one))).toEqual([]);
  expect(behindTheDoorOfN8n.filter((path) => !tests.some((one) => one.path === path))).toEqual([]);
});

test('a fast test starts no process, but for the engine of n8n, which all of them share: such tests are slow ones', () => {
  const starts = readSources('test/unit').filter(({ text, path }) => /from 'node:child_process'|process: 'own'|\.restart\(\)/.test(text) && path !== 'test/unit/contract/test-layout.test.ts');
  // The shell of the compose file copies a few files; the benches of the campaigns begin a day anew, in this process.
  const known = ['test/unit/examples/compose.test.ts', ...starts.flatMap(({ path }) => (path.startsWith('test/unit/core/campaigns/') ? [path] : []))];
  expect(starts.map(({ path }) => path).filter((path) => !known.includes(path))).toEqual([]);
});
