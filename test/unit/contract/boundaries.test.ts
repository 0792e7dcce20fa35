import { posix } from 'node:path';
import { codeOf, readSources } from './source-tree.ts';

const core = readSources('packages/core/src');
const n8nNode = [...readSources('packages/n8n-node/nodes'), ...readSources('packages/n8n-node/credentials')];
const zapierApp = readSources('packages/zapier-app/src');

const axiosEntry = 'packages/core/src/transport/axios-transport.ts';

describe('import boundaries', () => {
  test('core imports nothing but itself, two libraries and the hash of node:crypto', () => {
    const allowed = new Set(['libphonenumber-js/max', 'luxon', 'node:crypto']);
    const foreign = core
      .filter((file) => file.path !== axiosEntry)
      .flatMap((file) => file.imports.filter((name) => !name.startsWith('.') && !allowed.has(name)).map((name) => `${file.path}: ${name}`));
    expect(foreign).toEqual([]);
  });

  test('only the separate entry imports axios, and nothing in core imports that entry', () => {
    expect(core.filter((file) => file.imports.includes('axios')).map((file) => file.path)).toEqual([axiosEntry]);
    expect(core.filter((file) => file.imports.some((name) => name.endsWith('axios-transport.ts')))).toEqual([]);
  });

  test('adapters import themselves, the entry of core, and their own host only', () => {
    const foreignTo = (files: typeof core, allowed: readonly string[]) =>
      files.flatMap((file) => file.imports.filter((name) => !name.startsWith('.') && !allowed.includes(name)).map((name) => `${file.path}: ${name}`));
    expect(foreignTo(n8nNode, ['@iqra-automation/core', 'n8n-workflow'])).toEqual([]);
    expect(foreignTo(zapierApp, ['@iqra-automation/core', 'zapier-platform-core', 'node:http', 'node:https', 'node:stream'])).toEqual([]);
  });

  test('no files import one another in a circle, types included', () => {
    for (const files of [core, n8nNode, zapierApp]) expect(circleOf(files)).toEqual([]);
  });

  test('nothing reaches out of its package by a relative path', () => {
    const escaping = [...core, ...n8nNode, ...zapierApp].filter((file) => file.imports.some((name) => name.includes('packages/')));
    expect(escaping).toEqual([]);
  });
});

/** The paths of one circle; empty where there is none. */
function circleOf(files: typeof core): readonly string[] {
  const imports = new Map(files.map(({ path, imports: names }) => [path, names.filter((name) => name.startsWith('.')).map((name) => posix.join(posix.dirname(path), name))]));
  const done = new Set<string>();
  const walk = (path: string, way: readonly string[]): readonly string[] => {
    if (way.includes(path)) return [...way.slice(way.indexOf(path)), path];
    if (done.has(path)) return [];
    for (const next of imports.get(path) ?? []) {
      const circle = walk(next, [...way, path]);
      if (circle.length > 0) return circle;
    }
    done.add(path);
    return [];
  };
  for (const path of imports.keys()) {
    const circle = walk(path, []);
    if (circle.length > 0) return circle;
  }
  return [];
}

describe('vocabulary', () => {
  const wireWords = [
    'toNumber',
    'dateTimeUTC',
    'maxDateTimeUTC',
    'RecipientNumber',
    'DynamicVariables\\[',
    'queueStatusTypes',
    'sessionStatus',
    'sessionEndType',
    'completedAt',
    'enqueuedAt',
    'startCompletedAtDate',
    'endCompletedAtDate',
    'startCreatedDate',
    'telephonyCampaigns',
    'maxCallTimeS\\b',
  ];
  const wireWord = new RegExp(`\\b(?:${wireWords.join('|')})`);

  test('words of the wire occur only in core/src/api', () => {
    const offenders = [...core, ...n8nNode, ...zapierApp]
      .filter((file) => !file.path.startsWith('packages/core/src/api/'))
      .filter((file) => wireWord.test(codeOf(file)))
      .map((file) => `${file.path}: ${wireWord.exec(codeOf(file))?.[0]}`);
    expect(offenders).toEqual([]);
  });

  test('words of the hosts do not occur in core', () => {
    const hostWord = /\b(INodeProperties|INodeType|IExecuteFunctions|getNodeParameter|ZObject|inputData|authData|z\.request|NodeApiError|HaltedError)\b/;
    expect(core.filter((file) => hostWord.test(codeOf(file))).map((file) => file.path)).toEqual([]);
  });

  test('no file is named after nothing', () => {
    const vague = [...core, ...n8nNode, ...zapierApp].filter((file) => /\/(utils?|helpers?|misc|common)\.ts$/.test(file.path));
    expect(vague).toEqual([]);
  });

  test('no source has more than 250 lines', () => {
    const long = [...core, ...n8nNode, ...zapierApp, ...readSources('test'), ...readSources('scripts')]
      .filter((file) => file.text.split('\n').length > 251)
      .map((file) => file.path);
    expect(long).toEqual([]);
  });
});
