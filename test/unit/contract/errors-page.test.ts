import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { phoneRefusalCodes } from '@iqra-automation/core';
import { codeOf, projectRoot, readSources } from './source-tree.ts';

/** Codes of the server inside the tables that match them; they are explained under our own code beside them. */
const matchTables = /\/errors\/[a-z-]+-(?:codes|causes)\.ts$/;

describe('the page of errors', () => {
  const page = readFileSync(join(projectRoot, 'docs/errors.md'), 'utf8');
  const phonePage = readFileSync(join(projectRoot, 'docs/phone-numbers.md'), 'utf8');

  test('explains every code that core can give', () => {
    const codes = readSources('packages/core/src')
      .filter((file) => !matchTables.test(file.path))
      .flatMap((file) => [...codeOf(file).matchAll(/\bcode: '([A-Z][A-Z0-9_]+)'/g)].map((match) => match[1] ?? ''));
    expect(codes.length).toBeGreaterThan(40);
    const unexplained = [...new Set(codes)].filter((code) => !page.includes(`\`${code}\``) && !phonePage.includes(`\`${code}\``));
    expect(unexplained).toEqual([]);
  });

  test('leaves the reasons of refused phone numbers to their own page, which has them all', () => {
    expect(phoneRefusalCodes.filter((code) => !phonePage.includes(`\`${code}\``))).toEqual([]);
  });
});
