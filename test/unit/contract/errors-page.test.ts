import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { catalogue, ownErrors, phoneRefusalCodes } from '@iqra-automation/core/testing';
import { n8nErrors } from '../../../packages/n8n-node/nodes/connection/n8n-errors.ts';
import { zapierErrors } from '../../../packages/zapier-app/src/zapier-errors.ts';
import { codeOf, projectRoot, readSources } from './source-tree.ts';

const page = readFileSync(join(projectRoot, 'docs/errors.md'), 'utf8');
const phonePage = readFileSync(join(projectRoot, 'docs/phone-numbers.md'), 'utf8');
const sources = ['packages/core/src', 'packages/n8n-node/nodes', 'packages/n8n-node/credentials', 'packages/zapier-app/src'].flatMap(readSources);

const parts = [...ownErrors, n8nErrors, zapierErrors];
const ownCodes = parts.flatMap(({ rows }) => Object.entries(rows).map(([name, row]) => row.code ?? name));
const known = new Set<string>([...ownCodes, ...catalogue.map(({ code }) => code), ...phoneRefusalCodes]);

describe('the page of errors', () => {
  test('explains every own code, and every code that a refusal of the server becomes', () => {
    const codes = [...ownCodes, ...catalogue.map(({ code }) => code)];
    expect(codes.length).toBeGreaterThan(100);
    expect(codes.filter((code) => !page.includes(`\`${code}\``))).toEqual([]);
  });

  test('shows every part of the table that the source defines', () => {
    const titles = sources.flatMap((file) => [...codeOf(file).matchAll(/= defineErrors\('([^']+)'/g)].map((match) => match[1] ?? ''));
    expect(titles.sort()).toEqual(parts.map(({ title }) => title).sort());
    expect(titles.filter((title) => !page.includes(`\n## ${title}\n`))).toEqual([]);
  });

  test('misses no code: the compiler takes only those of rows, and nothing else is made into one', () => {
    const made = sources.filter((file) => /\bas ErrorCode\b|\bcodeOfRow\(code\)/.test(codeOf(file))).map(({ path }) => path);
    expect(made.sort()).toEqual(['packages/core/src/errors/answer-errors.ts', 'packages/core/src/errors/define-errors.ts']);
  });

  test('knows every code that the source asks for', () => {
    // The transport asks for words of the system.
    const asked = sources.filter(({ path }) => !path.endsWith('/transport.ts')).flatMap((file) => [...codeOf(file).matchAll(/\bcode [!=]== '([A-Z_]+)'/g)].map((match) => match[1] ?? ''));
    expect(asked.length).toBeGreaterThan(10);
    expect(asked.filter((code) => !known.has(code))).toEqual([]);
  });

  test('leaves the reasons of refused phone numbers to their own page, which has them all', () => {
    expect(phoneRefusalCodes.filter((code) => !phonePage.includes(`\`${code}\``))).toEqual([]);
  });
});
