const { globSync, readFileSync } = require('node:fs');
const fast = require('./jest.config.cjs');

/** Fast tests that draw fewer cases in `pnpm test`; here they draw all of them. */
const inDepth = globSync('test/unit/**/*.test.ts', { cwd: __dirname }).filter((path) => /from '[./]+\/depth\.ts'/.test(readFileSync(`${__dirname}/${path}`, 'utf8')));
process.env.IQRA_TEST_DEPTH = 'whole';

/** What takes minutes: run one after the other, after the fast tests. @type {import('jest').Config} */
module.exports = {
  ...fast,
  roots: ['<rootDir>/test/slow', '<rootDir>/test/unit'],
  testMatch: ['<rootDir>/test/slow/**/*.test.ts', ...inDepth.map((path) => `<rootDir>/${path}`)],
  testTimeout: 600_000,
  maxWorkers: 1,
};
