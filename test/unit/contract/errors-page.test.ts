import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { catalogue, ownErrors, phoneRefusalCodes } from '@iqra-automation/core/testing';
import { codeOf, projectRoot, readSources } from './source-tree.ts';

/** Codes of the server inside the tables that match them; they are explained under our own code beside them. */
const matchTables = /\/errors\/[a-z-]+-(?:codes|causes)\.ts$/;
/** Words that look like codes and are none: types of numbers, and what transports tell core. */
const notCodes = new Set(['OUT_OF_TIME', 'POST_BUFFER']);

const page = readFileSync(join(projectRoot, 'docs/errors.md'), 'utf8');
const phonePage = readFileSync(join(projectRoot, 'docs/phone-numbers.md'), 'utf8');
const sources = ['packages/core/src', 'packages/n8n-node/nodes', 'packages/n8n-node/credentials', 'packages/zapier-app/src'].flatMap(readSources);

const ownCodes = new Set(ownErrors.flatMap(({ rows }) => Object.entries(rows).map(([name, row]) => row.code ?? name)));
const rowNames = new Set(ownErrors.flatMap(({ rows }) => Object.keys(rows)));
const known = new Set<string>([...ownCodes, ...rowNames, ...catalogue.map(({ code }) => code), ...phoneRefusalCodes, ...notCodes]);

describe('the page of errors', () => {
  test('explains every own code, and every code that a refusal of the server becomes', () => {
    const codes = [...ownCodes, ...catalogue.map(({ code }) => code)];
    expect(codes.length).toBeGreaterThan(100);
    expect(codes.filter((code) => !page.includes(`\`${code}\``))).toEqual([]);
  });

  test('misses no code that the source gives: each is a row of the table, of the catalogue, or a reason of the phone page', () => {
    const given = sources
      .filter((file) => !matchTables.test(file.path))
      .flatMap((file) => codesGivenBy(codeOf(file)).map((code) => ({ code, path: file.path })));
    expect(new Set(given.map(({ code }) => code)).size).toBeGreaterThan(60);
    expect(given.filter(({ code }) => !known.has(code))).toEqual([]);
  });

  test('leaves the reasons of refused phone numbers to their own page, which has them all', () => {
    expect(phoneRefusalCodes.filter((code) => !phonePage.includes(`\`${code}\``))).toEqual([]);
  });
});

/** A code is given as the member `code`, as the first word of a function that makes a problem, or in brackets at the end of a text. */
function codesGivenBy(code: string): readonly string[] {
  const patterns = [
    /\bcode: (?:[^'\n,]*\? )?'([A-Z][A-Z0-9]*(?:_[A-Z0-9]+)+)'/g,
    /\bcode: [^\n,]*: '([A-Z][A-Z0-9]*(?:_[A-Z0-9]+)+)'/g,
    /\b(?:problem|refuse|refused|error|refuseUnreadable)\(\s*(?:'[a-z]\w*', )?'([A-Z][A-Z0-9]*(?:_[A-Z0-9]+)*)'/g,
    /\(([A-Z][A-Z0-9]*(?:_[A-Z0-9]+)+)\)[`']/g,
  ];
  return patterns.flatMap((pattern) => [...code.matchAll(pattern)].map((match) => match[1] ?? ''));
}
