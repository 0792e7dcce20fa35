const { globSync, readFileSync } = require('node:fs');
const path = require('node:path');
const fast = require('./jest.config.cjs');

const fastFiles = globSync('test/unit/**/*.ts', { cwd: __dirname });
const imports = (file, name) => new RegExp(`from '[./]+(/[\\w-]+)*/${name}(\\.ts)?'`).test(readFileSync(path.join(__dirname, file), 'utf8'));
const drawsLess = fastFiles.filter((file) => imports(file, 'depth'));
const helpers = drawsLess.filter((file) => !file.endsWith('.test.ts')).map((file) => path.basename(file, '.ts'));

/** Fast tests that draw fewer cases in `pnpm test`, by themselves or through what they share; here they draw all of them. */
const inDepth = fastFiles.filter((file) => file.endsWith('.test.ts') && (drawsLess.includes(file) || helpers.some((helper) => imports(file, helper))));
process.env.IQRA_TEST_DEPTH = 'whole';

/** What takes minutes: run one after the other, after the fast tests. @type {import('jest').Config} */
module.exports = {
  ...fast,
  roots: ['<rootDir>/test/slow', '<rootDir>/test/unit'],
  testMatch: ['<rootDir>/test/slow/**/*.test.ts', ...inDepth.map((file) => `<rootDir>/${file}`)],
  testTimeout: 600_000,
  maxWorkers: 1,
};
