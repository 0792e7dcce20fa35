const fast = require('./jest.config.cjs');

/** What takes minutes: run one after the other, after the fast tests. @type {import('jest').Config} */
module.exports = { ...fast, roots: ['<rootDir>/test/slow'], testTimeout: 600_000, maxWorkers: 1 };
