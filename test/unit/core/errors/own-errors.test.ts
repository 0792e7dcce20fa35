import { IqraError, isIqraError } from '@iqra-automation/core';
import { type ErrorCode, ownErrors } from '@iqra-automation/core/testing';
import { defineErrors } from '../../../../packages/core/src/errors/define-errors.ts';
import { readSources } from '../../contract/source-tree.ts';

const part = defineErrors('Tests', {
  TOO_MANY: { kind: 'input', sentence: '{label} has {count} entries.', nextStep: 'Map at most {most}.', field: 'list' },
  LATE: { code: 'SLOW', kind: 'server', sentence: 'Too late.', nextStep: 'Wait.', placement: 'unknown' },
});

describe('the table of our own errors', () => {
  const rows = ownErrors.flatMap(({ rows }) => Object.entries(rows));

  test('names every row once', () => {
    const names = rows.map(([name]) => name);
    expect(names.filter((name, at) => names.indexOf(name) !== at)).toEqual([]);
  });

  test.each(rows)('%s tells what happened and what to do in whole sentences', (_name, row) => {
    expect(row.about ?? row.sentence).toMatch(/^(?:[A-Z{"]|n8n).*[.}]$/);
    expect(row.nextStep).toMatch(/^[A-Z].*\.$/);
  });

  test('an error takes its words from its row and its values from the case', () => {
    const error = part.error('TOO_MANY', { label: 'Do Not Call', count: 7, most: 5 });
    expect(error).toMatchObject({ kind: 'input', code: 'TOO_MANY', message: 'Do Not Call has 7 entries.', nextStep: 'Map at most 5.', placement: 'not_placed', field: 'list' });
    expect(part.error('LATE', {})).toMatchObject({ code: 'SLOW', placement: 'unknown' });
  });

  test('a value is never read as a template', () => {
    expect(part.error('TOO_MANY', { label: '{most}', count: '$&', most: 5 }).message).toBe('{most} has $& entries.');
  });

  test('facts of the case may say more than the row', () => {
    const cause = new IqraError({ kind: 'server', code: 'X' as ErrorCode, message: 'm', nextStep: 'n', placement: 'not_placed', serverCode: 'A:B', httpStatus: 500, retryAfterMs: 7 });
    const error = part.error('LATE', {}, { cause, kind: 'rate_limit', details: { a: 1 } });
    expect(error).toMatchObject({ kind: 'rate_limit', serverCode: 'A:B', httpStatus: 500, retryAfterMs: 7, details: { a: 1 } });
    expect(isIqraError(error.cause)).toBe(true);
  });

  test('a problem names its field', () => {
    expect(part.problem('TOO_MANY', 'doNotCall', { label: 'L', count: 2, most: 1 })).toEqual({ field: 'doNotCall', code: 'TOO_MANY', message: 'L has 2 entries.', nextStep: 'Map at most 1.' });
  });

  test('every other error takes its words from here', () => {
    const files = ['packages/core/src', 'packages/n8n-node', 'packages/zapier-app/src'].flatMap(readSources);
    expect(files.length).toBeGreaterThan(250);
    const constructing = files.filter(({ text }) => /new (?:\w+\.)?IqraError\(/.test(text)).map(({ path }) => path);
    // The refusals of the server have their words in the catalogue of its codes, and a single problem brings those of its row.
    expect(constructing.sort()).toEqual(['packages/core/src/errors/answer-errors.ts', 'packages/core/src/errors/define-errors.ts', 'packages/core/src/fields/field.ts']);
  });
});
