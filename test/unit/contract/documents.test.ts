import { existsSync, globSync, readFileSync } from 'node:fs';
import { join, posix } from 'node:path';
import { projectRoot } from './source-tree.ts';

const documents = globSync('{*.md,docs/**/*.md,examples/**/*.md,packages/*/*.md,.changeset/*.md}', { cwd: projectRoot }).map((path) => path.replaceAll('\\', '/'));

function read(path: string): string {
  return readFileSync(join(projectRoot, path), 'utf8');
}

const isBuilt = (path: string): boolean => /(^|[\\/])(node_modules|dist|build)([\\/]|$)/.test(path);

const withoutBlocks = (text: string): string => text.replaceAll(/```[\s\S]*?```/g, '');

/** The anchors that GitHub and npm give to the headings of a page. */
function anchorsOf(path: string): ReadonlySet<string> {
  const headings = [...withoutBlocks(read(path)).matchAll(/^#+ (.*)$/gm)].map(([, heading]) => heading ?? '');
  return new Set(headings.map((heading) => heading.toLowerCase().replaceAll(/[^\p{L}\p{N}_ -]/gu, '').trim().replaceAll(' ', '-')));
}

interface Link {
  readonly from: string;
  readonly text: string;
  /** From the project's root. */
  readonly target: string;
  readonly anchor: string | undefined;
}

const links: readonly Link[] = documents.flatMap((from) =>
  [...withoutBlocks(read(from)).matchAll(/\]\(([^)\s]+)\)/g)]
    .map(([, text]) => text ?? '')
    .filter((text) => !/^[a-z]+:/.test(text))
    .map((text) => {
      const [path = '', anchor] = text.split('#');
      return { from, text, anchor, target: path === '' ? from : posix.join(posix.dirname(from), path) };
    }),
);

/** The toolchain, upkeep, and how tests are written. */
const aboutTools = /^(?:0001-toolchain|\d{4}-upkeep-|0092-house-tests)/;

describe('links in the documents', () => {
  test('lead to files that are there', () => {
    expect(links.length).toBeGreaterThan(100);
    expect(links.filter(({ target }) => !existsSync(join(projectRoot, target))).map(({ from, text }) => `${from}: ${text}`)).toEqual([]);
  });

  test('lead to headings that are there', () => {
    const anchored = links.filter(({ anchor }) => anchor !== undefined);
    expect(anchored.length).toBeGreaterThan(3);
    expect(anchored.filter(({ target, anchor }) => !anchorsOf(target).has(anchor ?? '')).map(({ from, text }) => `${from}: ${text}`)).toEqual([]);
  });

  test('reach every page, every decision and every picture', () => {
    const reached = new Set(links.map(({ target }) => target));
    const all = globSync('{docs,examples}/**/*.{md,png,json}', { cwd: projectRoot }).map((path) => path.replaceAll('\\', '/'));
    expect(all.filter((path) => !reached.has(path))).toEqual([]);
  });

  test('name source files that are there', () => {
    const sources = globSync('{packages,scripts,test,tools}/**/*.{ts,mts,cts,mjs,cjs}', { cwd: projectRoot, exclude: isBuilt });
    const known = sources.map((path) => `/${path.replaceAll('\\', '/')}`);
    const named = documents.flatMap((from) => [...withoutBlocks(read(from)).matchAll(/`([\w./-]+\.[mc]?(?:ts|js))`/g)].map(([, name]) => ({ from, name: name ?? '' })));
    const sourceNames = named.filter(({ name }) => /\.[mc]?ts$/.test(name));
    expect(sourceNames.length).toBeGreaterThan(50);
    expect(sourceNames.filter(({ name }) => !known.some((path) => path.endsWith(`/${name}`))).map(({ from, name }) => `${from}: ${name}`)).toEqual([]);
  });

  test('and the code lead to each decision where it counts, from both ends; to one about tools or tests from one of them', () => {
    const code = globSync('{packages,scripts,test,tools}/**/*.{ts,mts,cts,mjs,cjs}', { cwd: projectRoot, exclude: isBuilt }).map(read);
    const sources = [...code, read('jest.coverage.config.cjs')];
    const pages = documents.filter((path) => !path.startsWith('docs/decisions/')).map(read);
    const decisions = globSync('docs/decisions/0*.md', { cwd: projectRoot }).map((path) => posix.basename(path.replaceAll('\\', '/')));
    const isNamed = (texts: readonly string[], name: string): boolean => texts.some((text) => text.includes(`decisions/${name}`));
    const missing = decisions.flatMap((name) => {
      const ends = [...(isNamed(sources, name) ? ['code'] : []), ...(isNamed(pages, name) ? ['page'] : [])];
      return ends.length >= (aboutTools.test(name) ? 1 : 2) ? [] : [`${name}: ${ends.length === 0 ? 'nowhere' : `only in a ${ends.join()}`}`];
    });
    expect(decisions.length).toBeGreaterThan(50);
    expect(missing).toEqual([]);
  });

  test('stand in the list of decisions under the headings of their pages', () => {
    const listed = [...read('docs/decisions/README.md').matchAll(/^- \[\d{4}\]\(([^)]+)\) (.*)$/gm)].map(([, name, title]) => `${name ?? ''} ${title ?? ''}`);
    const headed = globSync('docs/decisions/0*.md', { cwd: projectRoot }).map((path) => `${posix.basename(path.replaceAll('\\', '/'))} ${/^# (.*)$/m.exec(read(path))?.[1] ?? ''}`);
    expect(listed).toEqual(headed.toSorted());
  });

  test('of a package stay valid where it is published: on npm they would point into nothing', () => {
    expect(links.filter(({ from }) => from === 'packages/n8n-node/README.md').map(({ text }) => text)).toEqual([]);
  });
});

test('addresses of our own pages, in what is published, lead to pages and headings that are there', () => {
  const published = globSync('packages/*/{README.md,{nodes,credentials,src}/**/*.{ts,json}}', { cwd: projectRoot });
  const addresses = published.flatMap((path) => [...read(path).matchAll(/\/(?:blob|tree)\/main\/([\w./-]+)(?:#([\w-]+))?/g)].map(([, target = '', anchor]) => ({ path, target, anchor })));
  expect(addresses.length).toBeGreaterThan(4);
  const isThere = (target: string, anchor: string | undefined) => existsSync(join(projectRoot, target)) && (anchor === undefined || anchorsOf(target).has(anchor));
  expect(addresses.filter(({ target, anchor }) => !isThere(target, anchor))).toEqual([]);
});

describe('paths in the documents', () => {
  const inTables = [...read('CONTRIBUTING.md').matchAll(/^\|.*$/gm)].flatMap(([row]) => [...row.matchAll(/`((?:packages|test|docs|scripts|tools|examples|\.changeset)(?:\/[\w.*-]+)*\/?)`/g)].map(([, path]) => path ?? ''));

  test('of the table in CONTRIBUTING exist', () => {
    expect(inTables.length).toBeGreaterThan(20);
    expect(inTables.filter((path) => globSync(path, { cwd: projectRoot }).length === 0)).toEqual([]);
  });

  test('to sources and tests exist', () => {
    const named = documents.flatMap((path) =>
      [...read(path).matchAll(/`((?:packages|test|scripts|tools|docs)\/[\w.*/-]+)`/g)].map(([, name]) => ({ path, name: name ?? '' })),
    );
    expect(named.length).toBeGreaterThan(30);
    const built = /\/(?:dist|build)(?:\/|$)/;
    expect(named.filter(({ name }) => !built.test(name) && globSync(name, { cwd: projectRoot }).length === 0)).toEqual([]);
  });

  test('of one machine do not occur', () => {
    const ofMachine = /(?<![\w.~])\/(?:root|tmp|work|home|Users)\/\w/;
    expect(documents.filter((path) => ofMachine.test(read(path)))).toEqual([]);
  });
});
